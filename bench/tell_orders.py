"""Telling orders over HTTP in batches of a thousand, beside COPY of the rows that it wrote into the same tables."""

import hashlib
import io
import json
import time
import urllib.request
import uuid

import psycopg
from psycopg import sql

from bench.cpu import postmaster_of, spent
from bench.database import drop_database, fresh_database, run_file, server_version, settle
from bench.numbers import Figures, keep, medians
from bench.say import say
from bench.server import Web, serving

ROUNDS, BATCHES, BATCH = 5, 4, 1_000
TARGET = 0.25
TOKEN = "amends_bench_platform"
TABLES = ("orders", "order_lines", "trail_entries", "outbox")
"""In the sequence in which foreign keys want them."""


def measure() -> None:
    """Seed, measure in interleaved rounds, print, and write bench.json."""
    say(f"Telling orders: {BATCHES} batches of {BATCH:,} a round …")
    ours, copied = fresh_database("amends_bench_told"), fresh_database("amends_bench_copied")
    for url in (ours, copied):
        run_file(url, "seed_orders.sql", {"accounts": 1, "orders": 1000})
        settle(url)
    account = _make_token(ours)
    rounds: list[Figures] = []
    with serving(ours) as web:
        _tell(web, account, first=0)
        for number in range(1, ROUNDS + 1):
            say(f"  round {number} of {ROUNDS}")
            rounds.append(_round(web, ours, copied, account, first=number * BATCHES * BATCH))
    figures = medians(rounds)
    say(
        f"Orders a second: {figures['rate']:.0f} told, {figures['floor_rate']:.0f} copied; ratio {figures['ratio']:.3f}"
        f" ({'reached' if figures['ratio'] >= TARGET else 'MISSED'}: {TARGET:.2f}); CPU ms an order: Python"
        f" {figures['cpu_ms_python']:.2f}, PostgreSQL {figures['cpu_ms_postgres']:.2f}."
    )
    say(f"Written to {keep('tell_orders', figures, postgres=server_version(ours))}.")
    for name in ("amends_bench_told", "amends_bench_copied"):
        drop_database(name)


def _round(web: Web, ours: str, copied: str, account: str, *, first: int) -> Figures:
    count = BATCHES * BATCH
    before = spent(web=web.pid, postmaster=postmaster_of(ours))
    started = time.perf_counter()
    for batch in range(BATCHES):
        _tell(web, account, first=first + batch * BATCH)
    took = time.perf_counter() - started
    used = spent(web=web.pid, postmaster=postmaster_of(ours)) - before
    floor = _copy(ours, copied, first=first, count=count)
    return {
        "rate": count / took,
        "floor_rate": count / floor,
        "ratio": floor / took,
        "cpu_ms_python": used.web * 1000 / count,
        "cpu_ms_postgres": used.postgres * 1000 / count,
    }


def _tell(web: Web, account: str, *, first: int) -> None:
    body = json.dumps({"orders": [_order(account, first + n) for n in range(BATCH)]}).encode()
    request = urllib.request.Request(
        f"http://127.0.0.1:{web.port}/api/v1/orders/batch",
        data=body,
        headers={"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=120) as answer:
        results = json.loads(answer.read())["results"]
    if [one["outcome"] for one in results] != ["created"] * BATCH:
        raise RuntimeError(f"not every order was created: {next(one for one in results if one['problem'])}")


def _order(account: str, n: int) -> dict[str, object]:
    """Two lines, as most orders have."""
    return {
        "account": account,
        "number": f"T-{n}",
        "currency": "USD",
        "placed_at": "2026-11-02T09:30:00Z",
        "lines": [
            {"sku": f"SKU-{n % 500}", "name": "Enamel mug, 300 ml, white", "quantity": 2, "goods": 1000},
            {"sku": f"SKU-{n % 300}", "name": "Bedside lamp", "quantity": 1, "goods": 1999},
        ],
        "shipping": 250,
        "tax": 63,
        "payment_state": "paid",
        "paid_at": "2026-11-02T09:31:00Z",
        "buyer_name": f"Buyer {n}",
        "buyer_email": f"buyer-{n}@buyer.example",
        "country": "US",
        "address": {"line1": f"{n} Long Street", "city": "Portland", "province": "OR", "zip": "97201"},
    }


def _copy(ours: str, copied: str, *, first: int, count: int) -> float:
    """Seconds that COPY takes for the rows of these orders, a transaction for each thousand."""
    took = 0.0
    with psycopg.connect(ours) as source, psycopg.connect(copied) as target:
        for batch in range(first, first + count, BATCH):
            numbers = [f"T-{n}" for n in range(batch, batch + BATCH)]
            parts = {table: _rows(source, table, numbers) for table in TABLES}
            started = time.perf_counter()
            with target.transaction(), target.cursor() as cursor:
                for table, rows in parts.items():
                    with cursor.copy(sql.SQL("copy {} from stdin").format(sql.Identifier(table))) as copy:
                        copy.write(rows)
            took += time.perf_counter() - started
    return took


def _rows(source: "psycopg.Connection[tuple[object, ...]]", table: str, numbers: list[str]) -> bytes:
    column = {"orders": "id", "trail_entries": "subject_id"}.get(table, "order_id")
    query = sql.SQL("copy (select * from {} where {} in (select id from orders where number = any({}))) to stdout")
    rows = io.BytesIO()
    asked = query.format(sql.Identifier(table), sql.Identifier(column), sql.Literal(numbers))
    with source.cursor() as cursor, cursor.copy(asked) as copy:
        for part in copy:
            rows.write(part)
    return rows.getvalue()


def _make_token(url: str) -> str:
    """A token of the platform's order system; the account whose orders are told."""
    with psycopg.connect(url) as connection:
        connection.execute(
            "insert into api_tokens (id, name, role, token_digest) values (%s, 'Bench', 'platform', %s)",
            [uuid.uuid4(), hashlib.sha256(TOKEN.encode()).digest()],
        )
        row = connection.execute("select id from accounts limit 1").fetchone()
    assert row is not None
    return str(row[0])
