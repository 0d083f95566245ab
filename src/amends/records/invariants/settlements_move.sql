-- No settlement stands still: a leg that was planned is called, one that was called is recorded, and one whose outcome is
-- not known is asked after. A leg that waits for a claim at a payment house stands still for as long as the claim is open.
-- Of one that was opened again after its dispute was settled, finance is told each period: a refund that failed then has no
-- other due time.
-- Tables: legs, settlements, disputes, orders, external_claims.
select l.id::text as id, format('leg %%s of dispute %%s is %%s since %%s', l.number, d.number, l.state,
                                coalesce(l.called_at, l.planned_at)) as words
from legs l
join settlements s on s.id = l.settlement_id
join disputes d on d.id = s.dispute_id
join orders o on o.id = d.order_id
join orders money on money.id = coalesce(o.root_order_id, o.id)
where l.state in ('planned', 'calling', 'unknown', 'pending')
  and coalesce(l.called_at, l.planned_at) < %(late)s
  and not (l.waits_for <> '' and (money.external_open > 0
    or l.method = 'wallet' and exists (
        select from external_claims c where c.order_id = money.id and c.effect = 'warns')))
union all
select s.id::text, format('the settlement of dispute %%s is open again since %%s and finance is told of it %%s', d.number,
                          s.reopened_at, coalesce('at ' || s.remind_at, 'never again'))
from settlements s
join disputes d on d.id = s.dispute_id
where s.finished_at is null and s.reopened_at is not null and coalesce(s.remind_at, '-infinity') < %(late)s
order by 1
