-- An issued note says what its lines came to before credits; a line is its entry's one posting; of a leg whose money
-- stands no more is charged than its amount, and of another nothing.
-- Tables: debit_notes, debit_lines, credit_notes, postings, legs.
select n.id::text as id, format('note %%s says %%s, its lines %%s', n.number, n.amount, l.amount) as words
from debit_notes n
left join lateral (
    select coalesce(sum(d.amount) filter (where c.note_id is distinct from n.id), 0) as amount
    from debit_lines d
    left join credit_notes c on c.id = d.credit_id
    where d.note_id = n.id
) l on true
where n.state <> 'collecting' and n.amount <> l.amount
union all
select c.id::text, format('credit %%s says %%s, its lines %%s', c.number, c.amount, l.amount)
from credit_notes c
left join lateral (select coalesce(-sum(amount), 0) as amount from debit_lines where credit_id = c.id) l on true
where c.amount <> l.amount
union all
select l.id::text, format('a line over %%s, its entry moved %%s', l.amount, p.amount)
from debit_lines l
left join lateral (select sum(amount) as amount from postings where entry_id = l.entry_id) p on true
where abs(l.amount) is distinct from p.amount
union all
select g.id::text, format('leg over %%s is %%s, %%s of it are charged', g.amount, g.state, l.amount)
from legs g
join lateral (select sum(amount) as amount from debit_lines where leg_id = g.id) l on true
where l.amount > case when g.state = 'succeeded' then g.amount else 0 end
order by 1
