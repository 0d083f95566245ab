-- A wallet's entries posted from a moment to another, summed by day (UTC) and kind: came in, went out, moved by part.
-- Tables: wallets, entries, postings, ledger_accounts.
select date_trunc('day', posted_at, 'UTC') as day, kind, null, null, count(*)::int,
       sum(greatest(cash + bonus + frozen, 0))::bigint, sum(greatest(-cash - bonus - frozen, 0))::bigint,
       sum(cash)::bigint, sum(bonus)::bigint, sum(frozen)::bigint
from (
    select e.id, e.posted_at, e.kind,
           sum(p.amount * ((d.kind = 'wallet_cash')::int - (f.kind = 'wallet_cash')::int)) as cash,
           sum(p.amount * ((d.kind = 'wallet_bonus')::int - (f.kind = 'wallet_bonus')::int)) as bonus,
           sum(p.amount * ((d.kind = 'wallet_frozen')::int - (f.kind = 'wallet_frozen')::int)) as frozen
    from wallets w
    join entries e on e.account_id = w.account_id
    join postings p on p.entry_id = e.id and p.wallet_id = w.id
    join ledger_accounts d on d.id = p.destination_id
    join ledger_accounts f on f.id = p.source_id
    where w.account_id = %(account_id)s and w.currency = %(currency)s
      and e.posted_at >= %(begins)s::timestamptz and e.posted_at < %(ends)s::timestamptz
    group by e.id
) moved
group by 1, 2
order by 1, 2
