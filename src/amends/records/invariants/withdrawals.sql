-- A withdrawal stands in the books as its state says: frozen once, then paid by the bank, less its fee, by who
-- had taken it up, or returned, never both; none is canceled that somebody pays out.
-- Tables: withdrawals, entries, postings, ledger_accounts.
with moved as (
    select e.kind, e.key, e.cash, e.frozen,
           coalesce(sum(p.amount) filter (where d.kind = 'fees'), 0) as fees,
           coalesce(sum(p.amount) filter (where d.kind = 'clearing' and d.detail = 'bank'), 0) as bank
    from entries e
    join postings p on p.entry_id = e.id
    join ledger_accounts d on d.id = p.destination_id
    where e.kind in ('withdrawal', 'withdrawal_paid', 'withdrawal_returned')
    group by e.id
)
select coalesce(w.id::text, f.key, p.key, r.key) as id,
       format('withdrawal of %%s is %%s; the books froze %%s, paid %%s with a fee of %%s, returned %%s', w.amount, w.state,
              f.frozen, -p.frozen, p.fees, r.cash) as words
from withdrawals w
full join (select * from moved where kind = 'withdrawal') f on f.key = w.id::text
full join (select * from moved where kind = 'withdrawal_paid') p on p.key = coalesce(w.id::text, f.key)
full join (select * from moved where kind = 'withdrawal_returned') r on r.key = coalesce(w.id::text, f.key, p.key)
where w.id is null
   or (w.state = 'approved' and w.taken_up_by is null) or (w.state = 'canceled' and w.taken_up_by is not null)
   or (f.frozen, f.cash) is distinct from (w.amount, -w.amount)
   or (-p.frozen, p.fees, p.bank) is distinct from
      case when w.state = 'approved' then row(w.amount, w.fee::numeric, (w.amount - w.fee)::numeric)
           else row(null::bigint, null::numeric, null::numeric) end
   or r.cash is distinct from case when w.state in ('refused', 'canceled') then w.amount end
order by 1
