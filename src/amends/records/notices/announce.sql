-- Puts one announcement into the outbox. Tables: outbox.
insert into outbox (id, account_id, code, order_id, dispute_id, trail_seq, facts, at)
values (%(id)s, %(account_id)s, %(code)s, %(order_id)s, %(dispute_id)s, %(trail_seq)s, %(facts)s, %(now)s)
