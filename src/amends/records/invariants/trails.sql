-- Every trail's entries in their sequence, with the end and the state that its subject's row remembers.
-- Tables: trail_entries, disputes, orders, policy_versions, top_ups, withdrawals.
select t.subject_id, t.number, t.body, t.digest,
       coalesce(d.trail_seq, o.trail_seq, p.trail_seq, u.trail_seq, w.trail_seq),
       coalesce(d.trail_head, o.trail_head, p.trail_head, u.trail_head, w.trail_head),
       coalesce(d.state, p.status, u.state, w.state)
from trail_entries t
left join disputes d on d.id = t.subject_id
left join orders o on o.id = t.subject_id
left join policy_versions p on p.id = t.subject_id
left join top_ups u on u.id = t.subject_id
left join withdrawals w on w.id = t.subject_id
order by t.subject_id, t.number
