-- Each movement a payment house made because of a claim stands in the books once, by its amount and its fee; no other
-- entry of these kinds does. Out of the provider's clearing is what went.
-- Tables: external_movements, entries, postings, ledger_accounts.
with booked as (
    select e.id, e.key, e.kind,
           sum(case when s.kind = 'clearing' then p.amount else -p.amount end) as amount
    from entries e
    join postings p on p.entry_id = e.id
    join ledger_accounts s on s.id = p.source_id
    where e.kind in ('chargeback', 'external_refund', 'chargeback_fee')
    group by e.id
),
moved as (
    select id, key, false as fee, amount from external_movements where amount <> 0
    union all
    select id, key, true, -fee from external_movements where fee <> 0
)
select coalesce(m.id::text, b.id::text) as id,
       format('movement %%s: moved %%s, the books say %%s', coalesce(m.key, b.key), m.amount, b.amount) as words
from moved m
full join booked b on b.key = m.key and (b.kind = 'chargeback_fee') = m.fee
where m.amount is distinct from b.amount
order by 1
