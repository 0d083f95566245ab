-- What a wallet's months say was moved is what was posted in them.
-- Tables: wallets, wallet_months, ledger_accounts, postings, entries.
with moved as (
    select p.wallet_id, date_trunc('month', e.posted_at at time zone 'UTC')::date as month,
           sum(p.amount * ((d.kind = 'wallet_cash')::int - (s.kind = 'wallet_cash')::int)) as cash,
           sum(p.amount * ((d.kind = 'wallet_bonus')::int - (s.kind = 'wallet_bonus')::int)) as bonus,
           sum(p.amount * ((d.kind = 'wallet_frozen')::int - (s.kind = 'wallet_frozen')::int)) as frozen
    from postings p
    join entries e on e.id = p.entry_id
    join ledger_accounts d on d.id = p.destination_id
    join ledger_accounts s on s.id = p.source_id
    where p.wallet_id is not null
    group by 1, 2
)
select coalesce(m.wallet_id, s.wallet_id)::text as id,
       format('%%s says %%s + %%s + %%s, its postings say %%s + %%s + %%s', coalesce(m.month, s.month), m.cash, m.bonus,
              m.frozen, s.cash, s.bonus, s.frozen) as words
from wallet_months m
full join moved s on s.wallet_id = m.wallet_id and s.month = m.month
where (coalesce(m.cash, 0), coalesce(m.bonus, 0), coalesce(m.frozen, 0))
      is distinct from (coalesce(s.cash, 0), coalesce(s.bonus, 0), coalesce(s.frozen, 0))
order by 1, 2
