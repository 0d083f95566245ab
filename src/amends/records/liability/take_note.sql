-- The note of a party and month, kept from being issued until this transaction ends; others may add lines meanwhile.
-- Tables: debit_notes.
select id, state from debit_notes
where kind = %(kind)s and name = %(name)s and currency = %(currency)s and month = %(month)s::date
for share
