-- Each seeded order has left, and one unit of its first line was not received: the dispute is agreed, its refund to the
-- wallet decided, planned as one leg and reserved, as the deciding verbs leave it. The platform bears it. Of the trail
-- only its end stands, for nothing of a payment reads its entries.
update orders set
    stage = 'dispatched', tracking = 'in_transit', warehouse_started_at = paid_at, dispatched_at = paid_at,
    open_disputes = 1, reserved = 942;

update order_lines set claimed = 1, reserved = 942, open_dispute_id = bench_id(4, n)
from generate_series(0, %(orders)s - 1) n
where id = bench_id(2, 2 * n);

insert into disputes (
    id, account_id, order_id, number, state, reason, wish, currency, asked, ceiling_goods, ceiling_shipping, ceiling_tax,
    ceiling_tax_handling, opened_at, opened_by, opened_by_name, state_since, due_at, version, trail_seq, trail_head
)
select
    bench_id(4, n), bench_id(0, n %% %(accounts)s), bench_id(1, n), 'SH' || lpad(n::text, 19, '0'), 'agreed',
    'not_received', 'refund_wallet', 'USD', 942, 700, 145, 90, 7, now() - interval '1 day',
    bench_id(3, n %% %(accounts)s), 'Order desk', now(), now() + interval '1 hour', 2, 2, sha256('')
from generate_series(0, %(orders)s - 1) n;

insert into claims (
    id, account_id, dispute_id, line_id, quantity, asked, ceiling_goods, ceiling_shipping, ceiling_tax,
    ceiling_tax_handling
)
select bench_id(5, n), bench_id(0, n %% %(accounts)s), bench_id(4, n), bench_id(2, 2 * n), 1, 942, 700, 145, 90, 7
from generate_series(0, %(orders)s - 1) n;

insert into decisions (id, account_id, dispute_id, outcome, amount, currency, decided_by, decided_by_name, decided_at)
select bench_id(6, n), bench_id(0, n %% %(accounts)s), bench_id(4, n), 'refund_wallet', 942, 'USD', bench_id(3, 0),
       'Agent', now()
from generate_series(0, %(orders)s - 1) n;

insert into awards (id, account_id, decision_id, line_id, quantity, goods, shipping, tax, tax_handling, amount)
select bench_id(7, n), bench_id(0, n %% %(accounts)s), bench_id(6, n), bench_id(2, 2 * n), 1, 700, 145, 90, 7, 942
from generate_series(0, %(orders)s - 1) n;

insert into bearings (
    id, account_id, dispute_id, number, platform, supplier, carrier, merchant, carrier_name, version, by_name, at
)
select bench_id(8, n), bench_id(0, n %% %(accounts)s), bench_id(4, n), 1, 100, 0, 0, 0, 'Standard', 1, 'Amends', now()
from generate_series(0, %(orders)s - 1) n;

insert into settlements (id, account_id, decision_id, dispute_id, amount, currency, planned_at)
select bench_id(9, n), bench_id(0, n %% %(accounts)s), bench_id(6, n), bench_id(4, n), 942, 'USD', now()
from generate_series(0, %(orders)s - 1) n;

insert into legs (id, account_id, settlement_id, number, method, amount, currency, planned_at)
select bench_id(10, n), bench_id(0, n %% %(accounts)s), bench_id(9, n), 1, 'wallet', 942, 'USD', now()
from generate_series(0, %(orders)s - 1) n;
