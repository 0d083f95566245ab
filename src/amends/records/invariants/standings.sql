-- An account's row carries the measures that are open against it, as they were taken, and each has its history.
-- Tables: accounts, measures, standing_changes.
with told as (
    select a.id as account_id, (m ->> 'id')::uuid as id, m ->> 'standing' as standing, m ->> 'reason' as reason,
           m ->> 'words' as words, (m ->> 'until')::timestamptz as until
    from accounts a, jsonb_array_elements(a.measures) m
),
taken as (
    select account_id, id, standing, reason, words, until from measures where ended_at is null
)
select coalesce(t.account_id, m.account_id)::text as id,
       format('measure %%s is %%s in the account''s row and %%s among the measures', coalesce(t.id, m.id),
              coalesce(t.standing, 'missing'), coalesce(m.standing, 'missing')) as words
from told t
full join taken m on m.id = t.id
where (t.account_id, t.standing, t.reason, t.words, t.until)
      is distinct from (m.account_id, m.standing, m.reason, m.words, m.until)
union all
select m.id::text, 'the measure has no history'
from measures m
where not exists (
    select 1 from standing_changes c where c.measure_id = m.id and c.code = 'standing.imposed'
)
union all
select m.id::text, 'the measure ended without a word in its history'
from measures m
where m.ended_at is not null and not exists (
    select 1 from standing_changes c
    where c.measure_id = m.id and c.code in ('standing.lifted', 'standing.expired', 'standing.contest_lifted')
)
order by 1
