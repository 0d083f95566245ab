-- A wallet's entries posted from a moment to another, in the order of time: what each moved in the wallet's parts.
-- Tables: wallets, entries, postings, ledger_accounts, orders, disputes.
select e.posted_at, e.kind, o.number, s.number, 1,
       greatest(moved.cash + moved.bonus + moved.frozen, 0), greatest(-moved.cash - moved.bonus - moved.frozen, 0),
       moved.cash, moved.bonus, moved.frozen
from wallets w
join entries e on e.account_id = w.account_id
join lateral (
    select count(*) as many,
           sum(p.amount * ((d.kind = 'wallet_cash')::int - (f.kind = 'wallet_cash')::int))::bigint as cash,
           sum(p.amount * ((d.kind = 'wallet_bonus')::int - (f.kind = 'wallet_bonus')::int))::bigint as bonus,
           sum(p.amount * ((d.kind = 'wallet_frozen')::int - (f.kind = 'wallet_frozen')::int))::bigint as frozen
    from postings p
    join ledger_accounts d on d.id = p.destination_id
    join ledger_accounts f on f.id = p.source_id
    where p.entry_id = e.id and p.wallet_id = w.id
) moved on moved.many > 0
left join orders o on o.id = e.order_id and o.account_id = w.account_id
left join disputes s on s.id = e.dispute_id and s.account_id = w.account_id
where w.account_id = %(account_id)s and w.currency = %(currency)s
  and e.posted_at >= %(begins)s::timestamptz and e.posted_at < %(ends)s::timestamptz
order by e.posted_at, e.id
limit %(limit)s
