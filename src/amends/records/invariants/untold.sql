-- Nothing that has a trail is without its entries.
-- Tables: disputes, orders, trail_entries.
select d.id::text as id, 'dispute ' || d.number || ' has no trail' as words
from disputes d
where not exists (select 1 from trail_entries t where t.subject_id = d.id)
union all
select o.id::text, 'order ' || o.number || ' lost its trail'
from orders o
where o.trail_seq > 0 and not exists (select 1 from trail_entries t where t.subject_id = o.id)
order by 1
