-- What every kind of account holds, by currency, over the whole book, and what of it the wallets say themselves.
-- Tables: postings, ledger_accounts, wallets.
-- `said` is the sum of the wallets' own balances, null for the platform's accounts; `wrong` the number of wallets that
-- differ from their postings, which a sum alone could hide.
with moved as (
    select account_id, sum(amount) as amount from (
        select destination_id as account_id, amount from postings
        union all
        select source_id, -amount from postings
    ) sides
    group by account_id
),
said as (
    select w.account_id, w.currency, part.kind, part.amount
    from wallets w
    cross join lateral (
        values ('wallet_cash', w.cash), ('wallet_bonus', w.bonus), ('wallet_frozen', w.frozen)
    ) as part (kind, amount)
),
held as (
    select a.kind, a.currency, a.detail, a.account_id, coalesce(m.amount, 0) as amount
    from ledger_accounts a
    left join moved m on m.account_id = a.id
),
each as (
    select coalesce(h.kind, s.kind) as kind, coalesce(h.currency, s.currency) as currency, coalesce(h.detail, '') as detail,
           coalesce(h.amount, 0) as amount, s.amount as said
    from held h
    full join said s on s.account_id = h.account_id and s.currency = h.currency and s.kind = h.kind
)
select currency, kind, detail, sum(amount)::bigint, sum(said)::bigint,
       count(*) filter (where said is not null and said <> amount)
from each
group by currency, kind, detail
having sum(amount) <> 0 or sum(said) <> 0 or count(*) filter (where said <> amount) > 0
order by currency, kind, detail
