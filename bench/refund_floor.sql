-- The floor of a refund to the wallet: what the worker's job does for a dispute with one such leg, as one function.
-- It locks, checks and writes the same; tests/bench/ compares the rows. Each row is written once, and the wallet, which
-- others may wait for, last. bench_new_id() is replaced by uuidv7(), or before PostgreSQL 18 by gen_random_uuid().
create function bench_trail_body(
    subject uuid, number int, code text, moment timestamptz, salt text, before text, after text
) returns bytea language sql stable as $$
    select convert_to(
        '{"after":' || after || ',"at":"' || moment || '","before":' || before || ',"code":"' || code || '","number":'
        || number || ',"personal":{"actor":"' || encode(sha256(convert_to(salt || 'Amends', 'UTF8')), 'hex')
        || '"},"subject":"' || subject || '","who":{"id":null,"side":"system"}}', 'UTF8')
$$;

create function bench_trail_entry(
    account uuid, subject uuid, number int, code text, moment timestamptz, salt text, body bytea, digest bytea
) returns void language sql as $$
    insert into trail_entries (id, account_id, subject_kind, subject_id, number, code, at, body, personal, digest)
    values (
        bench_new_id(), account, 'dispute', subject, number, code, moment, body,
        jsonb_build_object('actor', jsonb_build_object('salt', salt, 'value', 'Amends')), digest
    )
$$;

create function bench_ledger_account(wanted text, owner uuid, money text) returns uuid language plpgsql as $$
declare
    found uuid;
begin
    select id into found from ledger_accounts
    where kind = wanted and account_id is not distinct from owner and currency = money and detail = '';
    if found is null then
        insert into ledger_accounts (id, kind, account_id, currency) values (bench_new_id(), wanted, owner, money)
        on conflict do nothing;
        select id into found from ledger_accounts
        where kind = wanted and account_id is not distinct from owner and currency = money and detail = '';
    end if;
    return found;
end $$;

create function bench_pay_refund(wanted uuid) returns boolean language plpgsql as $$
declare
    moment timestamptz := clock_timestamp();
    due timestamptz := moment + interval '24 hours';
    target orders;
    dispute disputes;
    settlement settlements;
    leg legs;
    legs_left int;
    bearing bearings;
    award record;
    found_order uuid;
    costs uuid; cash uuid; purse uuid; whole bigint; posted timestamptz;
    entry uuid := bench_new_id();
    wallet_told uuid;
    salts text[] := array[md5(entry::text || '1'), md5(entry::text || '2'), md5(entry::text || '3')];
    bodies bytea[];
    heads bytea[];
    told jsonb;
