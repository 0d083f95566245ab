"""Trying a draft on 1,000,000 past disputes, beside a plain scan of the same facts."""

import json
import os
import subprocess
import sys
import time

import psycopg

from bench.database import drop_database, fresh_database, run_file, server_version, settle
from bench.numbers import Figures, keep, medians
from bench.say import say, table

CASES = int(os.environ.get("AMENDS_BENCH_CASES", "1000000"))
SORTS = {"differing": 0, "alike": 2_000}
"""How many different facts there are; 0 when no two cases have the same."""
ROUNDS = 2
TARGET = 60
"""Seconds at most, on 2 cores."""

SCAN = "select dispute_id, facts::text, supplier from findings"


def measure() -> None:
    """Seed both databases, scan and try by turns, print, and write bench.json."""
    urls = {sort: _seeded(sort, alike) for sort, alike in SORTS.items()}
    rounds: list[Figures] = []
    for number in range(1, ROUNDS + 1):
        say(f"  round {number} of {ROUNDS}")
        figures: Figures = {}
        for sort, url in urls.items():
            figures |= {f"{name}_{sort}": value for name, value in _pair(url).items()}
        rounds.append(figures)
    figures = medians(rounds)
    figures["trial_ratio_to_scan"] = figures["ratio_differing"]
    _tell(figures)
    say(f"Written to {keep('policy', figures, postgres=server_version(urls['alike']))}.")
    for sort in SORTS:
        drop_database(f"amends_bench_policy_{sort}")


def _seeded(sort: str, alike: int) -> str:
    say(f"Trying a policy: seeding {CASES:,} findings, {f'{alike:,} different ones' if alike else 'all different'} …")
    url = fresh_database(f"amends_bench_policy_{sort}")
    run_file(url, "seed_orders.sql", {"accounts": 20, "orders": 1})
    run_file(url, "seed_findings.sql", {"findings": CASES, "alike": alike}, unchecked=True)
    settle(url)
    return url


def _pair(url: str) -> Figures:
    """The scan and then the trial."""
    scan = _scan(url)
    ran = subprocess.run(
        [sys.executable, "-m", "bench.try_policy"],
        env={**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "amends.config.settings"},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    told: Figures = json.loads(ran.stdout)
    if told["cases"] != CASES:
        raise RuntimeError(f"not every case was tried: {told['cases']}")
    return {**told, "scan_seconds": scan, "rate": CASES / told["seconds"], "ratio": told["seconds"] / scan}


def _scan(url: str) -> float:
    """Seconds of reading the same columns through a server-side cursor, and nothing else."""
    begun = time.perf_counter()
    with psycopg.connect(url) as connection, connection.cursor(name="scan") as cursor:
        cursor.itersize = 2_000
        cursor.execute(SCAN)
        read = sum(1 for _ in cursor)
    if read != CASES:
        raise RuntimeError(f"not every case was read: {read}")
    return time.perf_counter() - begun


def _tell(figures: Figures) -> None:
    names = ["seconds", "rate", "scan_seconds", "ratio", "changed", "peak_rss_mb_job", "peak_rss_mb_part"]
    heads = ["facts", "seconds", "cases/s", "scan s", "ratio", "changed", "job MB", "part MB"]
    rows = [[sort, *(f"{figures[f'{name}_{sort}']:,.1f}" for name in names)] for sort in SORTS]
    say(f"A draft tried on {CASES:,} past disputes, medians of {ROUNDS} rounds:")
    table(heads, rows)
    slowest = max(figures[f"seconds_{sort}"] for sort in SORTS)
    verdict = "kept" if slowest < TARGET else "MISSED"
    say(f"Under {TARGET} s for {CASES:,} cases is {verdict}: {slowest:.1f} s.")
