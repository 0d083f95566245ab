-- What is open waits until an absolute time, and what has waited longer than that (and a little) was forgotten.
-- A top-up that was begun waits for its payment for a day, and longer only where its payment house cannot be asked.
-- Tables: disputes, drafts, measures, contests, top_ups.
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
union all
select t.id::text, 'a top-up was begun at ' || t.begun_at || ' and nobody looks for its payment'
from top_ups t
where t.state = 'begun' and t.begun_at < %(late)s::timestamptz - interval '1 day'
  and coalesce(t.looked_at, t.begun_at) < %(late)s::timestamptz - interval '1 hour'
order by 1
