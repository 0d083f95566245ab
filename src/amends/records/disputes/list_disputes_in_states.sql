-- The same of some states: each is read along its own index and the heads are merged; no page reads more than
-- states × limit.
-- Tables: api_tokens, disputes, orders (only its number).
with caller as (
    select id, account_id, name, role from api_tokens
    where token_digest = %(token)s::bytea and revoked_at is null and (expires_at is null or expires_at > %(now)s)
    union all
    select null, %(account_id)s::uuid, '', '' where %(account_id)s::uuid is not null
)
select c.id, c.account_id, c.name, c.role,
       p.id, p.number, o.number, p.state, p.reason, p.wish, p.asked, p.currency, p.opened_at, p.due_at, p.version
from caller c
left join lateral (
    select d.* from unnest(%(states)s::varchar[]) as s (state)
    cross join lateral (
        select * from disputes
        where account_id = c.account_id and state = s.state
          and (opened_at, id) < (%(after_at)s::timestamptz, %(after_id)s::uuid)
        order by opened_at desc, id desc
        limit %(limit)s
    ) d
    order by opened_at desc, id desc
    limit %(limit)s
) p on true
left join orders o on o.id = p.order_id
order by p.opened_at desc, p.id desc
