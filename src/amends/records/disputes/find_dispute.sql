-- One dispute of an account by its number, with the token check in the same message.
-- Tables: api_tokens, disputes, orders (only its number).
select c.id, c.account_id, c.name, c.role,
       d.id, d.number, o.number, d.state, d.reason, d.wish, d.asked, d.currency, d.opened_at, d.due_at
from api_tokens c
left join disputes d on d.account_id = c.account_id and d.number = %(number)s::text
left join orders o on o.id = d.order_id
where c.token_digest = %(token)s::bytea and c.revoked_at is null
  and (c.expires_at is null or c.expires_at > %(now)s)
