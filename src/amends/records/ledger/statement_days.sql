-- A wallet's entries posted from a moment to another, summed by day (UTC) and kind: came in, went out, moved by part.
-- Tables: wallets, entries.
select date_trunc('day', posted_at, 'UTC') as day, kind, null, null, count(*)::int,
       sum(greatest(cash + bonus + frozen, 0))::bigint, sum(greatest(-cash - bonus - frozen, 0))::bigint,
       sum(cash)::bigint, sum(bonus)::bigint, sum(frozen)::bigint
from entries
where wallet_id = (select id from wallets where account_id = %(account_id)s and currency = %(currency)s)
  and posted_at >= %(begins)s::timestamptz and posted_at < %(ends)s::timestamptz
group by 1, 2
order by 1, 2
