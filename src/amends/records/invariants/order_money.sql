-- Of an order: refunded + reserved ≤ charged; refunded is what finished settlements gave back, reserved what unfinished
-- ones will. A resend's settlements draw on its origin.
-- Tables: orders, disputes, settlements.
with told as (
    select coalesce(o.root_order_id, o.id) as id,
           sum(s.amount - s.taken_elsewhere) filter (where s.finished_at is not null) as refunded,
           sum(s.amount - s.taken_elsewhere) filter (where s.finished_at is null) as reserved
    from settlements s
    join disputes d on d.id = s.dispute_id
    join orders o on o.id = d.order_id
    group by 1
)
select o.id::text as id,
       format('order %%s: refunded %%s and reserved %%s of %%s, its settlements say %%s and %%s', o.number, o.refunded,
              o.reserved, o.charged, coalesce(t.refunded, 0), coalesce(t.reserved, 0)) as words
from orders o
left join told t on t.id = o.id
where o.refunded + o.reserved > o.charged
   or o.refunded <> coalesce(t.refunded, 0)
   or o.reserved <> coalesce(t.reserved, 0)
order by 1
