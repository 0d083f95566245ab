-- How many disputes each tab of the staff's queue holds, counted to `most` at the most.
-- Tables: disputes, by their partial indexes over what is due: disputes_taken, disputes_queue, disputes_due.
select
    (select count(*) from (
        select 1 from disputes where due_at is not null and assignee_id = %(me)s::uuid limit %(most)s::int
    ) mine),
    (select count(*) from (
        select 1 from disputes where due_at is not null and assignee_id is null limit %(most)s::int
    ) unassigned),
    (select count(*) from (
        select 1 from disputes where due_at is not null and state = any(%(us)s::varchar[]) limit %(most)s::int
    ) us),
    (select count(*) from (
        select 1 from disputes where due_at is not null and state = any(%(merchant)s::varchar[]) limit %(most)s::int
    ) merchant),
    (select count(*) from (
        select 1 from disputes
        where due_at <= %(soon)s::timestamptz
          and state = any(%(us)s::varchar[] || %(merchant)s::varchar[])
        limit %(most)s::int
    ) soon),
    (select count(*) from (select 1 from disputes where due_at is not null limit %(most)s::int) everything)
