-- Ids of an account's orders whose number, buyer, SKU or tracking number begins with one of the given words.
-- Tables: orders, order_lines, shipments.
-- Each kind of match gives `most` rows at most, in the order of its index, so that a short word costs no more than a
-- long one. The operators compare bytes: they read the indexes under any collation, and take %% and _ for themselves.
with typed (low, high) as (
    select word, word || chr(1114111) from unnest(%(typed)s::text[]) as word
),
folded (low, high) as (
    values (%(folded)s::text, %(folded)s::text || chr(1114111))
)
(
    select o.id from typed t cross join lateral (
        select id from orders where account_id = %(account_id)s and number ~>=~ t.low and number ~<~ t.high
        order by number using ~<~ limit %(most)s
    ) o
)
union
(
    select o.id from typed t cross join lateral (
        select id from orders
        where account_id = %(account_id)s and external_number ~>=~ t.low and external_number ~<~ t.high
        order by external_number using ~<~ limit %(most)s
    ) o
)
union
(
    select o.id from orders o, folded f
    where o.account_id = %(account_id)s and o.buyer_name_folded ~>=~ f.low and o.buyer_name_folded ~<~ f.high
    order by o.buyer_name_folded using ~<~ limit %(most)s
)
union
(
    select o.id from orders o, folded f
    where o.account_id = %(account_id)s and o.buyer_email_folded ~>=~ f.low and o.buyer_email_folded ~<~ f.high
    order by o.buyer_email_folded using ~<~ limit %(most)s
)
union
(
    select l.order_id from order_lines l, folded f
    where l.account_id = %(account_id)s and l.sku_folded ~>=~ f.low and l.sku_folded ~<~ f.high
    order by l.sku_folded using ~<~ limit %(most)s
)
union
(
    select s.order_id from shipments s, folded f
    where s.account_id = %(account_id)s and s.tracking_number_folded ~>=~ f.low and s.tracking_number_folded ~<~ f.high
    order by s.tracking_number_folded using ~<~ limit %(most)s
)
