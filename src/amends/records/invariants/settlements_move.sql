-- No settlement stands still: a leg that was planned is called, one that was called is recorded, and one whose outcome is
-- not known is asked after.
-- Tables: legs, settlements, disputes.
select l.id::text as id, format('leg %%s of dispute %%s is %%s since %%s', l.number, d.number, l.state,
                                coalesce(l.called_at, l.planned_at)) as words
from legs l
join settlements s on s.id = l.settlement_id
join disputes d on d.id = s.dispute_id
where l.state in ('planned', 'calling', 'unknown', 'pending')
  and coalesce(l.called_at, l.planned_at) < %(late)s
order by 1
