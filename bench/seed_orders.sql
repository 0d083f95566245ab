-- 20 accounts with a token each, and orders of two lines, ready to be cancelled by a dispute.
-- Ids are told from numbers, so that the load knows them without asking (bench.asks).
create function bench_id(kind int, n bigint) returns uuid language sql immutable as $$
    select ('01980000-0000-7' || lpad(to_hex(kind), 3, '0') || '-8000-' || lpad(to_hex(n), 12, '0'))::uuid
$$;

insert into accounts (id, name)
select bench_id(0, a), 'Shop ' || a from generate_series(0, %(accounts)s - 1) a;

insert into api_tokens (id, account_id, name, role, token_digest)
select bench_id(3, a), bench_id(0, a), 'Order desk', 'after_sales', sha256(convert_to('amends_bench_' || a, 'UTF8'))
from generate_series(0, %(accounts)s - 1) a;

insert into orders (
    id, account_id, number, kind, stage, payment_state, currency, charged_goods, charged_shipping, charged_tax,
    charged_tax_handling, charged, paid_outside, sold_for, sold_for_currency, store_name, buyer_name, buyer_email,
    buyer_name_folded, buyer_email_folded, country, address, shipping_method, placed_at, paid_at, content_digest
)
select
    bench_id(1, n), bench_id(0, n %% %(accounts)s), 'B-' || n, 'store', 'pending', 'paid', 'USD', 2400, 499, 310, 25, 3234,
    false, 4990, 'USD', 'Shop ' || n %% %(accounts)s, 'Buyer ' || n, 'buyer' || n || '@buyers.example', 'buyer ' || n,
    'buyer' || n || '@buyers.example', 'DE',
    jsonb_build_object('name', 'Buyer ' || n, 'street', n || ' Long Street', 'city', 'Berlin', 'zip', '10115'),
    'Standard', now() - interval '3 days' + n * interval '1 second', now(), sha256(convert_to(n::text, 'UTF8'))
from generate_series(0, %(orders)s - 1) n;

insert into order_lines (
    id, account_id, order_id, position, sku, sku_folded, name, quantity, charged_goods, charged_shipping, charged_tax,
    charged_tax_handling, charged
)
select
    bench_id(2, 2 * n + k), bench_id(0, n %% %(accounts)s), bench_id(1, n), k, 'SKU-' || (n + k) %% 5000,
    'sku-' || (n + k) %% 5000, 'A thing of some sort, blue', 2,
    case k when 0 then 1400 else 1000 end, case k when 0 then 291 else 208 end, case k when 0 then 181 else 129 end,
    case k when 0 then 15 else 10 end, case k when 0 then 1887 else 1347 end
from generate_series(0, %(orders)s - 1) n, generate_series(0, 1) k;
