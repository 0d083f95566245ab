-- A leg that succeeded stands in the books once, under its id and over its amount, to where it went: its house, or its
-- own merchant's balance; or it has sent one order. No other refund stands there. What came back is undone there, and
-- its leg did not succeed.
-- Tables: legs, settlements, disputes, orders, entries, postings, ledger_accounts.
with posted as (
    select e.id, e.key, (
        select string_agg(concat_ws(' ', p.amount, p.currency, s.kind, d.kind, d.account_id, d.detail), ', ')
        from postings p
        join ledger_accounts s on s.id = p.source_id
        join ledger_accounts d on d.id = p.destination_id
        where p.entry_id = e.id
    ) as moved
    from entries e
    where e.kind = 'refund' and not exists (select from entries r where r.reverses_id = e.id)
),
paid as (
    select id, concat_ws(' ', amount, currency, 'after_sales', case
        when method = 'original' then 'clearing ' || provider
        when provider = 'bonus' then 'wallet_bonus ' || account_id || ' '
        else 'wallet_cash ' || account_id || ' '
    end) as moved
    from legs where state = 'succeeded' and method <> 'resend'
)
select coalesce(l.id::text, p.id::text) as id,
       format('the leg paid %%s, the books say %%s', coalesce(l.moved, 'nothing'), coalesce(p.moved, 'nothing')) as words
from paid l
full join posted p on p.key = l.id::text
where l.moved is distinct from p.moved
union all
select l.id::text, 'a resend that sent no order'
from legs l
join settlements s on s.id = l.settlement_id
join disputes d on d.id = s.dispute_id
left join orders o on o.id = d.resend_order_id and o.number = l.provider_ref
where l.method = 'resend' and l.state = 'succeeded' and o.id is null
union all
select o.id::text, 'order ' || o.number || ' resends goods for ' || count(d.id) || ' disputes'
from orders o
left join disputes d on d.resend_order_id = o.id
where o.root_order_id is not null
group by o.id
having count(d.id) <> 1
order by 1
