-- An account's wallet entries in one currency, newest first, from a cursor on, narrowed by kind, time, and the number
-- of an order or dispute. Each entry once, whatever number of postings it has.
-- Tables: wallets, entries, orders, disputes.
-- Planned with its values at each call (see wallet_page.py), so that what is null costs nothing. The wallet is asked
-- for as one value, not joined: only then is its index known to be in the page's sequence.
select e.id, e.kind, e.posted_at, %(currency)s::text, e.cash, e.bonus, e.frozen, e.wallet_after, o.number, s.number
from (
    select * from entries
    where wallet_id = (select id from wallets where account_id = %(account_id)s and currency = %(currency)s::text)
      and (%(kind)s::text is null or kind = %(kind)s::text)
      and (%(since)s::timestamptz is null or posted_at >= %(since)s::timestamptz)
      and (%(until)s::timestamptz is null or posted_at < %(until)s::timestamptz)
      and (%(before_at)s::timestamptz is null
           or (posted_at <= %(before_at)s::timestamptz
               and (posted_at < %(before_at)s::timestamptz or id < %(before_id)s::uuid)))
      and (%(number)s::text is null or order_id = any (array(
          select id from orders where account_id = %(account_id)s and number = %(number)s::text
          union
          select order_id from disputes where account_id = %(account_id)s and number = %(number)s::text
      )))
    order by posted_at desc, id desc
    limit %(limit)s
) e
left join orders o on o.id = e.order_id
left join disputes s on s.id = e.dispute_id
order by e.posted_at desc, e.id desc