begin
    select order_id into found_order from disputes where id = wanted;
    select * into target from orders where id = found_order for update;
    perform 1 from order_lines where order_id = target.id order by id for update;
    select * into dispute from disputes where id = wanted for update;
    select * into settlement from settlements where dispute_id = wanted;
    select count(*) into legs_left from legs
    where settlement_id = settlement.id and state not in ('succeeded', 'closed');
    select * into leg from legs where settlement_id = settlement.id and state = 'planned' order by number limit 1;
    if leg.id is null then return false; end if;
    if legs_left > 1 or leg.method <> 'wallet' or leg.payment_id is not null or dispute.state <> 'agreed'
       or settlement.reopened_at is not null or target.root_order_id is not null or target.external_open > 0
       or leg.waits_for <> ''
       or target.refunded + target.reserved + target.external_claimed > target.charged then
        raise exception 'not payable';
    end if;
    select * into bearing from bearings where dispute_id = wanted order by number desc limit 1;
    if bearing.platform + bearing.merchant <> 100 then raise exception 'not borne by the platform'; end if;

    bodies[1] := bench_trail_body(wanted, dispute.trail_seq + 1, 'dispute.settling_begun', moment, salts[1],
        '{"due_at":"' || dispute.due_at || '","state":"agreed"}', '{"due_at":"' || due || '","state":"settling"}');
    heads[1] := sha256(dispute.trail_head || bodies[1]);
    bodies[2] := bench_trail_body(wanted, dispute.trail_seq + 2, 'settlement.leg_recorded', moment, salts[2],
        '{"leg":' || leg.number || ',"state":"planned"}',
        '{"failure":"","leg":' || leg.number || ',"ref":"","state":"succeeded"}');
    heads[2] := sha256(heads[1] || bodies[2]);
    bodies[3] := bench_trail_body(wanted, dispute.trail_seq + 3, 'dispute.settled', moment, salts[3],
        '{"due_at":"' || due || '","state":"settling"}',
        '{"amount":' || settlement.amount || ',"currency":"' || settlement.currency
        || '","due_at":null,"state":"settled"}');
    heads[3] := sha256(heads[2] || bodies[3]);
    perform bench_trail_entry(
        leg.account_id, wanted, dispute.trail_seq + at,
        (array['dispute.settling_begun', 'settlement.leg_recorded', 'dispute.settled'])[at],
        moment, salts[at], bodies[at], heads[at])
    from generate_series(1, 3) at;

    for award in select line_id, quantity, amount from awards where decision_id = settlement.decision_id loop
        update order_lines set
            reserved = reserved - award.amount, refunded = refunded + award.amount,
            resolved = resolved + award.quantity, claimed = claimed - c.quantity, open_dispute_id = null
        from claims c
        where order_lines.id = award.line_id and c.dispute_id = wanted and c.line_id = award.line_id;
    end loop;
    update claims set open = false where dispute_id = wanted;
    update orders set
        reserved = reserved - settlement.amount, refunded = refunded + settlement.amount,
        payment_state = case when refunded + settlement.amount >= charged then 'refunded' else 'partly_refunded' end,
        open_disputes = open_disputes - 1
    where id = target.id;
    update disputes set
        state = 'settled', state_since = moment, due_at = null, closed_at = moment, version = version + 2,
        trail_seq = trail_seq + 3, trail_head = heads[3]
    where id = wanted;
    update settlements set finished_at = moment where id = settlement.id;
    update legs set state = 'succeeded', recorded_at = moment where id = leg.id;
    told := jsonb_build_object('number', dispute.number, 'order', target.number);
    insert into outbox (id, account_id, code, order_id, dispute_id, trail_seq, facts, at) values
        (bench_new_id(), leg.account_id, 'dispute.settling_begun', target.id, wanted, dispute.trail_seq + 1,
         told || '{"state": "settling"}', moment);
    wallet_told := bench_new_id();
    insert into outbox (id, account_id, code, order_id, dispute_id, trail_seq, facts, at) values
        (bench_new_id(), leg.account_id, 'settlement.leg_recorded', target.id, wanted, dispute.trail_seq + 2,
         told || jsonb_build_object('leg', leg.number, 'leg_state', 'succeeded'), moment);
    if target.open_disputes = 1 then
        insert into outbox (id, account_id, code, order_id, dispute_id, trail_seq, facts, at) values
            (bench_new_id(), leg.account_id, 'order.released', target.id, wanted, dispute.trail_seq + 3, told, moment);
    end if;
    insert into outbox (id, account_id, code, order_id, dispute_id, trail_seq, facts, at) values
        (bench_new_id(), leg.account_id, 'dispute.settled', target.id, wanted, dispute.trail_seq + 3,
         told || '{"state": "settled"}', moment);

    costs := bench_ledger_account('after_sales', null, leg.currency);
    cash := bench_ledger_account('wallet_cash', leg.account_id, leg.currency);
    update wallets w set cash = w.cash + leg.amount,
        last_posted_at = case when moment < w.last_posted_at then w.last_posted_at + interval '1 microsecond'
                              else moment end
    where account_id = leg.account_id and currency = leg.currency
    returning id, w.cash + bonus + frozen, last_posted_at into purse, whole, posted;
    if purse is null then
        insert into wallets as w (id, account_id, currency, cash, last_posted_at)
        values (bench_new_id(), leg.account_id, leg.currency, leg.amount, moment)
        on conflict (account_id, currency) do update set cash = w.cash + leg.amount,
            last_posted_at = case when moment < w.last_posted_at then w.last_posted_at + interval '1 microsecond'
                                  else moment end
        returning id, w.cash + bonus + frozen, last_posted_at into purse, whole, posted;
    end if;
    insert into wallet_months as m (wallet_id, month, cash)
    values (purse, date_trunc('month', posted at time zone 'UTC')::date, leg.amount)
    on conflict (wallet_id, month) do update set cash = m.cash + excluded.cash;
    insert into entries (
        id, kind, key, account_id, order_id, dispute_id, posted_at, wallet_id, cash, wallet_after
    ) values (
        entry, 'refund', leg.id::text, leg.account_id, target.id, wanted, posted, purse, leg.amount, whole
    );
    insert into postings (
        id, entry_id, number, source_id, destination_id, amount, currency, wallet_id, wallet_after
    ) values (bench_new_id(), entry, 1, costs, cash, leg.amount, leg.currency, purse, whole);
    insert into outbox (id, account_id, code, order_id, dispute_id, facts, at) values
        (wallet_told, leg.account_id, 'wallet.changed', target.id, wanted,
         told || jsonb_build_object(
             'entry', entry, 'kind', 'refund', 'currency', leg.currency, 'withdrawable', leg.amount, 'bonus', 0,
             'frozen', 0, 'after', whole),
         moment);
    return true;
end $$;
