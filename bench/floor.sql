-- The floor: the work of opening a dispute as one function, a transaction and a message to itself.
-- It asks, locks, checks and writes what POST /api/v1/disputes does for this kind of ask; tests/bench/ compares the rows.
-- Written to be fast: plain statements by key, no dynamic SQL; what the policy finds of this one kind of ask is written
-- down. bench_new_id() is replaced by uuidv7(), or before PostgreSQL 18 by gen_random_uuid().
create function bench_open_dispute(
    token text, order_number text, chosen uuid, units int, words text, key text, own_key text
) returns jsonb language plpgsql as $$
declare
    moment timestamptz := clock_timestamp();
    due timestamptz := moment + interval '48 hours';
    caller api_tokens;
    target orders;
    line order_lines;
    goods bigint; shipping bigint; tax bigint; handling bigint; ceiling bigint;
    found_kept jsonb;
    kept_print bytea;
    print bytea := sha256(convert_to(jsonb_build_array(order_number, chosen, units, words, own_key)::text, 'UTF8'));
    dispute uuid := bench_new_id();
    message uuid := bench_new_id();
    measures jsonb;
    parts jsonb;
    before uuid;
    number text;
    salts text[] := array[md5(dispute::text || 'actor'), md5(dispute::text || 'why')];
    body bytea;
    head bytea;
    answer jsonb;
    told jsonb;
    version int;
    gist jsonb;
    gist_digest bytea;
