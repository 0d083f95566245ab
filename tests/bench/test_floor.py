"""The floor does the work that it is the floor of: the same ask writes row for row the same."""

import json
import re
from collections.abc import Mapping

import psycopg
import pytest
from django.db import connection

from bench import asks, floor
from bench.database import run_file, url_of
from tests.makers.wire import call

TABLES = {
    "claims": 1,
    "disputes": 1,
    "findings": 1,
    "kept_answers": 1,
    "messages": 1,
    "order_lines": 1,
    "orders": 1,
    "outbox": 1,
    "trail_entries": 1,
}
"""How many rows an open adds or changes, by table."""

SAME = 20
"""Both orders belong to the first of the bench's twenty accounts."""

MASKS = (
    (r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}", "ID"),
    (r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(\.\d+)?\+\d\d(:\d\d)?", "TIME"),
    (r"SH\d{19}", "NUMBER"),
    (r"(B|own|bench|SKU|sku|Buyer|buyer)[- ]?\d+", r"\1"),
    (r"\d+ Long Street", "STREET"),
    (r"\b[0-9a-f]{64}\b", "DIGEST"),
    (r"\b[0-9a-f]{32}\b", "SALT"),
)

Rows = dict[str, set[str]]


@pytest.fixture
def url(committed_db: None) -> str:
    """A seeded database with the floor's function."""
    made = url_of(connection.settings_dict["NAME"])
    run_file(made, "seed_orders.sql", {"accounts": asks.ACCOUNTS, "orders": SAME + 1})
    floor.install(made)
    return made


def rows() -> Rows:
    """Every row of every table as JSON text."""
    with connection.cursor() as cursor:
        found: Rows = {}
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'select to_jsonb(t)::text from "{table}" t')
            found[table] = {text for (text,) in cursor.fetchall()}
        return found


def written(before: Rows, after: Rows) -> dict[str, list[dict[str, object]]]:
    """The rows that are new or changed."""
    told = {table: [json.loads(row) for row in sorted(after[table] - before[table])] for table in after}
    return {table: found for table, found in told.items() if found}


def shape(value: object) -> object:
    """The value with ids, times, numbers and digests masked; bytes as their count; keys kept."""
    if isinstance(value, str) and value.startswith("\\x"):
        return f"{len(value) // 2 - 1} bytes"
    text = json.dumps(value, sort_keys=True)
    for pattern, mask in MASKS:
        text = re.sub(pattern, mask, text)
    return text


def shapes(found: Mapping[str, list[dict[str, object]]]) -> dict[str, list[dict[str, object]]]:
    return {
        table: [{column: shape(value) for column, value in row.items() if column != "body"} for row in rows]
        for table, rows in found.items()
    }


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
