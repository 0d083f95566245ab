-- One page of an account's disputes as CJ's clients list them, with the session's check in the same message.
-- Tables: cj_sessions, api_tokens, disputes, orders, order_lines, claims, decisions, awards.
-- Every name given is read along its own index, and without one only the page and what is before it; disputes are
-- counted to `most`, and those in another currency left out.
with caller as (
    select t.id, s.account_id, t.name, t.role from cj_sessions s join api_tokens t on t.id = s.token_id
    where s.access_digest = %(session)s::bytea and s.access_expires_at > %(now)s
      and t.revoked_at is null and (t.expires_at is null or t.expires_at > %(now)s)
),
named as (
    select o.id from orders o join caller c on o.account_id = c.account_id where o.number = %(order)s::text
    union
    select o.id from orders o join caller c on o.account_id = c.account_id
    where %(order)s::text is not null and o.external_number = %(order)s::text
    union
    select o.id from orders o join caller c on o.account_id = c.account_id where short_id(o.id) = %(short_id)s::bigint
),
wanted as (
    (
        select d.id, d.opened_at from disputes d
        where %(order)s::text is null and %(dispute)s::text is null and d.currency = %(currency)s::text
          and d.account_id = (select account_id from caller)
          and (%(states)s::varchar[] is null or d.state = any(%(states)s::varchar[]))
        order by d.opened_at desc, d.id desc
        limit %(limit)s::int + %(offset)s::int
    )
    union all
    (
        select d.id, d.opened_at from named n
        join disputes d on d.order_id = n.id
        join caller c on d.account_id = c.account_id
        where %(dispute)s::text is null and d.currency = %(currency)s::text
          and (%(states)s::varchar[] is null or d.state = any(%(states)s::varchar[]))
    )
    union all
    (
        select d.id, d.opened_at from disputes d join caller c on d.account_id = c.account_id
        where d.number = %(dispute)s::text and d.currency = %(currency)s::text
          and (%(order)s::text is null or d.order_id in (select id from named))
          and (%(states)s::varchar[] is null or d.state = any(%(states)s::varchar[]))
    )
),
counted as (
    select count(*) from (
        select from disputes d
        where %(order)s::text is null and %(dispute)s::text is null and d.currency = %(currency)s::text
          and d.account_id = (select account_id from caller)
          and (%(states)s::varchar[] is null or d.state = any(%(states)s::varchar[]))
        limit %(most)s::int
    ) unnamed
    where %(order)s::text is null and %(dispute)s::text is null
    union all
    select count(*) from wanted where %(order)s::text is not null or %(dispute)s::text is not null
),
page as (
    select id from wanted order by opened_at desc, id desc limit %(limit)s::int offset %(offset)s::int
)
select
    c.id, c.account_id, c.name, c.role, (select sum(count)::bigint from counted),
    d.id, d.number, o.id, d.state, d.reason, d.wish, d.opened_at, v.outcome, v.amount, r.number,
    a.goods, a.shipping, a.tax, a.tax_handling, l.sent_again, l.lines
from caller c
left join page on true
left join lateral (select * from disputes where id = page.id limit 1) d on true
left join orders o on o.id = d.order_id
left join decisions v on v.dispute_id = d.id
left join orders r on r.id = d.resend_order_id
left join lateral (
    select sum(w.goods)::bigint as goods, sum(w.shipping)::bigint as shipping, sum(w.tax)::bigint as tax,
           sum(w.tax_handling)::bigint as tax_handling
    from awards w where w.decision_id = v.id
) a on true
left join lateral (
    select sum(k.ceiling_goods)::bigint as sent_again,
           jsonb_agg(jsonb_build_array(n.id, n.sku, n.name, n.picture_url, n.charged_goods, n.quantity, k.quantity, o.supplier)
                     order by n.position) as lines
    from claims k join order_lines n on n.id = k.line_id where k.dispute_id = d.id
) l on true
order by d.opened_at desc, d.id desc
