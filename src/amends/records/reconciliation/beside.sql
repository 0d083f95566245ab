-- Our side and a payment house's, thing by thing and way by way (out or in), each with what is to be thought of it.
-- Reads provider_movements, legs, entries, top_ups, external_claims, external_movements, payments.
-- Lines and bookings are looked for a while (`reach`) beyond the span, so that one at its border finds its other half;
-- a row stands in the span by the house's time, or by ours where the house has no line.
-- A fee counts only with claims: no other fee of the house is booked here.
-- A claim whose money a dispute tells of as well has no part in this: its line and its booking are the dispute's.
with twice as (
  select c.id from external_claims c
  where c.provider = %(provider)s and c.state = 'closed' and c.kind in ('chargeback', 'refund')
    and not exists (
      select 1 from external_movements v
      where v.claim_id = c.id and v.ref not in (c.ref, c.ref || ' told elsewhere'))
    and coalesce((select sum(v.amount) from external_movements v where v.claim_id = c.id), 0) = 0
),
told as (
  select m.id, m.ref, m.kind, m.at, m.currency, coalesce(s.subject, 'line') as subject, coalesce(s.id, m.id) as about_id,
    case when s.subject = 'claim' then m.amount - m.fee else m.amount end as amount
  from provider_movements m
  left join lateral (
    select * from (
      select 'claim' as subject, c.id, 1 as rank, false as alike from external_claims c
      where c.provider = m.provider and c.ref in (m.about, m.ref) and c.id not in (select id from twice)
      union all
      select 'leg', l.id, 2, false from legs l where l.id = m.key
      union all
      select 'top_up', t.id, 2, false from top_ups t where t.id = m.key and m.payment <> ''
      union all
      select 'leg', l.id, 3, false from legs l
      where l.provider = m.provider and l.provider_ref in (m.about, m.ref) and l.provider_ref <> ''
      union all
      select 'top_up', t.id, 3, false from top_ups t
      where t.provider = m.provider and t.payment_ref in (m.about, m.payment) and t.payment_ref <> ''
        and m.payment <> ''
      union all
      select 'payment', p.id, 4, false from payments p
      where p.provider = m.provider and p.provider_ref in (m.about, m.payment) and m.payment <> ''
      union all
      select 'claim', c.id, 5, exists (
        select 1 from external_movements v where v.claim_id = c.id and v.amount - v.fee = m.amount - m.fee)
      from external_claims c
      where c.provider = m.provider and c.payment_refs && array[m.about] and m.payment = ''
        and c.kind in ('inquiry', 'chargeback') and c.id not in (select id from twice)
    ) found order by rank, alike desc, id desc limit 1
  ) s on true
  where m.provider = %(provider)s and m.at >= %(since)s::timestamptz - %(reach)s::interval and m.at < %(until)s::timestamptz + %(reach)s::interval
),
theirs as (
  select subject, about_id, amount > 0 as came, currency, sum(amount)::bigint as amount, min(at) as at,
    min(ref) as ref, min(kind) as kind, count(*) as lines
  from told group by 1, 2, 3, 4
),
booked as (
  select 'leg' as subject, l.id as about_id, -l.amount as amount, l.currency, coalesce(l.begun_at, e.posted_at) as at,
    e.posted_at as known_at
  from legs l join entries e on e.kind = 'refund' and e.key = l.id::text
  where l.method = 'original' and l.provider = %(provider)s
    and l.begun_at >= %(since)s::timestamptz - %(reach)s::interval and l.begun_at < %(until)s::timestamptz + %(reach)s::interval
  union all
  select 'leg', l.id, l.amount, l.currency, e.posted_at, e.posted_at
  from legs l join entries e on e.kind = 'refund_returned' and e.key = l.id::text
  where l.method = 'original' and l.provider = %(provider)s
    and l.begun_at >= %(since)s::timestamptz - %(reach)s::interval and l.begun_at < %(until)s::timestamptz + %(reach)s::interval
  union all
  select 'top_up', t.id, t.paid, t.paid_currency, t.ended_at, t.ended_at
  from top_ups t
  where t.provider = %(provider)s and t.state = 'paid'
    and t.ended_at >= %(since)s::timestamptz - %(reach)s::interval and t.ended_at < %(until)s::timestamptz + %(reach)s::interval
  union all
  select 'claim', c.id, v.amount - v.fee, v.currency, v.at, v.booked_at
  from external_movements v join external_claims c on c.id = v.claim_id
  where c.provider = %(provider)s and v.at >= %(since)s::timestamptz - %(reach)s::interval and v.at < %(until)s::timestamptz + %(reach)s::interval
    and c.id not in (select id from twice)
  union all
  select 'payment', p.id, p.amount, p.currency, p.paid_at, p.paid_at
  from payments p where p.id in (select about_id from theirs where subject = 'payment')
),
ours as (
  select subject, about_id, amount > 0 as came, currency, sum(amount)::bigint as amount, min(at) as at,
    max(known_at) as known_at
  from booked where amount <> 0 group by 1, 2, 3, 4
)
select md5(subject || about_id || came || coalesce(t.currency, '') || coalesce(o.currency, ''))::uuid as id,
  coalesce(t.at, o.at) as at, subject, about_id, o.amount as our_amount, o.currency as our_currency, o.at as our_at,
  t.amount as their_amount, t.currency as their_currency, t.at as their_at,
  coalesce(t.ref, '') as ref, coalesce(t.kind, '') as kind, coalesce(t.lines, 0) as lines,
  case
    when t.amount is null and o.known_at >= %(late)s::timestamptz then 'awaited'
    when t.amount is null then 'ours'
    when o.amount is null and subject = 'leg'
      and (select l.state in ('calling', 'unknown', 'pending') from legs l where l.id = about_id) then 'awaited'
    when o.amount is null and subject = 'top_up' and t.at >= %(late)s::timestamptz then 'awaited'
    when o.amount is null and subject = 'line' and (t.kind = any(%(housekeeping)s::text[])
      or left(t.kind, 3) = any(%(housekeeping)s::text[])) then 'house'
    when o.amount is null then 'theirs'
    when (o.amount, o.currency) = (t.amount, t.currency) then 'agrees'
    else 'differs'
  end as verdict
from theirs t full join ours o using (subject, about_id, came)
where coalesce(t.at, o.at) >= %(since)s::timestamptz and coalesce(t.at, o.at) < %(until)s::timestamptz
  and %(currency)s in (t.currency, o.currency)
  -- What was booked before the house's lines were known to us has no line to be found.
  and (t.at is not null or o.at >= %(told_since)s::timestamptz)
