-- An account's wallet postings in one currency, newest first, from a cursor on.
-- Tables: wallets, postings, ledger_accounts, entries, orders, disputes.
select p.id, e.kind, e.posted_at, p.currency,
       case when d.kind like 'wallet%%' then p.amount else -p.amount end as change,
       p.wallet_after, o.number, s.number
from wallets w
join postings p on p.wallet_id = w.id
join entries e on e.id = p.entry_id
join ledger_accounts d on d.id = p.destination_id
left join orders o on o.id = e.order_id
left join disputes s on s.id = e.dispute_id
where w.account_id = %(account_id)s and w.currency = %(currency)s
  and (%(before)s::uuid is null or p.id < %(before)s::uuid)
order by p.id desc
limit %(limit)s
