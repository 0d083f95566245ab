-- What reverses an entry swaps each of its postings and does nothing else; kinds that always reverse name what.
-- Tables: entries, postings.
with side as (
    select e.id as reversal, p.source_id as source, p.destination_id as destination, p.amount, p.currency, 1 as sign
    from entries e
    join postings p on p.entry_id = e.id
    where e.reverses_id is not null
    union all
    select e.id, p.destination_id, p.source_id, p.amount, p.currency, -1
    from entries e
    join postings p on p.entry_id = e.reverses_id
)
select reversal::text as id, 'is not the swap of what it reverses' as words
from (
    select reversal from side group by reversal, source, destination, amount, currency having sum(sign) <> 0
) differing
group by reversal
union all
select id::text, kind || ' reverses nothing'
from entries
where kind = any(%(reversals)s::text[]) and reverses_id is null
order by 1
