"""A wallet's balance and a page of its history, out of 10,000 postings and out of 10,000,000."""

import json
import os
import subprocess
import sys

from bench import asks
from bench.database import drop_database, fresh_database, run_file, settle
from bench.numbers import Figures, medians
from bench.say import say, table
from bench.server import Web, cookie, load, serving

SIZES = {"10k": 10_000, "10m": int(os.environ.get("AMENDS_BENCH_POSTINGS", "10000000"))}
ORDERS = 10_000
COUNT = int(os.environ.get("AMENDS_BENCH_COUNT", "100"))
ROUNDS = int(os.environ.get("AMENDS_BENCH_ROUNDS", "5"))
TARGET = 1.5
"""Times as long out of 10,000,000 as out of 10,000, at most."""

PAGES = {
    "page": "/wallet/",
    "page_of_a_kind": "/wallet/?kind=order_paid",
    "page_of_a_rare_kind": "/wallet/?kind=withdrawal_paid",
    "page_of_a_month": "/wallet/?since=2025-03-01&until=2025-03-31",
    "page_of_an_order": "/wallet/?q=B-100",
    "page_of_a_dispute": "/wallet/?q=SH0000000000000000100",
    "page_of_a_kind_and_month": "/wallet/?kind=refund&since=2025-03-01&until=2025-03-31",
    # Microseconds since 1970 of 2025-03-15, and an id that comes after every other.
    "page_from_the_middle": f"/wallet/?before=1741996800000000-{'f' * 32}",
    "statements": "/wallet/statements/",
    "statement": "/wallet/statements/USD/2026-07/",
}
QUERIES = ("balance", "entries", "statement_months", "statement")
"""As bench.read_wallet times them."""


def measure() -> Figures:
    """Seed both databases, ask both servers by turns, and print."""
    urls = {size: _seeded(f"amends_bench_wallet_{size}", many) for size, many in SIZES.items()}
    with serving(urls["10k"]) as few, serving(urls["10m"]) as many:
        webs = {"10k": few, "10m": many}
        cookies = {size: cookie(url) for size, url in urls.items()}
        for size, web in webs.items():
            for path in PAGES.values():
                _p50(web, asks.get_request(path, cookie=cookies[size]), count=20)
        rounds = [_round(number, urls, webs, cookies) for number in range(1, ROUNDS + 1)]
    figures = medians(rounds)
    history = [figures[f"ratio_{name}"] for name in (*PAGES, *(f"query_{one}" for one in QUERIES[1:]))]
    figures["balance_ratio_10m_to_10k"] = figures["ratio_query_balance"]
    figures["history_ratio_10m_to_10k"] = max(history)
    _tell(figures)
    for size in SIZES:
        drop_database(f"amends_bench_wallet_{size}")
    return figures


def _seeded(name: str, postings: int) -> str:
    say(f"Reading a wallet: seeding {postings:,} postings …")
    url = fresh_database(name)
    run_file(url, "seed_orders.sql", {"accounts": 1, "orders": ORDERS})
    run_file(url, "seed_disputes.sql", {"orders": ORDERS, "disputes": ORDERS}, unchecked=True)
    run_file(url, "seed_wallet.sql", {"postings": postings}, unchecked=True)
    settle(url)
    return url


def _round(number: int, urls: dict[str, str], webs: dict[str, Web], cookies: dict[str, str]) -> Figures:
    say(f"  round {number} of {ROUNDS}")
    figures: Figures = {}
    for name, path in PAGES.items():
        for size, web in webs.items():
            figures[f"p50_ms_{name}_{size}"] = _p50(web, asks.get_request(path, cookie=cookies[size]))
    for size, url in urls.items():
        figures |= {f"p50_ms_query_{name}_{size}": value for name, value in _queries(url).items()}
    for name in [name.removeprefix("p50_ms_").removesuffix("_10k") for name in figures if name.endswith("_10k")]:
        figures[f"ratio_{name}"] = figures[f"p50_ms_{name}_10m"] / figures[f"p50_ms_{name}_10k"]
    return figures


def _p50(web: Web, request: str, *, count: int = COUNT) -> float:
    answered = load(web, connections=1, request=request, count=count)
    if answered.statuses != {"200": count}:
        raise RuntimeError(f"not every page was answered: {answered.statuses}")
    return answered.p50_ms


def _queries(url: str) -> Figures:
    command = [sys.executable, "-m", "bench.read_wallet"]
    env = {**os.environ, "DATABASE_URL": url}
    told: Figures = json.loads(subprocess.run(command, env=env, stdout=subprocess.PIPE, text=True, check=True).stdout)
    return told


def _tell(figures: Figures) -> None:
    rows = [
        [name.replace("_", " "), *(f"{figures[f'p50_ms_{name}_{size}']:.2f}" for size in SIZES), f"{ratio:.2f}"]
        for name, ratio in (
            (key.removeprefix("ratio_"), value) for key, value in figures.items() if key.startswith("ratio_")
        )
    ]
    say(f"A wallet at 1 connection and by its queries alone, {SIZES['10m']:,} postings, medians of {ROUNDS} rounds:")
    table(["", "10k p50 ms", "10m p50 ms", "ratio"], rows)
    for what in ("balance", "history"):
        ratio = figures[f"{what}_ratio_10m_to_10k"]
        verdict = "kept" if ratio <= TARGET else "MISSED"
        say(f"At most {TARGET} times as long for {what} out of 10,000,000 is {verdict}: {ratio:.2f}.")
