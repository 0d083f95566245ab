-- A decision, its awards, its settlement and its legs name one amount; a settlement is finished when its legs are, and
-- then its dispute is settled, and stays so when a refund came back and the settlement was opened again. What a claim at a payment house took is
-- no leg's any more.
-- Tables: decisions, awards, settlements, legs, disputes.
select d.id::text as id,
       format('decision over %%s: awards %%s, settlement %%s, legs %%s, %%s of %%s legs done, dispute %%s is %%s', d.amount,
              a.amount, s.amount, l.amount, l.done, l.due, p.number, p.state) as words
from decisions d
join disputes p on p.id = d.dispute_id
left join settlements s on s.decision_id = d.id
left join lateral (
    select coalesce(sum(amount), 0) as amount, coalesce(sum(taken_elsewhere), 0) as taken
    from awards where decision_id = d.id
) a on true
left join lateral (
    select coalesce(sum(amount) filter (where state <> 'closed'), 0) as amount,
           coalesce(sum(taken_elsewhere), 0) as taken,
           count(*) filter (where state = 'succeeded') as done,
           count(*) filter (where state <> 'closed') as due
    from legs where settlement_id = s.id
) l on true
where (d.outcome = 'reject' and (s.id is not null or p.state <> 'rejected'))
   or (d.outcome <> 'reject' and (
        s.id is null or d.amount <> a.amount or d.amount <> s.amount or d.amount <> l.amount + s.taken_elsewhere
        or s.taken_elsewhere <> a.taken or s.taken_elsewhere <> l.taken or (l.due = 0 and s.taken_elsewhere = 0)
        or (s.finished_at is not null) <> (l.done = l.due)
        or (s.finished_at is not null or s.reopened_at is not null) <> (p.state = 'settled')
        or (s.finished_at is null and s.reopened_at is null) <> (p.state in ('agreed', 'settling'))
   ))
order by 1
