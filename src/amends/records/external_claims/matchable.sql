-- Unmatched claims whose payment is known by now: an order's, or a top-up's.
-- Tables: external_claims, payments, top_ups.
select c.id from external_claims c
where c.account_id is null and c.dismissed_at is null
  and (exists (select 1 from payments p where p.provider = c.provider and p.provider_ref = any(c.payment_refs))
    or exists (select 1 from top_ups t
               where t.provider = c.provider and t.payment_ref = any(c.payment_refs) and t.payment_ref <> ''))
order by c.heard_at, c.id
limit %(limit)s
