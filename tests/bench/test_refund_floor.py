"""The floor of refunds does the work that it is the floor of: the same leg, paid, leaves row for row the same."""

from datetime import UTC, datetime

import psycopg
import pytest
from django.db import connection

from amends.doors.jobs.tasks import settle
from amends.records.invariants.check import violations
from bench import asks, floor
from bench.database import run_file, url_of
from tests.bench.shapes import rows, shapes, written

TABLES = {
    "claims": 1,
    "disputes": 1,
    "entries": 1,
    "ledger_accounts": 1,
    "legs": 1,
    "order_lines": 1,
    "orders": 1,
    "outbox": 5,
    "postings": 1,
    "settlements": 1,
    "trail_entries": 3,
    "wallet_months": 1,
    "wallets": 1,
}
"""How many rows the first refund of an account adds or changes, by table."""

ACCOUNTS = 3
"""Order n is of account n % 3: the verb pays the first account's, the floor the second's; the third's came before."""


@pytest.fixture
def url(committed_db: None) -> str:
    """Planned refunds, and the floor's functions. The platform's own account of the ledger is there already."""
    made = url_of(connection.settings_dict["NAME"])
    for name in ("seed_orders.sql", "seed_refunds.sql"):
        run_file(made, name, {"accounts": ACCOUNTS, "orders": 3 * ACCOUNTS})
    floor.install(made, "refund_floor.sql")
    pay_by_job(2)
    return made


def pay_by_job(n: int) -> None:
    settle(dispute_id=str(asks.dispute_id(n)))


def pay_by_floor(url: str, n: int) -> bool:
    with psycopg.connect(url) as client:
        (paid,) = client.execute("select bench_pay_refund(%s)", [asks.dispute_id(n)]).fetchone() or (None,)
    return bool(paid)


def test_the_floor_writes_row_for_row_what_the_job_writes(url: str) -> None:
    """The first refund into a wallet, which makes it, and the second."""
    for nth in range(2):
        start = rows()
        pay_by_job(nth * ACCOUNTS)
        between = rows()
        assert pay_by_floor(url, nth * ACCOUNTS + 1)
        ours, its = written(start, between), written(between, rows())
        expected = TABLES if nth == 0 else {name: many for name, many in TABLES.items() if name != "ledger_accounts"}
        assert {table: len(found) for table, found in ours.items()} == expected
        assert shapes(its) == shapes(ours)


def test_the_floor_s_trail_entries_are_as_long_as_ours(url: str) -> None:
    pay_by_job(0)
    pay_by_floor(url, 1)
    with connection.cursor() as cursor:
        cursor.execute(
            "select length(body) from trail_entries where subject_id = any(%s) order by number, subject_id",
            [[asks.dispute_id(0), asks.dispute_id(1)]],
        )
        lengths = [length for (length,) in cursor.fetchall()]
    assert len(lengths) == 6
    for ours, its in zip(lengths[::2], lengths[1::2], strict=True):
        assert abs(ours - its) < ours // 20


def test_what_both_leave_holds(url: str) -> None:
    """All but what is said of trails, of which only the ends were seeded."""
    pay_by_job(0)
    pay_by_floor(url, 1)
    found = {one.invariant for one in violations(late=datetime(2020, 1, 1, tzinfo=UTC))}
    assert found <= {"trail_chains", "untold"}


def test_the_floor_asks_what_the_job_asks(url: str) -> None:
    """A paid leg is not paid again; a claim at a payment house, or another leg, stands in its way."""
    assert pay_by_floor(url, 1)
    before = rows()
    assert not pay_by_floor(url, 1)
    assert rows() == before
    with connection.cursor() as cursor:
        cursor.execute("update orders set external_open = 1, external_holder = 'stripe dp_1' where number = 'B-4'")
    with pytest.raises(psycopg.errors.RaiseException, match="not payable"):
        pay_by_floor(url, 4)
    with connection.cursor() as cursor:
        cursor.execute("update disputes set state = 'settling' where id = %s", [asks.dispute_id(7)])
    with pytest.raises(psycopg.errors.RaiseException, match="not payable"):
        pay_by_floor(url, 7)
