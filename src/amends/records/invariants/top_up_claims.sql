-- What was taken back of a top-up is what its claims took, each part as the books have it; what waits for it is what
-- its open claims may still take.
-- Tables: top_ups, external_claims, external_movements, entries, postings, ledger_accounts.
with moved as (
    select claim_id, currency, sum(amount) as net from external_movements group by 1, 2
),
claim as (
    select c.top_up_id, c.effect, c.opened_at, c.kind = 'refund' as by_hand, t.paid, x.claimed,
           c.effect <> 'released' and c.grew_into_id is null and c.takes_no_more_at is null
               and (c.kind <> 'refund' or c.effect = 'holds') as counts,
           case when exists (select from moved m where m.claim_id = c.id and m.currency <> t.paid_currency and m.net < 0)
                then x.claimed
                else greatest(0, -coalesce(
                    (select m.net from moved m where m.claim_id = c.id and m.currency = t.paid_currency), 0))
           end as took
    from external_claims c
    join top_ups t on t.id = c.top_up_id
    cross join lateral (
        select case when c.currency = t.paid_currency then c.amount else t.paid end as claimed
    ) x
),
lost as (
    select c.*, effect = 'lost' and counts and took = 0 as untold,
           (select coalesce(sum(r.took), 0) from claim r
            where r.top_up_id = c.top_up_id and r.by_hand and r.opened_at >= c.opened_at) as by_hand_since
    from claim c
),
told as (
    select top_up_id as id, sum(took) as took, count(*) filter (where waits) as open,
           least(coalesce(sum(greatest(0, claimed - took)) filter (where waits), 0), greatest(0, paid - sum(took)))
               as disputed
    from (
        select *, counts and case
                  when untold then by_hand_since < sum(claimed) filter (where untold) over (partition by top_up_id)
                  else effect <> 'lost' end as waits
        from lost
    ) c group by 1, paid
),
entry as (
    select id, kind, cash, bonus, split_part(key, ':', 1)::uuid as top_up_id
    from entries where kind in ('top_up_taken_back', 'top_up_given_back', 'top_up_debt_ended')
),
booked as (
    select e.top_up_id as id,
           coalesce(sum(p.amount * case when d.kind = 'receivable' then 1 else -1 end)
                    filter (where 'wallet_cash' in (s.kind, d.kind) or 'clearing' in (s.kind, d.kind)), 0) as cash,
           coalesce(sum(p.amount * case when d.kind = 'benefits' then 1 else -1 end)
                    filter (where 'benefits' in (s.kind, d.kind)), 0) as revoked,
           coalesce(sum(p.amount * case when d.kind = 'receivable' then 1 else -1 end)
                    filter (where 'chargebacks' in (s.kind, d.kind)), 0) as written_off
    from entry e
    join postings p on p.entry_id = e.id
    join ledger_accounts s on s.id = p.source_id
    join ledger_accounts d on d.id = p.destination_id
    group by 1
)
select coalesce(t.id, b.id)::text as id,
       format('top-up: %%s taken, %%s revoked, %%s owed, %%s settled, %%s written off, %%s open over %%s; its claims '
              'took %%s, %%s open over %%s; the books say %%s taken or settled, %%s revoked, %%s written off',
              t.taken_cash, t.revoked, t.owed, t.settled, t.written_off, t.claims_open, t.disputed,
              coalesce(c.took, 0), coalesce(c.open, 0), coalesce(c.disputed, 0),
              coalesce(b.cash, 0), coalesce(b.revoked, 0), coalesce(b.written_off, 0)) as words
from top_ups t
left join told c on c.id = t.id
full join booked b on b.id = t.id
where (t.taken_cash + t.owed + t.settled + t.written_off, t.claims_open, t.disputed)
      is distinct from (coalesce(c.took, 0), coalesce(c.open, 0), coalesce(c.disputed, 0))
   or (t.taken_cash + t.settled, t.revoked, t.written_off)
      is distinct from (coalesce(b.cash, 0), coalesce(b.revoked, 0), coalesce(b.written_off, 0))
order by 1
