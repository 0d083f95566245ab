-- What each supplier and carrier owes by the ledger is what their lines come to that are not settled.
-- Tables: postings, ledger_accounts, debit_notes, debit_lines.
with held as (
    select a.kind, a.detail as name, a.currency, sum(moved.amount) as amount
    from (
        select source_id as account_id, amount from postings
        union all
        select destination_id, -amount from postings
    ) moved
    join ledger_accounts a on a.id = moved.account_id
    where a.kind in ('supplier', 'carrier')
    group by 1, 2, 3
),
owed as (
    select n.kind, n.name, n.currency, sum(l.amount) as amount
    from debit_notes n
    join debit_lines l on l.note_id = n.id
    where n.state <> 'settled'
    group by 1, 2, 3
)
select concat_ws(' ', coalesce(h.kind, o.kind), coalesce(h.name, o.name), coalesce(h.currency, o.currency)) as id,
       format('owes %%s by the ledger, %%s by its debit notes', coalesce(h.amount, 0), coalesce(o.amount, 0)) as words
from held h
full join owed o on o.kind = h.kind and o.name = h.name and o.currency = h.currency
where coalesce(h.amount, 0) <> coalesce(o.amount, 0)
order by 1
