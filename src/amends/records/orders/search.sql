-- An account's orders whose number, buyer, SKU or tracking number begins with what was typed: where it matched, id.
-- Tables: orders, order_lines, shipments.
-- Each kind of match gives `most` rows at most, in the order of its index, so that one letter costs no more than ten.
-- The operators compare bytes: they use the indexes under any collation, and take %% and _ as they are.
(
    select 'number ' || word, o.id from unnest(%(typed)s::text[]) as word cross join lateral (
        select id from orders
        where account_id = %(account_id)s and number ~>=~ word and number ~<~ (word || chr(1114111))
        order by number using ~<~ limit %(most)s
    ) o
)
union all
(
    select 'outside ' || word, o.id from unnest(%(typed)s::text[]) as word cross join lateral (
        select id from orders
        where account_id = %(account_id)s and external_number ~>=~ word and external_number ~<~ (word || chr(1114111))
        order by external_number using ~<~ limit %(most)s
    ) o
)
union all
(
    select 'buyer_name', id from orders
    where account_id = %(account_id)s
      and buyer_name_folded ~>=~ %(folded)s::text and buyer_name_folded ~<~ (%(folded)s::text || chr(1114111))
    order by buyer_name_folded using ~<~ limit %(most)s
)
union all
(
    select 'buyer_email', id from orders
    where account_id = %(account_id)s
      and buyer_email_folded ~>=~ %(folded)s::text and buyer_email_folded ~<~ (%(folded)s::text || chr(1114111))
    order by buyer_email_folded using ~<~ limit %(most)s
)
union all
(
    select 'sku', order_id from order_lines
    where account_id = %(account_id)s
      and sku_folded ~>=~ %(folded)s::text and sku_folded ~<~ (%(folded)s::text || chr(1114111))
    order by sku_folded using ~<~ limit %(most)s
)
union all
(
    select 'tracking', order_id from shipments
    where account_id = %(account_id)s
      and tracking_number_folded ~>=~ %(folded)s::text and tracking_number_folded ~<~ (%(folded)s::text || chr(1114111))
    order by tracking_number_folded using ~<~ limit %(most)s
)
