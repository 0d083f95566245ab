-- An entry moves money between accounts of the kinds that its own kind joins, between two accounts once, and has at
-- least one posting.
-- Tables: entries, postings, ledger_accounts.
select p.id::text as id, format('%%s moves from %%s to %%s', e.kind, s.kind, d.kind) as words
from postings p
join entries e on e.id = p.entry_id
join ledger_accounts s on s.id = p.source_id
join ledger_accounts d on d.id = p.destination_id
where not concat_ws(' ', e.kind, s.kind, d.kind) = any(%(shapes)s::text[])
union all
select entry_id::text, format('%%s postings between the same two accounts', count(*))
from postings
group by entry_id, least(source_id, destination_id), greatest(source_id, destination_id)
having count(*) > 1
union all
select e.id::text, e.kind || ' moves nothing'
from entries e
where not exists (select from postings p where p.entry_id = e.id)
order by 1
