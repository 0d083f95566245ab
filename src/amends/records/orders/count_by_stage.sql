-- How many of an account's orders of a kind stand in each stage, counted up to `most` only.
-- Tables: orders.
-- The order within a stage asks for its index: without one, a rare stage of a large account was sought in all its rows.
select s.stage, (
    select count(*) from (
        select 1 from orders o
        where o.account_id = %(account_id)s and o.kind = %(kind)s and o.stage = s.stage
        order by o.placed_at desc
        limit %(most)s
    ) counted
)
from unnest(%(stages)s::text[]) as s (stage)
