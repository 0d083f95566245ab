-- Claims that no payment placed, whose payment is known by now: an order's, or a top-up's.
-- Tables: external_claims, payments, top_ups.
select c.id from external_claims c
where c.payment_id is null and (c.account_id is null or c.matched_by is not null)
  and (exists (select 1 from payments p where p.provider = c.provider and p.provider_ref = any(c.payment_refs))
    or exists (select 1 from top_ups t
               where t.provider = c.provider and t.payment_ref = any(c.payment_refs) and t.payment_ref <> ''))
  and not exists (select 1 from top_ups t where t.id = c.top_up_id and t.payment_ref = any(c.payment_refs))
order by c.heard_at, c.id
limit %(limit)s
