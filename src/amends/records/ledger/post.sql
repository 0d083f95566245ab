-- Posts one entry: the entry, its postings, the wallet's balance and its month's, and what is told of its change, in
-- one statement. (kind, key) happens once. An ask that waited for the wallet brings a moment from before the wait: its
-- entry stands after the wallet's last one all the same, or a month would close on a balance that nobody ever had.
-- Tables: entries, postings, wallets, wallet_months, outbox; reads orders and disputes for their numbers.
with wallet as (
    update wallets set cash = cash + %(cash)s::bigint, bonus = bonus + %(bonus)s::bigint,
        frozen = frozen + %(frozen)s::bigint,
        last_posted_at = case when %(now)s::timestamptz < last_posted_at then last_posted_at + interval '1 microsecond'
                              else %(now)s::timestamptz end
    where id = %(wallet_id)s::uuid
    returning id, cash + bonus + frozen as whole, last_posted_at as posted_at
),
month as (
    insert into wallet_months as m (wallet_id, month, cash, bonus, frozen)
    select id, date_trunc('month', posted_at at time zone 'UTC')::date,
           %(cash)s::bigint, %(bonus)s::bigint, %(frozen)s::bigint
    from wallet
    on conflict (wallet_id, month) do update
    set cash = m.cash + excluded.cash, bonus = m.bonus + excluded.bonus, frozen = m.frozen + excluded.frozen
),
entry as (
    insert into entries (
        id, kind, key, account_id, order_id, dispute_id, reverses_id, posted_at,
        wallet_id, cash, bonus, frozen, wallet_after
    )
    select %(id)s, %(kind)s, %(key)s, %(account_id)s::uuid, %(order_id)s::uuid, %(dispute_id)s::uuid,
           %(reverses_id)s::uuid, coalesce(wallet.posted_at, %(now)s::timestamptz),
           wallet.id, %(cash)s::bigint, %(bonus)s::bigint, %(frozen)s::bigint, wallet.whole
    from (select) as once
    left join wallet on true
    returning id
),
told as (
    insert into outbox (id, account_id, code, order_id, dispute_id, facts, at)
    select %(told_id)s, %(account_id)s::uuid, %(told_code)s, %(order_id)s::uuid, %(dispute_id)s::uuid,
           jsonb_strip_nulls(jsonb_build_object(
               'entry', %(id)s::uuid, 'kind', %(kind)s::text, 'currency', %(currency)s::text,
               'withdrawable', %(cash)s::bigint, 'bonus', %(bonus)s::bigint, 'frozen', %(frozen)s::bigint,
               'after', wallet.whole,
               'order', (select number from orders where orders.id = %(order_id)s::uuid),
               'number', (select number from disputes where disputes.id = %(dispute_id)s::uuid)
           )),
           %(now)s::timestamptz
    from wallet
    where %(cash)s::bigint <> 0 or %(bonus)s::bigint <> 0 or %(frozen)s::bigint <> 0
)
insert into postings (id, entry_id, number, source_id, destination_id, amount, currency, wallet_id, wallet_after)
select p.id, entry.id, p.number, p.source, p.destination, p.amount, %(currency)s, wallet.id, wallet.whole
from unnest(
    %(ids)s::uuid[], %(numbers)s::int[], %(sources)s::uuid[], %(destinations)s::uuid[], %(amounts)s::bigint[]
) as p (id, number, source, destination, amount)
cross join entry
left join wallet on true
