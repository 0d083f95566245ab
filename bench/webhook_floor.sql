-- The floor of fanning out: the waiting events numbered and told to every endpoint, in one statement.
with taken as (delete from outbox returning *),
entries as (
    insert into feed_entries (number, id, account_id, code, order_id, dispute_id, sequence, facts, at)
    select coalesce((select max(number) from feed_entries), 0) + row_number() over (order by at, id),
           id, account_id, code, order_id, dispute_id,
           (select coalesce(max(sequence), 0) from feed_entries f where f.dispute_id = taken.dispute_id)
               + row_number() over (partition by dispute_id order by at, id), facts, at
    from taken
    returning number, id, code
)
insert into webhook_deliveries (id, account_id, endpoint_id, event_id, number, code, made_at, next_try_at)
select gen_random_uuid(), e.account_id, e.id, f.id, f.number, f.code, now(), now()
from entries f cross join webhook_endpoints e;
