"""The floor does the work that it is the floor of: the same ask writes row for row the same."""

import psycopg
import pytest
from django.db import connection

from bench import asks, floor
from bench.database import run_file, url_of
from tests.bench.shapes import rows, shapes, written
from tests.makers.wire import call

TABLES = {
    "claims": 1,
    "disputes": 1,
    "findings": 1,
    "kept_answers": 1,
    "messages": 1,
    "order_lines": 1,
    "orders": 1,
    "outbox": 2,
    "trail_entries": 1,
}
"""How many rows an open adds or changes, by table."""

SAME = 20
"""Both orders belong to the first of the bench's twenty accounts."""


@pytest.fixture
def url(committed_db: None) -> str:
    """A seeded database with the floor's function."""
    made = url_of(connection.settings_dict["NAME"])
    run_file(made, "seed_orders.sql", {"accounts": asks.ACCOUNTS, "orders": SAME + 1})
    floor.install(made)
    return made


def open_over_http(n: int) -> None:
    assert call("POST", "/api/v1/disputes", token=asks.token(n), raw=asks.open_body(n), key=f"bench-{n}").status == 201


def open_by_floor(url: str, n: int, *, units: int = 1, key: str = "") -> None:
    with psycopg.connect(url) as client:
        client.execute(
            "select bench_open_dispute(%s, %s, %s, %s, %s, %s, %s)",
            [asks.token(n), f"B-{n}", asks.line_id(n), units, asks.WORDS, key or f"bench-{n}", f"own-{n}"],
        )


def test_the_floor_writes_row_for_row_what_an_open_over_http_writes(url: str) -> None:
    start = rows()
    open_over_http(0)
    between = rows()
    open_by_floor(url, SAME)
    ours, its = written(start, between), written(between, rows())
    ours.pop("api_tokens")  # when the token was used, once a minute
    assert {table: len(found) for table, found in ours.items()} == TABLES
    assert shapes(its) == shapes(ours)


def test_the_floor_s_trail_entry_is_as_long_as_ours(url: str) -> None:
    open_over_http(0)
    open_by_floor(url, SAME)
    with connection.cursor() as cursor:
        cursor.execute("select length(body) from trail_entries where subject_kind = 'dispute' order by id")
        ours, its = (length for (length,) in cursor.fetchall())
    assert abs(ours - its) < ours // 20


def test_the_floor_asks_what_an_open_asks(url: str) -> None:
    """Each of these is refused by the function, so it looked: token, key, order, line, units."""
    open_by_floor(url, 0)
    open_by_floor(url, 0)  # the kept answer, nothing more
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from disputes")
        assert cursor.fetchone() == (1,)
    with pytest.raises(psycopg.errors.RaiseException, match="key reused"):
        open_by_floor(url, SAME, key="bench-0")
    with pytest.raises(psycopg.errors.RaiseException, match="not claimable"):
        open_by_floor(url, SAME, units=3)
    with connection.cursor() as cursor:
        cursor.execute("update orders set stage = 'closed' where number = 'B-20'")
    with pytest.raises(psycopg.errors.RaiseException, match="not disputable"):
        open_by_floor(url, SAME)
    with connection.cursor() as cursor:
        cursor.execute("update api_tokens set revoked_at = now()")
    with pytest.raises(psycopg.errors.RaiseException, match="unauthenticated"):
        open_by_floor(url, SAME)


def test_only_the_floor_s_steady_middle_counts() -> None:
    """Two clients, transactions of 10 ms end to end: the first twenty of each, and what runs alone, are left out."""
    lines = [f"{client} {n} 10000 0 {1000 + n // 100} {n % 100 * 10_000}" for client in (0, 1) for n in range(1, 61)]
    lines += [f"1 {n} 90000 0 {1000 + n // 100} {n % 100 * 10_000}" for n in range(61, 71)]
    told = floor.steady("\n".join(lines))
    assert (round(told.rate), told.p50_ms, told.p99_ms) == (200, 10.0, 10.0)
