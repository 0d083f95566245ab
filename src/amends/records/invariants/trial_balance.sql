-- Over all accounts of the ledger each currency adds up to zero, and no posting changes currency on its way.
-- Tables: postings, ledger_accounts.
select currency as id, 'adds up to ' || sum(amount) || ' over all accounts' as words
from (
    select d.currency, p.amount from postings p join ledger_accounts d on d.id = p.destination_id
    union all
    select s.currency, -p.amount from postings p join ledger_accounts s on s.id = p.source_id
) moved
group by currency
having sum(amount) <> 0
union all
select p.id::text, 'a posting in ' || p.currency || ' from an account in ' || s.currency || ' to one in ' || d.currency
from postings p
join ledger_accounts s on s.id = p.source_id
join ledger_accounts d on d.id = p.destination_id
where p.currency <> s.currency or p.currency <> d.currency
order by 1
