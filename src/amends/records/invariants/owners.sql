-- Who owns an account that a posting concerns owns its wallet too, in its currency, and its entry.
-- Tables: postings, entries, ledger_accounts, wallets.
select p.id::text as id,
       format('an account of %%s in %%s, its entry is of %%s, its wallet %%s in %%s', a.account_id, a.currency,
              coalesce(e.account_id::text, 'nobody'), coalesce(w.account_id::text, 'nobody''s'),
              coalesce(w.currency, 'none')) as words
from postings p
cross join lateral (values (p.source_id), (p.destination_id)) as side (id)
join ledger_accounts a on a.id = side.id
join entries e on e.id = p.entry_id
left join wallets w on w.id = p.wallet_id
where a.account_id is not null
  and ((a.account_id, a.currency) is distinct from (w.account_id, w.currency) or e.account_id is distinct from a.account_id)
order by 1
