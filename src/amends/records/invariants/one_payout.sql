-- A leg that succeeded stands in the books once, under its id and over its amount, or has sent one order; no other
-- refund stands there. What came back is undone there, and its leg did not succeed.
-- Tables: legs, settlements, disputes, orders, entries, postings.
with posted as (
    select e.id, e.key, (select coalesce(sum(p.amount), 0) from postings p where p.entry_id = e.id) as amount
    from entries e
    where e.kind = 'refund' and not exists (select from entries r where r.reverses_id = e.id)
)
select coalesce(l.id::text, p.id::text) as id,
       format('leg over %%s is %%s, the books say %%s', l.amount, l.state, p.amount) as words
from (select * from legs where state = 'succeeded' and method <> 'resend') l
full join posted p on p.key = l.id::text
where l.amount is distinct from p.amount
union all
select l.id::text, 'a resend that sent no order'
from legs l
join settlements s on s.id = l.settlement_id
join disputes d on d.id = s.dispute_id
left join orders o on o.id = d.resend_order_id and o.number = l.provider_ref
where l.method = 'resend' and l.state = 'succeeded' and o.id is null
union all
select o.id::text, 'order ' || o.number || ' resends goods for ' || count(d.id) || ' disputes'
from orders o
left join disputes d on d.resend_order_id = o.id
where o.root_order_id is not null
group by o.id
having count(d.id) <> 1
order by 1
