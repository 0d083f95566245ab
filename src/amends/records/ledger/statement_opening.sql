-- What stood in a wallet's parts when a month began, and whose it is. No row where there is no wallet.
-- Tables: wallets, accounts, wallet_months.
select a.name, coalesce(sum(m.cash), 0)::bigint, coalesce(sum(m.bonus), 0)::bigint, coalesce(sum(m.frozen), 0)::bigint
from wallets w
join accounts a on a.id = w.account_id
left join wallet_months m on m.wallet_id = w.id and m.month < %(begins)s::date
where w.account_id = %(account_id)s and w.currency = %(currency)s
group by w.id, a.name
