-- An account's wallet entries in one currency, newest first, from a cursor on, narrowed by kind, time, and the number
-- of an order or dispute. Each entry once, whatever number of postings it has.
-- Tables: wallets, entries, orders, disputes.
-- Planned with its values at each call (see wallet_page.py), so that what is null costs nothing.
select e.id, e.kind, e.posted_at, w.currency, e.cash, e.bonus, e.frozen, e.wallet_after, o.number, s.number
from wallets w
join entries e on e.wallet_id = w.id
left join orders o on o.id = e.order_id
left join disputes s on s.id = e.dispute_id
where w.account_id = %(account_id)s and w.currency = %(currency)s
  and (%(kind)s::text is null or e.kind = %(kind)s::text)
  and (%(since)s::timestamptz is null or e.posted_at >= %(since)s::timestamptz)
  and (%(until)s::timestamptz is null or e.posted_at < %(until)s::timestamptz)
  and (%(before_at)s::timestamptz is null
       or (e.posted_at, e.id) < (%(before_at)s::timestamptz, %(before_id)s::uuid))
  and (%(number)s::text is null or e.order_id in (
      select id from orders where account_id = %(account_id)s and number = %(number)s::text
      union
      select order_id from disputes where account_id = %(account_id)s and number = %(number)s::text
  ))
order by e.posted_at desc, e.id desc
limit %(limit)s
