-- A paid top-up stands in the books once, with what its house was paid and its bonus; no other stands there.
-- Tables: top_ups, entries, wallets, postings, ledger_accounts.
select coalesce(t.id::text, e.key) as id,
       format('top-up is %%s over %%s + %%s %%s, the books say %%s + %%s %%s', t.state, t.paid, t.bonus, t.paid_currency,
              e.cash, e.bonus, e.currency) as words
from (select * from top_ups where state = 'paid') t
full join (
    select e.key, e.account_id, e.cash, e.bonus, w.currency, (
        select min(a.detail) from postings p join ledger_accounts a on a.id = p.source_id
        where p.entry_id = e.id and a.kind = 'clearing'
    ) as provider
    from entries e left join wallets w on w.id = e.wallet_id
    where e.kind = 'top_up'
) e on e.key = t.id::text
where (t.account_id, t.paid, t.bonus, t.paid_currency, t.provider)
      is distinct from (e.account_id, e.cash, e.bonus, e.currency, e.provider)
order by 1
