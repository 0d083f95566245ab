-- Writes one entry of a trail. Tables: trail_entries.
insert into trail_entries (id, account_id, subject_kind, subject_id, number, code, at, body, personal, digest)
values (%(id)s, %(account_id)s, %(kind)s, %(subject_id)s, %(number)s, %(code)s, %(now)s, %(body)s, %(personal)s,
    %(digest)s)
