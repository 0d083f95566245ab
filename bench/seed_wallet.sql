-- One wallet of many entries of one posting each. The latest 500 stand in July 2026, the others evenly over the two years
-- before, so that a page and a statement of a month show as much at every size. Three entries in a row are about one
-- order, counted from the latest; only orders that are seeded besides exist, as an entry does not ask for its order.
-- Of ten entries: a top-up of 50.00, a refund of 9.00, and eight orders paid with 6.00, of which each hundredth is a
-- withdrawal of 10.00 instead. Indexes that hold nothing unique are made afterwards, which is much faster.
set maintenance_work_mem = '512MB';
create temporary table put_aside as
select c.relname as name, pg_get_indexdef(i.indexrelid) as definition
from pg_index i
join pg_class c on c.oid = i.indexrelid
where i.indrelid in ('entries'::regclass, 'postings'::regclass) and not i.indisunique;

do $$ declare one record; begin
    for one in select name from put_aside loop execute format('drop index %%I', one.name); end loop;
end $$;

insert into ledger_accounts (id, kind, account_id, currency, detail) values
    (bench_id(13, 0), 'wallet_cash', bench_id(0, 0), 'USD', ''), (bench_id(13, 1), 'clearing', null, 'USD', 'stripe'),
    (bench_id(13, 2), 'after_sales', null, 'USD', ''), (bench_id(13, 3), 'sales', null, 'USD', ''),
    (bench_id(13, 4), 'clearing', null, 'USD', 'bank');
insert into wallets (id, account_id, currency) values (bench_id(12, 0), bench_id(0, 0), 'USD');

create temporary table kinds (
    id int, kind text, source uuid, destination uuid, moved bigint, about_order boolean, about_dispute boolean
);
insert into kinds values
    (0, 'top_up', bench_id(13, 1), bench_id(13, 0), 5000, false, false),
    (1, 'refund', bench_id(13, 2), bench_id(13, 0), 900, true, true),
    (2, 'order_paid', bench_id(13, 0), bench_id(13, 3), -600, true, false),
    (3, 'withdrawal_paid', bench_id(13, 0), bench_id(13, 4), -1000, false, false);

insert into entries (
    id, kind, key, account_id, order_id, dispute_id, posted_at, wallet_id, cash, wallet_after
)
select bench_id(14, n), kind, n, bench_id(0, 0), case when about_order then bench_id(1, (%(postings)s - n) / 3) end,
       case when about_dispute then bench_id(4, (%(postings)s - n) / 3) end,
       case when n > %(postings)s - 500
            then timestamptz '2026-07-01Z' + (n - (%(postings)s - 500)) * interval '1 hour'
            else timestamptz '2024-07-01Z' + (n - 1) * (interval '730 days' / (%(postings)s - 500)) end,
       bench_id(12, 0), moved,
       n / 10 * 1100 - n / 100 * 400 + (array[0, 5000, 5900, 5300, 4700, 4100, 3500, 2900, 2300, 1700])[1 + n %% 10]
from generate_series(1, %(postings)s) n
join kinds on kinds.id = case when n %% 100 = 0 then 3 when n %% 10 = 1 then 0 when n %% 10 = 2 then 1 else 2 end
order by n;

insert into postings (
    id, entry_id, number, source_id, destination_id, amount, currency, wallet_id, wallet_after
)
select bench_id(15, n), bench_id(14, n), 1, source, destination, abs(moved), 'USD', bench_id(12, 0),
       n / 10 * 1100 - n / 100 * 400 + (array[0, 5000, 5900, 5300, 4700, 4100, 3500, 2900, 2300, 1700])[1 + n %% 10]
from generate_series(1, %(postings)s) n
join kinds on kinds.id = case when n %% 100 = 0 then 3 when n %% 10 = 1 then 0 when n %% 10 = 2 then 1 else 2 end
order by n;

insert into wallet_months (wallet_id, month, cash)
select wallet_id, date_trunc('month', posted_at at time zone 'UTC')::date, sum(cash) from entries group by 1, 2;
update wallets set (cash, last_posted_at) = (
    select wallet_after, posted_at from entries where id = bench_id(14, %(postings)s)
);

do $$ declare one record; begin
    for one in select definition from put_aside loop execute one.definition; end loop;
end $$;
