-- Each part of a wallet is the sum of its postings, and one of them says the whole.
-- Tables: wallets, ledger_accounts, postings.
with moved as (
    select a.account_id, a.currency, a.kind, m.amount
    from ledger_accounts a
    join (
        select destination_id as id, amount from postings
        union all
        select source_id, -amount from postings
    ) m on m.id = a.id
    where a.account_id is not null
),
sums as (
    select account_id, currency,
           coalesce(sum(amount) filter (where kind = 'wallet_cash'), 0) as cash,
           coalesce(sum(amount) filter (where kind = 'wallet_bonus'), 0) as bonus,
           coalesce(sum(amount) filter (where kind = 'wallet_frozen'), 0) as frozen
    from moved group by account_id, currency
)
select coalesce(w.id, s.account_id)::text as id,
       format('stands at %%s + %%s + %%s %%s, its postings say %%s + %%s + %%s', w.cash, w.bonus, w.frozen,
              coalesce(w.currency, s.currency), s.cash, s.bonus, s.frozen) as words
from wallets w
full join sums s on s.account_id = w.account_id and s.currency = w.currency
where (coalesce(w.cash, 0), coalesce(w.bonus, 0), coalesce(w.frozen, 0))
      is distinct from (coalesce(s.cash, 0), coalesce(s.bonus, 0), coalesce(s.frozen, 0))
union all
select w.id::text, format('stands at %%s, which no posting says', w.cash + w.bonus + w.frozen)
from wallets w
where exists (select from postings p where p.wallet_id = w.id)
  and not exists (
      select from postings p where p.wallet_id = w.id and p.wallet_after = w.cash + w.bonus + w.frozen
  )
order by 1
