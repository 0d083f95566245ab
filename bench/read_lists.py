"""A list of 20 disputes over our API and over CJ's, beside the one statement that each of them is."""

import tempfile
import uuid
from pathlib import Path
from typing import Any

import psycopg

from amends.records.access.digests import digest_of
from bench import asks, floor
from bench.cpu import postmaster_of, spent
from bench.database import drop_database, fresh_database, run_file, server_version, settle
from bench.numbers import Figures, keep, medians
from bench.say import say, table
from bench.server import Web, load, serving

DATABASE, DISPUTES, ROUNDS, CONNECTIONS = "amends_bench_lists", 10_000, 5, 16
FLOOR_COUNT, COUNT = {"api": 8_000, "cj": 1_600}, {"api": 3_200, "cj": 800}
"""By door: CJ's list counts what it pages through, up to ten thousand."""
ACCESS = "amends_bench_session"
ROOT = Path(__file__).parents[1] / "src" / "amends" / "records"

STATEMENTS: dict[str, tuple[Path, dict[str, Any]]] = {
    "api": (
        ROOT / "disputes" / "list_disputes.sql",
        {
            "token": digest_of(asks.token(0)),
            "account_id": None,
            "after_at": "infinity",
            "after_id": uuid.UUID(int=2**128 - 1),
            "limit": 21,
        },
    ),
    "cj": (
        ROOT / "cj_api" / "list_disputes.sql",
        {
            "session": digest_of(f"cj:{ACCESS}"),
            "currency": "USD",
            "states": None,
            "order": None,
            "short_id": None,
            "dispute": None,
            "most": 10_000,
            "limit": 20,
            "offset": 0,
        },
    ),
}
"""By door: the file of the statement, and what the door gives it for a first page of twenty."""

REQUESTS = {
    "api": asks.get_request("/api/v1/disputes?limit=20", bearer=asks.token(0)),
    "cj": (
        "GET /api2.0/v1/disputes/getDisputeList?pageNum=1&pageSize=20 HTTP/1.1\r\nHost: localhost\r\n"
        f"CJ-Access-Token: {ACCESS}\r\n\r\n"
    ),
}


def measure() -> None:
    """Seed, measure in interleaved rounds, print, and write bench.json."""
    say(f"Reading lists: seeding {DISPUTES:,} disputes …")
    url = fresh_database(DATABASE)
    run_file(url, "seed_orders.sql", {"accounts": 1, "orders": DISPUTES})
    run_file(url, "seed_disputes.sql", {"orders": DISPUTES, "disputes": DISPUTES}, unchecked=True)
    _log_in(url)
    settle(url)
    with tempfile.TemporaryDirectory() as folder, serving(url) as web:
        scripts = {door: _script(url, door, Path(folder)) for door in STATEMENTS}
        for door in REQUESTS:
            _ours(web, door)
        rounds = [_round(url, web, scripts) for _ in range(ROUNDS)]
    figures = medians(rounds)
    say(f"A list of 20 disputes out of {DISPUTES:,} at {CONNECTIONS} connections, medians of {ROUNDS} rounds:")
    heads = ["", "floor/s", "ours/s", "ratio", "our p50 ms", "p99 ms", "CPU ms: Python", "PostgreSQL"]
    names = "floor_rate rate ratio p50_ms p99_ms cpu_ms_python cpu_ms_postgres".split()
    table(heads, [[door, *(f"{figures[f'{name}_{door}']:.2f}" for name in names)] for door in STATEMENTS])
    say(f"Written to {keep('read_lists', figures, postgres=server_version(url))}.")
    drop_database(DATABASE)


def _round(url: str, web: Web, scripts: dict[str, Path]) -> Figures:
    figures: Figures = {}
    for door, script in scripts.items():
        lowest = floor.run(url, clients=CONNECTIONS, first=0, count=FLOOR_COUNT[door], script=str(script))
        before = spent(web=web.pid, postmaster=postmaster_of(url))
        ours = _ours(web, door)
        used = spent(web=web.pid, postmaster=postmaster_of(url)) - before
        told = {
            **ours,
            "floor_rate": lowest.rate,
            "ratio": ours["rate"] / lowest.rate,
            "cpu_ms_python": used.web * 1000 / COUNT[door],
            "cpu_ms_postgres": used.postgres * 1000 / COUNT[door],
        }
        figures |= {f"{name}_{door}": value for name, value in told.items()}
    return figures


def _ours(web: Web, door: str) -> Figures:
    answered = load(web, connections=CONNECTIONS, request=REQUESTS[door], count=COUNT[door])
    if answered.statuses != {"200": COUNT[door]}:
        raise RuntimeError(f"not every list was answered: {answered.statuses}")
    return {"rate": answered.rate, "p50_ms": answered.p50_ms, "p99_ms": answered.p99_ms}


def _script(url: str, door: str, folder: Path) -> Path:
    """The door's statement for pgbench, with what it is given written into it; a first look sees that rows come."""
    path, told = STATEMENTS[door]
    with psycopg.connect(url, cursor_factory=psycopg.ClientCursor) as connection:
        text = connection.cursor().mogrify(path.read_text(encoding="utf-8"), {**told, "now": "now"})
        found = len(connection.execute(text.encode()).fetchall())
    if found < told["limit"]:
        raise RuntimeError(f"the floor of {door} lists {found} disputes")
    script = folder / f"{door}.pgbench"
    lines = (line for line in text.splitlines() if not line.lstrip().startswith("--"))
    script.write_text("\n".join(lines) + ";\n", encoding="utf-8")
    return script


def _log_in(url: str) -> None:
    """A session of CJ's API on the first account's token."""
    with psycopg.connect(url) as connection:
        connection.execute("insert into cj_members (account_id, open_id) select id, 1 from accounts")
        connection.execute(
            "insert into cj_sessions (id, account_id, token_id, access_digest, access_expires_at, refresh_digest,"
            " refresh_expires_at) select %(id)s, account_id, id, %(access)s, now() + interval '1 day', %(refresh)s,"
            " now() + interval '1 day' from api_tokens limit 1",
            {"id": uuid.uuid4(), "access": digest_of(f"cj:{ACCESS}"), "refresh": digest_of("cj:none")},
        )
