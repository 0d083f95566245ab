-- What an order's and a payment's external columns say is what the claims on them say; the holder named is one that holds.
-- Tables: orders, payments, external_claims.
with told as (
    select order_id as id, sum(counted) as counted, count(*) filter (where effect = 'holds') as open,
           array_agg(provider || ' ' || ref) filter (where effect = 'holds') as holders
    from external_claims where order_id is not null group by 1
),
of_payment as (
    select payment_id as id, sum(counted) as counted from external_claims where payment_id is not null group by 1
)
select o.id::text as id,
       format('order %%s: claimed elsewhere %%s, %%s open, held by “%%s”; its claims say %%s, %%s, %%s', o.number,
              o.external_claimed, o.external_open, o.external_holder, coalesce(t.counted, 0), coalesce(t.open, 0),
              coalesce(array_to_string(t.holders, ', '), 'none')) as words
from orders o
left join told t on t.id = o.id
where o.external_claimed <> coalesce(t.counted, 0)
   or o.external_open <> coalesce(t.open, 0)
   or (o.external_holder <> '' and not o.external_holder = any(coalesce(t.holders, '{}')))
union all
select p.id::text,
       format('payment %%s: claimed elsewhere %%s, its claims say %%s', p.provider_ref, p.external_claimed,
              coalesce(t.counted, 0))
from payments p
left join of_payment t on t.id = p.id
where p.external_claimed <> coalesce(t.counted, 0)
order by 1
