-- Events that wait to be numbered, of many accounts; endpoints of the platform, which hear of all of them.
-- The receiver listens on %(port)s.
insert into webhook_endpoints (id, url, made_at, made_by_name)
select bench_id(40, e), 'http://127.0.0.1:' || %(port)s || '/' || e, now(), 'Bench'
from generate_series(1, %(endpoints)s) e;

insert into webhook_secrets (id, endpoint_id, made_at)
select bench_id(41, e), bench_id(40, e), now() from generate_series(1, %(endpoints)s) e;

insert into outbox (id, account_id, code, order_id, dispute_id, trail_seq, facts, at)
select bench_id(42, n), bench_id(0, n %% %(accounts)s), 'dispute.settled', bench_id(1, n), bench_id(43, n), 7,
       jsonb_build_object('number', 'SH' || n, 'order', 'B-' || n, 'state', 'settled'), now()
from generate_series(1, %(events)s) n;
