-- Payments out of a balance are what their entry took from it, part by part, and belong to the order it names.
-- Tables: payments, entries.
with paid as (
    select provider_ref as ref, min(order_id::text) as order_id, count(distinct order_id) as orders,
           coalesce(sum(amount) filter (where provider = 'wallet'), 0) as cash,
           coalesce(sum(amount) filter (where provider = 'bonus'), 0) as bonus
    from payments where provider in ('wallet', 'bonus') group by 1
)
select coalesce(p.ref, e.id::text) as id,
       format('payments say %%s + %%s for order %%s, the books %%s + %%s for %%s', p.cash, p.bonus, p.order_id, -e.cash,
              -e.bonus, e.order_id) as words
from paid p
full join (select * from entries where kind = 'order_paid') e on e.id::text = p.ref
where p.orders > 1
   or (p.order_id, p.cash, p.bonus) is distinct from (e.order_id::text, -e.cash, -e.bonus)
order by 1
