-- An entry says of its wallet what its postings say.
-- Tables: entries, postings, ledger_accounts, wallets.
with told as (
    select p.entry_id as id, max(p.wallet_id::text) as wallet,
           coalesce(sum(m.amount) filter (where a.kind = 'wallet_cash'), 0) as cash,
           coalesce(sum(m.amount) filter (where a.kind = 'wallet_bonus'), 0) as bonus,
           coalesce(sum(m.amount) filter (where a.kind = 'wallet_frozen'), 0) as frozen
    from postings p
    cross join lateral (values (p.destination_id, p.amount), (p.source_id, -p.amount)) as m (account_id, amount)
    join ledger_accounts a on a.id = m.account_id
    group by p.entry_id
)
select e.id::text as id,
       format('says %%s + %%s + %%s, its postings %%s + %%s + %%s', e.cash, e.bonus, e.frozen, t.cash, t.bonus, t.frozen)
           as words
from entries e
left join told t on t.id = e.id
where (e.wallet_id::text, e.cash, e.bonus, e.frozen) is distinct from (t.wallet, t.cash, t.bonus, t.frozen)
order by 1
