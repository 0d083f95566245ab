-- Nothing that has a trail is without its entries.
-- Tables: disputes, orders, top_ups, withdrawals, policy_versions, trail_entries.
select d.id::text as id, 'dispute ' || d.number || ' has no trail' as words
from disputes d
where not exists (select 1 from trail_entries t where t.subject_id = d.id)
union all
select told.id::text, told.what || ' lost its trail'
from (
    select id, 'order ' || number as what, trail_seq from orders
    union all
    select id, 'a top-up', trail_seq from top_ups
    union all
    select id, 'a withdrawal', trail_seq from withdrawals
    union all
    select id, 'a version of the policy', trail_seq from policy_versions
) told
where told.trail_seq > 0 and not exists (select 1 from trail_entries t where t.subject_id = told.id)
order by 1
