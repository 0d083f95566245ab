-- The notes in which a dispute's lines stand, kept from moving until this transaction ends; in one order for everybody.
-- Tables: debit_notes, debit_lines.
select id from debit_notes
where id in (select note_id from debit_lines where dispute_id = %(dispute)s::uuid)
order by kind, name, month
for share
