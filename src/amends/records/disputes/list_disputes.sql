-- One page of an account's disputes, newest first, with the token check in the same message.
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
    select d.* from disputes d
    where d.account_id = c.account_id and (d.opened_at, d.id) < (%(after_at)s::timestamptz, %(after_id)s::uuid)
    order by d.opened_at desc, d.id desc
    limit %(limit)s
) p on true
left join orders o on o.id = p.order_id
order by p.opened_at desc, p.id desc
