-- Unmatched claims whose payment is known by now.
-- Tables: external_claims, payments.
select c.id from external_claims c
where c.order_id is null and c.dismissed_at is null
  and exists (select 1 from payments p where p.provider = c.provider and p.provider_ref = any(c.payment_refs))
order by c.heard_at, c.id
limit %(limit)s
