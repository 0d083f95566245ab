-- Deliveries to send now, of each endpoint at most its share: one that is busy or fails does not hide the others.
-- They are due again at %(until)s, should whoever takes them die.
-- Tables: webhook_deliveries, webhook_endpoints.
with recursive waiting as (
    (select endpoint_id from webhook_deliveries where next_try_at is not null order by endpoint_id limit 1)
    union all
    select (
        select d.endpoint_id from webhook_deliveries d
        where d.next_try_at is not null and d.endpoint_id > w.endpoint_id
        order by d.endpoint_id limit 1
    )
    from waiting w
    where w.endpoint_id is not null
),
shares as (
    select e.id, greatest(case when e.failing_since is null then %(most_each)s else 1 end - coalesce(b.calls, 0), 0) as share
    from waiting w
    join webhook_endpoints e on e.id = w.endpoint_id
    left join unnest(%(busy)s::uuid[], %(calls)s::int[]) as b (endpoint_id, calls) on b.endpoint_id = e.id
),
due as (
    select d.id
    from shares s
    cross join lateral (
        select id, next_try_at from webhook_deliveries
        where endpoint_id = s.id and next_try_at <= %(now)s
        order by next_try_at limit s.share
    ) d
    order by d.next_try_at
    limit %(most)s
)
update webhook_deliveries d set next_try_at = %(until)s, taken_until = %(until)s
from due
where d.id = due.id and d.next_try_at <= %(now)s
returning d.id
