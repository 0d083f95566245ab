-- Puts back an opened dispute, in one message: the hold, the claimed lines, the dispute and all that begins with it.
-- Tables: orders, order_lines, disputes, claims, messages, findings, trail_entries, outbox, kept_answers.
with claim as materialized (
    select * from jsonb_to_recordset(%(claims)s::jsonb) as c (
        id uuid, line_id uuid, quantity int, asked bigint, goods bigint, shipping bigint, tax bigint, tax_handling bigint
    )
),
hold as (
    update orders set open_disputes = open_disputes + 1 where id = %(order_id)s
    returning open_disputes
),
dispute as (
    insert into disputes (
        id, account_id, order_id, number, state, reason, detail, wish, currency, asked, ceiling_goods, ceiling_shipping,
        ceiling_tax, ceiling_tax_handling, buyer_email, opened_at, opened_by, opened_by_name, state_since, due_at,
        previous_id, request_key, trail_head
    ) values (
        %(id)s, %(account_id)s, %(order_id)s, %(number)s, %(state)s, %(reason)s, %(detail)s, %(wish)s, %(currency)s,
        %(asked)s, %(goods)s, %(shipping)s, %(tax)s, %(tax_handling)s, %(buyer_email)s, %(now)s, %(actor_id)s,
        %(actor_name)s, %(now)s, %(due_at)s, %(previous_id)s, %(request_key)s, %(digest)s
    )
),
claimed as (
    insert into claims (
        id, account_id, dispute_id, line_id, quantity, asked, ceiling_goods, ceiling_shipping, ceiling_tax,
        ceiling_tax_handling
    )
    select c.id, %(account_id)s, %(id)s, c.line_id, c.quantity, c.asked, c.goods, c.shipping, c.tax, c.tax_handling
    from claim c
),
lines as (
    update order_lines l set claimed = l.claimed + c.quantity, open_dispute_id = %(id)s
    from claim c
    where l.id = c.line_id
),
said as (
    insert into messages (
        id, account_id, order_id, dispute_id, side, author_id, author_name, audience, body, written_at
    )
    select %(message_id)s::uuid, %(account_id)s, %(order_id)s, %(id)s, %(side)s, %(actor_id)s, %(actor_name)s,
           %(audience)s::varchar[], %(message)s, %(now)s
    where %(message)s::text <> ''
),
trailed as (
    insert into trail_entries (id, account_id, subject_kind, subject_id, number, code, at, body, personal, digest)
    values (
        %(trail_id)s, %(account_id)s, 'dispute', %(id)s, 1, %(code)s, %(now)s, %(body)s, %(personal)s::jsonb,
        %(digest)s
    )
),
found as (
    insert into findings (
        id, account_id, dispute_id, version, answer, clause, gist, facts, supplier, digest, found_at
    ) values (
        %(finding_id)s, %(account_id)s, %(id)s, %(version)s, %(answer_found)s, %(clause)s, %(gist)s::jsonb,
        %(facts)s::jsonb, %(supplier)s, %(finding_digest)s, %(now)s
    )
),
kept as (
    insert into kept_answers (id, account_id, key, fingerprint, answer)
    select %(kept_id)s::uuid, %(account_id)s, %(key)s::text, %(fingerprint)s::bytea, %(answer)s::text
    where %(key)s::text is not null
)
insert into outbox (id, account_id, code, order_id, dispute_id, trail_seq, facts, at)
select told.id, %(account_id)s, told.code, %(order_id)s, %(id)s, 1,
       jsonb_build_object('number', %(number)s::text, 'order', %(order_number)s::text) || told.more, %(now)s
from (
    select %(outbox_id)s::uuid, %(code)s::text, jsonb_build_object('state', %(state)s::text)
    union all
    select %(held_id)s::uuid, 'order.held', '{}' from hold where open_disputes = 1
    union all
    select %(asked_id)s::uuid, 'dispute.evidence_requested', jsonb_build_object('state', %(state)s::text)
    where %(state)s::text = 'evidence_requested'
) as told (id, code, more)
