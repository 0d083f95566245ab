"""Refunds to the wallet, paid by the worker's job beside the floor: all of one hot account, and of many.

The floor is one function; the job speaks some forty statements through the ORM, for it is rare beside an open. So the
figures have no goal: they are there to show what a change costs, and that a hot account is no slower than many.
"""

import json
import os
import subprocess
import sys

import psycopg

from bench import floor
from bench.cpu import Spent, postmaster_of, spent
from bench.database import drop_database, fresh_database, run_file, settle
from bench.numbers import Figures, medians
from bench.say import say, table

ACCOUNTS = {"hot": 1, "many": 1_000}
"""Whose the refunds are, by turns."""

ROUNDS = int(os.environ.get("AMENDS_BENCH_ROUNDS", "5"))
COUNTS = {1: (1200, 300), 4: (4000, 800)}
"""By threads of the worker: refunds by the floor and by us, in a round. A worker has four (doors/jobs, worker)."""


class Refunds:
    """Hands out stretches of a database's seeded disputes; each is paid once."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._next = 0

    def take(self, count: int) -> int:
        """The first of the next `count` disputes."""
        first, self._next = self._next, self._next + count
        return first

    def check(self) -> None:
        """Every leg of the stretches that were handed out is paid, and no other."""
        with psycopg.connect(self.url) as connection:
            row = connection.execute("select count(*) from legs where state = 'succeeded'").fetchone()
        if row != (self._next,):
            raise RuntimeError(f"not every refund was paid: {row} of {self._next}")


def measure() -> Figures:
    """Seed, measure in interleaved rounds, and print."""
    orders = ROUNDS * sum(sum(pair) for pair in COUNTS.values())
    refunds = {whose: _seeded(whose, orders) for whose in ACCOUNTS}
    rounds: list[Figures] = []
    for number in range(1, ROUNDS + 1):
        say(f"  round {number} of {ROUNDS}")
        figures: Figures = {}
        for whose, one in refunds.items():
            for threads in COUNTS:
                told = _pair(one, threads)
                figures |= {f"refunds_{whose}_{name}_t{threads}": value for name, value in told.items()}
        rounds.append(figures)
    for one in refunds.values():
        one.check()
    figures = medians(rounds)
    for whose in ACCOUNTS:
        figures[f"refunds_{whose}_ratio"] = figures[f"refunds_{whose}_ratio_t{max(COUNTS)}"]
    _tell(figures)
    for whose in ACCOUNTS:
        drop_database(f"amends_bench_{whose}")
    return figures


def _seeded(whose: str, orders: int) -> Refunds:
    accounts = ACCOUNTS[whose]
    say(f"Refunds: seeding {orders:,} planned ones of {accounts:,} account{'s' * (accounts > 1)} …")
    url = fresh_database(f"amends_bench_{whose}")
    for name in ("seed_orders.sql", "seed_refunds.sql"):
        run_file(url, name, {"accounts": accounts, "orders": orders}, unchecked=True)
    floor.install(url, "refund_floor.sql")
    settle(url)
    return Refunds(url)


def _pair(refunds: Refunds, threads: int) -> Figures:
    """The floor and then we, one after the other."""
    floor_count, our_count = COUNTS[threads]
    postmaster = postmaster_of(refunds.url)
    first = refunds.take(floor_count)
    start = spent(web=None, postmaster=postmaster)
    lowest = floor.run(refunds.url, clients=threads, first=first, count=floor_count, script="refund_floor.pgbench")
    between = spent(web=None, postmaster=postmaster)
    ours, python_ms = _pay(refunds, threads, our_count)
    used: Spent = spent(web=None, postmaster=postmaster) - between
    return {
        "rate": ours.rate,
        "p50_ms": ours.p50_ms,
        "p99_ms": ours.p99_ms,
        "ratio": ours.rate / lowest.rate,
        "floor_rate": lowest.rate,
        "floor_p50_ms": lowest.p50_ms,
        "floor_p99_ms": lowest.p99_ms,
        "cpu_ms_python": python_ms,
        "cpu_ms_postgres": used.postgres * 1000 / our_count,
        "floor_cpu_ms_postgres": (between - start).postgres * 1000 / floor_count,
    }


def _pay(refunds: Refunds, threads: int, count: int) -> tuple[floor.Floor, float]:
    """What the job paid while all threads were warm, and its CPU milliseconds a refund (bench.pay_refunds)."""
    ran = subprocess.run(
        [sys.executable, "-m", "bench.pay_refunds"],
        input=json.dumps({"first": refunds.take(count), "count": count, "threads": threads}),
        env={**os.environ, "DATABASE_URL": refunds.url, "DJANGO_SETTINGS_MODULE": "amends.config.settings"},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    told = json.loads(ran.stdout)
    if sum(map(len, told["done"])) != count:
        raise RuntimeError("not every refund was paid; see above")
    clients = [[(at, took) for at, took in one] for one in told["done"]]
    return floor.middle(clients), told["cpu_seconds"] * 1000 / count


def _tell(figures: Figures) -> None:
    heads = ["refunds of", "threads", "floor/s", "ours/s", "ratio", "floor p50", "p99 ms", "our p50", "p99 ms"]
    heads += ["CPU ms: Python", "PostgreSQL", "floor's PostgreSQL"]
    rows = []
    for whose, accounts in ACCOUNTS.items():
        for threads in COUNTS:

            def told(name: str, whose: str = whose, threads: int = threads) -> float:
                return figures[f"refunds_{whose}_{name}_t{threads}"]

            rows.append(
                [
                    "one account" if accounts == 1 else f"{accounts:,} accounts",
                    str(threads),
                    *(f"{told(name):.0f}" for name in ("floor_rate", "rate")),
                    f"{told('ratio'):.3f}",
                    *(f"{told(name):.1f}" for name in ("floor_p50_ms", "floor_p99_ms", "p50_ms", "p99_ms")),
                    *(f"{told(name):.2f}" for name in ("cpu_ms_python", "cpu_ms_postgres", "floor_cpu_ms_postgres")),
                ]
            )
    say(f"A refund to the wallet, medians of {ROUNDS} rounds:")
    table(heads, rows)
