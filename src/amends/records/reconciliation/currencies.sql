-- The currencies in which a payment house told of anything, or in which our books say that it moved money.
-- Tables: provider_movements, ledger_accounts.
select currency from provider_movements where provider = %(provider)s
union
select currency from ledger_accounts where kind = 'clearing' and detail = %(provider)s
order by 1
