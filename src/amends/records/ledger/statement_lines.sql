-- A wallet's entries posted from a moment to another, in the order of time: what each moved in the wallet's parts.
-- Tables: wallets, entries, orders, disputes.
-- The wallet is asked for as one value, not joined: only then is its index known to be in the page's sequence.
select e.posted_at, e.kind, o.number, s.number, 1,
       greatest(e.cash + e.bonus + e.frozen, 0), greatest(-e.cash - e.bonus - e.frozen, 0), e.cash, e.bonus, e.frozen
from entries e
left join orders o on o.id = e.order_id and o.account_id = %(account_id)s
left join disputes s on s.id = e.dispute_id and s.account_id = %(account_id)s
where e.wallet_id = (select id from wallets where account_id = %(account_id)s and currency = %(currency)s)
  and e.posted_at >= %(begins)s::timestamptz and e.posted_at < %(ends)s::timestamptz
order by e.posted_at, e.id
limit %(limit)s
