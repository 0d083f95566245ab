-- Every paid leg that somebody beside the platform bears, with who bears it by what counts now, and what each was charged
-- under it, credits added back; `spared` were credited for a leg that this one took the place of.
-- Tables: legs, settlements, bearings, debit_lines, debit_notes.
with recursive current as (
    select distinct on (dispute_id) * from bearings order by dispute_id, number desc
),
before as (
    select id as leg_id, replaces_id as earlier_id from legs where state = 'succeeded' and replaces_id is not null
    union all
    select b.leg_id, l.replaces_id from before b join legs l on l.id = b.earlier_id where l.replaces_id is not null
),
line as (
    select d.leg_id, d.bearing_id, n.kind, n.name, d.amount, r.credit_id is not null as credited
    from debit_lines d
    join debit_notes n on n.id = d.note_id
    left join debit_lines r on r.reverses_id = d.id
    where d.reverses_id is null and (r.id is null or r.credit_id is not null)
)
select l.id, l.amount, c.platform, c.supplier, c.carrier, c.merchant, c.supplier_name, c.carrier_name,
       array(select kind || ' ' || amount || ' ' || name from line where leg_id = l.id and bearing_id = c.id) as charged,
       array(
           select line.kind from before b join line on line.leg_id = b.earlier_id
           where b.leg_id = l.id and line.bearing_id = c.id and line.credited
       ) as spared
from legs l
join settlements s on s.id = l.settlement_id
join current c on c.dispute_id = s.dispute_id
where l.state = 'succeeded' and l.amount > 0 and (c.supplier > 0 or c.carrier > 0)
order by l.id
