-- Takes out everything that opening a dispute decides on, in one message.
-- Tables: api_tokens, cj_sessions, accounts (locked for share), orders (locked), order_lines (locked), payments, disputes,
-- kept_answers, policy_versions.
-- Locks: the caller's key, or else none (so that a twin still at work is told of at once and not waited for); the
-- origin order of a resend, then the order, then their lines by id. The account's row is shared with whoever else opens,
-- and waited for where a measure is being taken: it is read as it stands after the wait.
with known as (
    select id, account_id, name, role from api_tokens
    where token_digest = %(token)s::bytea and revoked_at is null and (expires_at is null or expires_at > %(now)s)
    union all
    select t.id, s.account_id, t.name, t.role from cj_sessions s join api_tokens t on t.id = s.token_id
    where s.access_digest = %(token)s::bytea and s.access_expires_at > %(now)s
      and t.revoked_at is null and (t.expires_at is null or t.expires_at > %(now)s)
    union all
    select %(actor_id)s::uuid, %(account_id)s::uuid, '', '' where %(account_id)s::uuid is not null
),
caller as materialized (
    select *, case when %(key)s::text is null then true
              else pg_try_advisory_xact_lock(hashtextextended(account_id::text || %(key)s::text, 0)) end as key_is_free
    from known
),
kept as (
    select k.fingerprint, k.answer from kept_answers k join caller c on k.account_id = c.account_id
    where k.key = %(key)s::text
),
account as materialized (
    select a.measures from accounts a where a.id = (select account_id from caller where key_is_free) for share
),
target as (
    select named.id, named.root_order_id from (
        select o.id, o.root_order_id, 1 as choice from orders o join caller c on o.account_id = c.account_id
        where o.number = %(order)s::text and c.key_is_free
        union all
        select o.id, o.root_order_id, 2 from orders o join caller c on o.account_id = c.account_id
        where short_id(o.id) = %(short_id)s::bigint and c.key_is_free
    ) named
    order by named.choice
    limit 1
),
locked_orders as materialized (
    select o.* from orders o
    where o.id in (select id from target union all select root_order_id from target where root_order_id is not null)
    order by o.root_order_id is not null, o.id
    for no key update
),
locked_lines as materialized (
    select l.* from order_lines l where l.order_id in (select id from locked_orders) order by l.id for no key update
)
select
    c.id, c.account_id, c.name, c.role, c.key_is_free,
    (select fingerprint from kept), (select answer from kept),
    o.id, o.number, o.kind, o.stage, o.payment_state, o.currency, m.charged_known,
    m.charged - m.refunded - m.reserved, m.external_claimed, m.external_holder, m.paid_outside, o.open_disputes, o.buyer_email,
    o.tracking, o.warehouse_started_at, o.delivered_at, o.alert, o.country, o.shipping_method, o.paid_at,
    o.dispatched_at, o.return_signed_at, o.circumstances,
    (select array_agg(p.provider) from payments p
     where p.order_id = m.id and p.amount > p.refunded + p.reserved + p.external_claimed),
    l.id, l.sku, l.name, l.quantity, l.claimed, l.resolved,
    r.charged_goods, r.charged_shipping, r.charged_tax, r.charged_tax_handling, r.refunded, r.reserved, r.quantity,
    l.root_line_id is not null, r.id, l.product, l.open_dispute_id,
    e.id, e.number,
    case when o.id is null then null
         else lpad((nextval('sh_numbers') %% 10000000)::text, 7, '0') end,
    o.supplier,
    (select v.number from policy_versions v where v.status = 'approved' and v.in_force_from <= %(now)s
     order by v.in_force_from desc, v.number desc limit 1),
    (select measures from account)
from caller c
left join target t on true
left join locked_orders o on o.id = t.id
left join locked_orders m on m.id = coalesce(t.root_order_id, t.id)
left join locked_lines l on l.order_id = o.id
left join lateral (
    select d.id, d.number from disputes d where d.order_id = o.id order by d.opened_at desc limit 1
) e on true
left join locked_lines r on r.id = coalesce(l.root_line_id, l.id)
order by l.position
