"""What keeps the books from being changed is watched itself."""

import pytest
from django.db import connection

from amends.records.invariants.check import violations
from tests.makers.incoming import NOW

pytestmark = pytest.mark.django_db


def test_a_guard_that_was_turned_off_is_found() -> None:
    with connection.cursor() as cursor:
        cursor.execute("alter table postings disable trigger postings_append_only")
        cursor.execute("alter table entries enable trigger entries_append_only")
        cursor.execute("drop trigger ledger_accounts_no_truncate on ledger_accounts")
    assert [(one.invariant, one.id, one.words) for one in violations(late=NOW)] == [
        ("guards", "entries_append_only", "the guard of entries is not always on"),
        ("guards", "ledger_accounts_no_truncate", "the guard is gone"),
        ("guards", "postings_append_only", "the guard of postings is not always on"),
    ]


def test_every_guard_there_is_is_watched() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "select count(*) from pg_trigger t join pg_class c on c.oid = t.tgrelid "
            "where not tgisinternal and relnamespace = 'public'::regnamespace and tgname !~ '^procrastinate'"
        )
        (there,) = cursor.fetchone()
        cursor.execute(
            "do $$ declare t record; begin for t in select tgrelid::regclass::text as name, tgname from pg_trigger "
            "where not tgisinternal and tgname !~ '^procrastinate' loop "
            "execute format('drop trigger %I on %s', t.tgname, t.name); end loop; end $$"
        )
    assert len([one for one in violations(late=NOW) if one.invariant == "guards"]) == there
