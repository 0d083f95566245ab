-- A claim is open as long as its dispute; a line's claimed units are those of its one open claim.
-- Tables: order_lines, claims, disputes.
select c.id::text as id,
       format('claim of dispute %%s (%%s) is %%s', d.number, d.state, case when c.open then 'open' else 'over' end) as words
from claims c
join disputes d on d.id = c.dispute_id
where c.open <> (d.state = any(%(open_states)s::varchar[]))
union all
select l.id::text, format('%%s units of the line are claimed, its open claim says %%s', l.claimed, coalesce(c.quantity, 0))
from order_lines l
left join claims c on c.line_id = l.id and c.open
where l.claimed <> coalesce(c.quantity, 0) or l.open_dispute_id is distinct from c.dispute_id
union all
select d.id::text, 'dispute ' || d.number || ' claims nothing'
from disputes d
where not exists (select 1 from claims c where c.dispute_id = d.id)
order by 1
