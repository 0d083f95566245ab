-- What an order is charged of which a balance paid a part is what its payments come to.
-- Tables: orders, payments.
select o.id::text as id, format('order %%s is charged %%s, its payments come to %%s', o.number, o.charged, p.amount) as words
from (
    select order_id, sum(amount) as amount, bool_or(provider in ('wallet', 'bonus')) as from_balance
    from payments group by 1
) p
join orders o on o.id = p.order_id
where p.from_balance and o.charged <> p.amount
order by 1
