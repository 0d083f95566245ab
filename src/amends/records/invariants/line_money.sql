-- Of a line: refunded + reserved ≤ charged, resolved ≤ quantity, and all three are what awards say. A resend's awards
-- draw on the line it replaces; their units are its own, and stay resolved when a refund came back.
-- Tables: order_lines, awards, settlements.
with awarded as (
    select a.line_id, coalesce(l.root_line_id, l.id) as money_line_id, a.quantity, a.amount - a.taken_elsewhere as amount,
           s.finished_at is not null as finished,
           s.finished_at is not null or s.reopened_at is not null as resolved
    from awards a
    join order_lines l on l.id = a.line_id
    join settlements s on s.decision_id = a.decision_id
),
paid as (
    select money_line_id as id, sum(amount) filter (where finished) as refunded,
           sum(amount) filter (where not finished) as reserved
    from awarded group by 1
),
units as (
    select line_id as id, sum(quantity) filter (where resolved) as resolved from awarded group by 1
)
select l.id::text as id,
       format('refunded %%s, reserved %%s of %%s, resolved %%s of %%s; its awards say %%s, %%s, %%s', l.refunded, l.reserved,
              l.charged, l.resolved, l.quantity, coalesce(p.refunded, 0), coalesce(p.reserved, 0),
              coalesce(u.resolved, 0)) as words
from order_lines l
left join paid p on p.id = l.id
left join units u on u.id = l.id
where l.refunded + l.reserved > l.charged
   or l.resolved > l.quantity
   or l.refunded <> coalesce(p.refunded, 0)
   or l.reserved <> coalesce(p.reserved, 0)
   or l.resolved <> coalesce(u.resolved, 0)
order by 1
