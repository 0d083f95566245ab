-- An order is held as often as it has open disputes, and is never closed while it is.
-- Tables: orders, disputes.
with told as (
    select order_id as id, count(*) as open from disputes where state = any(%(open_states)s::varchar[]) group by 1
)
select o.id::text as id,
       format('order %%s (%%s) is held by %%s disputes, %%s are open', o.number, o.stage, o.open_disputes,
              coalesce(t.open, 0)) as words
from orders o
left join told t on t.id = o.id
where o.open_disputes <> coalesce(t.open, 0) or (o.stage = 'closed' and o.open_disputes > 0)
order by 1