begin
    select * into caller from api_tokens
    where token_digest = sha256(convert_to(token, 'UTF8')) and revoked_at is null
      and (expires_at is null or expires_at > moment);
    if caller.account_id is null or caller.role not in ('owner', 'after_sales') then
        raise exception 'unauthenticated';
    end if;
    if not pg_try_advisory_xact_lock(hashtextextended(caller.account_id::text || key, 0)) then
        raise exception 'still running';
    end if;
    select k.fingerprint, k.answer into kept_print, found_kept from kept_answers k
    where k.account_id = caller.account_id and k.key = bench_open_dispute.key;
    if found then
        if kept_print <> print then raise exception 'key reused'; end if;
        return found_kept;
    end if;

    select a.measures into measures from accounts a where a.id = caller.account_id for share;
    if measures <> '[]' then
        raise exception 'account blocked';
    end if;
    select * into target from orders o where o.account_id = caller.account_id and o.number = order_number for update;
    if target.id is null or target.stage not in ('pending', 'processing') or target.payment_state = 'unpaid'
       or not target.charged_known or target.root_order_id is not null then
        raise exception 'not disputable';
    end if;
    perform 1 from order_lines where order_id = target.id order by id for update;
    select * into line from order_lines where id = chosen and order_id = target.id;
    select v.number into version from policy_versions v
    where v.status = 'approved' and v.in_force_from <= moment order by v.in_force_from desc, v.number desc limit 1;
    if version is null or target.warehouse_started_at is not null or target.stage <> 'pending'
       or target.kind = 'preorder' or line.product in ('print_on_demand', 'video')
       or target.external_claimed > 0 or target.external_holder <> '' or target.circumstances <> '{}' then
        raise exception 'not cancelable';
    end if;
    if line.id is null or line.claimed > 0 or units not between 1 and line.quantity - line.resolved then
        raise exception 'not claimable';
    end if;
    select id into before from disputes where order_id = target.id order by opened_at desc limit 1;
    goods := line.charged_goods * units / line.quantity;
    shipping := line.charged_shipping * units / line.quantity;
    tax := line.charged_tax * units / line.quantity;
    handling := line.charged_tax_handling * units / line.quantity;
    ceiling := goods + shipping + tax + handling;
    if ceiling > line.charged - line.refunded - line.reserved
       or ceiling > target.charged - target.refunded - target.reserved - target.external_claimed then
        raise exception 'above ceiling';
    end if;

    number := 'SH' || to_char(moment, 'YYMMDDHH24MISS') || lpad((nextval('sh_numbers') % 10000000)::text, 7, '0');
    gist := jsonb_build_object(
        'version', version, 'answer', 'yes', 'because', 'clause', 'clause', 'cancellation-in-time',
        'then', jsonb_build_object('answer', 'yes', 'refund', jsonb_build_object('share', 'full')),
        'automatic', false, 'doubted', '[]'::jsonb, 'missing', '[]'::jsonb,
        'ceiling', jsonb_build_array(goods, shipping, tax, handling), 'currency', target.currency,
        'opens_on', null, 'closes_on', null, 'considered',
        '[["claimed-elsewhere","no","inside"],["out-of-stock","no","inside"],["account-blocked","no","inside"],
          ["made-to-order","no","inside"],["cancellation-in-time","yes","inside"],
          ["cancellation-too-late","no","inside"]]'::jsonb);
    gist_digest := sha256(convert_to(gist::text, 'UTF8'));
    body := convert_to(
        '{"after":{"asked":' || ceiling || ',"claims":[["' || line.id || '",' || units || ',' || ceiling
        || ']],"currency":"' || target.currency || '","due_at":"' || due
        || '","finding":{"answer":"yes","hash":"' || encode(gist_digest, 'hex') || '","version":' || version
        || '},"order":"' || order_number
        || '","reason":"order_cancellation","state":"under_review","wish":"refund_wallet"},"at":"' || moment
        || '","before":null,"code":"dispute.opened","number":1,"personal":{"actor":"'
        || encode(sha256(convert_to(salts[1] || caller.name, 'UTF8')), 'hex') || '","why":"'
        || encode(sha256(convert_to(salts[2] || words, 'UTF8')), 'hex') || '"},"subject":"' || dispute
        || '","who":{"id":"' || caller.id || '","side":"merchant"}}', 'UTF8');
    head := sha256(decode(repeat('00', 32), 'hex') || body);
    parts := jsonb_build_object(
        'goods', goods, 'shipping', shipping, 'tax', tax, 'tax_handling', handling, 'total', ceiling);
    answer := jsonb_build_object(
        'id', dispute, 'number', number, 'order', order_number, 'state', 'under_review',
        'reason', 'order_cancellation', 'wish', 'refund_wallet', 'asked', ceiling, 'currency', target.currency,
        'opened_at', moment, 'due_at', due, 'version', 1, 'account', target.account_id, 'awaited', 'staff',
        'allowed_actions', '[{"action":"withdraw","until":null},{"action":"add_evidence","until":null},
            {"action":"write_message","until":null}]'::jsonb, 'detail', null, 'ceiling', parts,
        'buyer_email', '', 'opened_by', caller.name, 'state_since', moment, 'closed_at', null, 'previous', null,
        'resend_order', null, 'lines', jsonb_build_array(jsonb_build_object(
            'line_id', line.id, 'sku', line.sku, 'name', line.name, 'quantity', units, 'asked', ceiling,
            'ceiling', parts)),
        'evidence', '[]'::jsonb, 'pending_addresses', '[]'::jsonb, 'messages', jsonb_build_array(jsonb_build_object(
            'id', message, 'side', 'merchant', 'author', caller.name, 'body', words, 'internal', false, 'at', moment)),
        'offers', '[]'::jsonb, 'decision', null, 'finding', jsonb_build_object(
            'version', version, 'answer', 'yes', 'clause', 'cancellation-in-time', 'missing', '[]'::jsonb,
            'opens_on', null, 'closes_on', null, 'hash', encode(gist_digest, 'hex')));

    update orders set open_disputes = open_disputes + 1 where id = target.id;
    update order_lines set claimed = claimed + units, open_dispute_id = dispute where id = line.id;
    insert into disputes (
        id, account_id, order_id, number, state, reason, wish, currency, asked, ceiling_goods, ceiling_shipping,
        ceiling_tax, ceiling_tax_handling, opened_at, opened_by, opened_by_name, state_since, due_at, previous_id,
        request_key, trail_head
    ) values (
        dispute, target.account_id, target.id, number, 'under_review', 'order_cancellation', 'refund_wallet',
        target.currency, ceiling, goods, shipping, tax, handling, moment, caller.id, caller.name, moment, due, before,
        own_key, head
    );
    insert into claims (
        id, account_id, dispute_id, line_id, quantity, asked, ceiling_goods, ceiling_shipping, ceiling_tax,
        ceiling_tax_handling
    ) values (
        bench_new_id(), target.account_id, dispute, line.id, units, ceiling, goods, shipping, tax, handling
    );
    insert into messages (
        id, account_id, order_id, dispute_id, side, author_id, author_name, audience, body, written_at
    ) values (
        message, target.account_id, target.id, dispute, 'merchant', caller.id, caller.name,
        array['merchant', 'agents'], words, moment
    );
    insert into trail_entries (id, account_id, subject_kind, subject_id, number, code, at, body, personal, digest)
    values (
        bench_new_id(), target.account_id, 'dispute', dispute, 1, 'dispute.opened', moment, body,
        jsonb_build_object(
            'actor', jsonb_build_object('salt', salts[1], 'value', caller.name),
            'why', jsonb_build_object('salt', salts[2], 'value', words)),
        head
    );
    insert into findings (
        id, account_id, dispute_id, version, answer, clause, gist, facts, supplier, digest, found_at
    ) values (
        bench_new_id(), target.account_id, dispute, version, 'yes', 'cancellation-in-time', gist,
        jsonb_build_object(
            'reason', 'order_cancellation', 'kind', target.kind, 'stage', target.stage, 'tracking', target.tracking,
            'country', target.country, 'method', target.shipping_method, 'trackable', true,
            'warehouse_started', false, 'days_since_payment', moment::date - target.paid_at::date,
            'product', line.product, 'parts', jsonb_build_array(goods, shipping, tax, handling),
            'currency', target.currency, 'quantity', units, 'evidence', '[]'::jsonb, 'circumstances', '[]'::jsonb,
            'standing', 'good'),
        target.supplier, gist_digest, moment
    );
    insert into kept_answers (id, account_id, key, fingerprint, answer)
    values (bench_new_id(), target.account_id, key, print, answer);
    told := jsonb_build_object('number', number, 'order', order_number);
    insert into outbox (id, account_id, code, order_id, dispute_id, trail_seq, facts, at)
    values (
        bench_new_id(), target.account_id, 'dispute.opened', target.id, dispute, 1,
        told || '{"state": "under_review"}', moment
    );
    if target.open_disputes = 0 then
        insert into outbox (id, account_id, code, order_id, dispute_id, trail_seq, facts, at)
        values (bench_new_id(), target.account_id, 'order.held', target.id, dispute, 1, told, moment);
    end if;
    return answer;
end $$;
