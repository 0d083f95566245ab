"""Opening a dispute over HTTP beside the floor, at 1, 16 and 64 connections."""

from bench import asks, floor
from bench.cpu import postmaster_of, spent
from bench.database import drop_database, fresh_database, run_file, server_version, settle
from bench.numbers import Figures, keep, medians
from bench.say import say, table
from bench.server import Web, load, serving

DATABASE = "amends_bench"
ROUNDS = 5
COUNTS = {1: (1000, 400), 16: (3200, 1600), 64: (4800, 1600)}
"""By connections: opens by the floor and by us, in a round. Long enough to be steady, short enough to interleave."""

TARGET = 0.30
"""Of the floor, at 16 connections (DESIGN, Speed is designed in)."""


class Orders:
    """Hands out stretches of the seeded orders; each order is disputed once."""

    def __init__(self) -> None:
        self._next = 0

    def take(self, count: int) -> int:
        """The first of the next `count` orders."""
        first, self._next = self._next, self._next + count
        assert self._next <= asks.ORDERS, "more orders are disputed than were seeded"
        return first


def measure() -> None:
    """Seed, measure in interleaved rounds, print, and write bench.json."""
    say(f"Opening a dispute: seeding {asks.ORDERS:,} orders …")
    url = fresh_database(DATABASE)
    run_file(url, "seed_orders.sql", {"accounts": asks.ACCOUNTS, "orders": asks.ORDERS})
    floor.install(url)
    settle(url)
    orders = Orders()
    rounds: list[Figures] = []
    with serving(url) as web:
        postmaster = postmaster_of(url)
        _open(web, orders, connections=16, count=800)
        for number in range(1, ROUNDS + 1):
            say(f"  round {number} of {ROUNDS}")
            figures: Figures = {}
            for connections in COUNTS:
                figures |= _pair(url, web, orders, connections=connections, postmaster=postmaster)
            rounds.append(figures)
    figures = medians(rounds)
    _tell(figures, postgres := server_version(url))
    say(f"Written to {keep('open_dispute', figures, postgres=postgres)}.")
    drop_database(DATABASE)


def _open(web: Web, orders: Orders, *, connections: int, count: int) -> Figures:
    answered = load(web, connections=connections, first=orders.take(count), count=count)
    if answered.statuses != {"201": count}:
        raise RuntimeError(f"not every dispute was opened: {answered.statuses}")
    return {
        "rate": answered.rate,
        "p50_ms": answered.p50_ms,
        "p99_ms": answered.p99_ms,
        "cpu_ms_load": answered.client_cpu_ms,
    }


def _pair(url: str, web: Web, orders: Orders, *, connections: int, postmaster: int | None) -> Figures:
    """The floor and then we, one after the other: figures named with the number of connections."""
    floor_count, our_count = COUNTS[connections]
    start = spent(web=None, postmaster=postmaster)
    lowest = floor.run(url, clients=connections, first=orders.take(floor_count), count=floor_count)
    between = spent(web=web.pid, postmaster=postmaster)
    ours = _open(web, orders, connections=connections, count=our_count)
    used = spent(web=web.pid, postmaster=postmaster) - between
    figures = {
        **ours,
        "ratio": ours["rate"] / lowest.rate,
        "floor_rate": lowest.rate,
        "floor_p50_ms": lowest.p50_ms,
        "floor_p99_ms": lowest.p99_ms,
        "floor_cpu_ms_postgres": (between.postgres - start.postgres) * 1000 / floor_count,
        "cpu_ms_python": used.web * 1000 / our_count,
        "cpu_ms_postgres": used.postgres * 1000 / our_count,
    }
    return {f"{name}_c{connections}": value for name, value in figures.items()}


def _tell(figures: Figures, postgres: str) -> None:
    heads = ["connections", "floor/s", "ours/s", "ratio", "floor p50", "p99 ms", "our p50", "p99 ms"]
    heads += ["CPU ms: Python", "PostgreSQL", "load", "floor's PostgreSQL"]
    rows = []
    for connections in COUNTS:
        told = {name.removesuffix(f"_c{connections}"): value for name, value in figures.items()}
        rows.append(
            [
                str(connections),
                *(f"{told[name]:.0f}" for name in ("floor_rate", "rate")),
                f"{told['ratio']:.2f}",
                *(f"{told[name]:.1f}" for name in ("floor_p50_ms", "floor_p99_ms", "p50_ms", "p99_ms")),
                *(f"{told[f'cpu_ms_{part}']:.2f}" for part in ("python", "postgres", "load")),
                f"{told['floor_cpu_ms_postgres']:.2f}",
            ]
        )
    say(f"Opening a dispute, PostgreSQL {postgres}, medians of {ROUNDS} rounds:")
    table(heads, rows)
    verdict = "reached" if figures["ratio_c16"] >= TARGET else "MISSED"
    say(f"The goal of {TARGET:.2f} of the floor at 16 connections is {verdict}: {figures['ratio_c16']:.2f}.")
