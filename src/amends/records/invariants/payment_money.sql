-- Of a payment: refunded is what its legs brought back, reserved what they still hold; a failed leg holds until it is
-- closed.
-- Tables: payments, legs.
with told as (
    select payment_id as id, sum(amount) filter (where state = 'succeeded') as refunded,
           sum(amount) filter (where state not in ('succeeded', 'closed')) as reserved
    from legs where payment_id is not null group by 1
)
select p.id::text as id,
       format('payment %%s: refunded %%s and reserved %%s of %%s, its legs say %%s and %%s', p.provider_ref, p.refunded,
              p.reserved, p.amount, coalesce(t.refunded, 0), coalesce(t.reserved, 0)) as words
from payments p
left join told t on t.id = p.id
where p.refunded + p.reserved > p.amount
   or p.refunded <> coalesce(t.refunded, 0)
   or p.reserved <> coalesce(t.reserved, 0)
order by 1
