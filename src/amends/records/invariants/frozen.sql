-- What a wallet has frozen is what its open withdrawals ask for.
-- Tables: wallets, withdrawals.
with asked as (
    select account_id, currency, sum(amount) as amount from withdrawals where state = 'asked' group by 1, 2
)
select coalesce(w.id, a.account_id)::text as id,
       format('%%s %%s are frozen, the open withdrawals ask for %%s', coalesce(w.frozen, 0),
              coalesce(w.currency, a.currency), coalesce(a.amount, 0)) as words
from wallets w
full join asked a on a.account_id = w.account_id and a.currency = w.currency
where coalesce(w.frozen, 0) <> coalesce(a.amount, 0)
order by 1
