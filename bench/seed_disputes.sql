-- Disputes of the one account of bench.list_disputes, a tenth of them still open, spread over its orders. At both sizes
-- more wait for the merchant than its page shows (100), so that both pages show the same number of rows.
insert into disputes (
    id, account_id, order_id, number, state, reason, wish, currency, asked, ceiling_goods, opened_at, opened_by,
    opened_by_name, state_since, due_at, closed_at, trail_head
)
select
    bench_id(4, n), bench_id(0, 0), bench_id(1, n %% %(orders)s), 'SH' || lpad(n::text, 19, '0'), state,
    'order_cancellation', 'refund_wallet', 'USD', 1887, 1400, opened_at, bench_id(3, 0), 'Order desk', opened_at,
    case when open then opened_at + interval '90 days' end, case when not open then opened_at + interval '1 day' end,
    sha256('')
from (
    select n, n %% 10 = 0 as open, timestamptz '2026-01-01' + n * interval '7 seconds' as opened_at,
           case when n %% 80 = 0 then 'offered' when n %% 10 = 0 then 'under_review' when n %% 10 = 1 then 'withdrawn'
                when n %% 10 = 2 then 'rejected' else 'settled' end as state
    from generate_series(1, %(disputes)s) n
) told;
