-- What is open waits until an absolute time, and what has waited longer than that (and a little) was forgotten.
-- Tables: disputes, drafts, measures, contests.
select d.id::text as id,
       'dispute ' || d.number || ' (' || d.state || ') ' || coalesce('was due at ' || d.due_at, 'waits for ever') as words
from disputes d
where (d.due_at is null and d.state = any(%(open_states)s::varchar[])) or d.due_at < %(late)s::timestamptz
union all
select d.id::text, 'a draft was due at ' || d.due_at from drafts d where d.due_at < %(late)s::timestamptz
union all
select m.id::text, 'a measure ran out at ' || m.until || ' and nobody was told' from measures m
where m.ended_at is null and m.until < %(late)s::timestamptz
union all
select c.id::text, 'a contest was due at ' || c.due_at from contests c where c.due_at < %(late)s::timestamptz
order by 1
