-- Orders of any account, or of one, of which something begins with what was typed: their ids, once each.
-- Tables: accounts, orders, shipments.
-- Every index of orders begins with the account. Asking account by account uses them all, so that a search of staff's
-- needs no further index on the busiest tables; each account is a few steps down an index that finds nothing.
-- The operators compare bytes: they use the indexes under any collation, and take %% and _ as they are.
select distinct found.id from accounts a cross join lateral (
    (
        select o.id from unnest(%(typed)s::text[]) as word cross join lateral (
            select id from orders
            where account_id = a.id and number ~>=~ word and number ~<~ (word || chr(1114111))
            limit %(most)s::int
        ) o
    )
    union all
    (
        select o.id from unnest(%(typed)s::text[]) as word cross join lateral (
            select id from orders
            where account_id = a.id and external_number ~>=~ word and external_number ~<~ (word || chr(1114111))
            limit %(most)s::int
        ) o
    )
    union all
    (
        select id from orders
        where account_id = a.id
          and buyer_email_folded ~>=~ %(folded)s::text and buyer_email_folded ~<~ (%(folded)s::text || chr(1114111))
        limit %(most)s::int
    )
    union all
    (
        select id from orders
        where account_id = a.id
          and buyer_name_folded ~>=~ %(folded)s::text and buyer_name_folded ~<~ (%(folded)s::text || chr(1114111))
        limit %(most)s::int
    )
    union all
    (
        select order_id from shipments
        where account_id = a.id and tracking_number_folded ~>=~ %(folded)s::text
          and tracking_number_folded ~<~ (%(folded)s::text || chr(1114111))
        limit %(most)s::int
    )
) found
where %(account_id)s::uuid is null or a.id = %(account_id)s::uuid
limit %(most)s::int
