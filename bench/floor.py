"""The floor: pgbench calls one function that does the whole work of an ask inside PostgreSQL."""

import os
import re
import subprocess
import tempfile
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg.conninfo import conninfo_to_dict

from amends.config.postgres.account import account_for
from amends.config.postgres.programs import programs_for
from bench.asks import ACCOUNTS
from bench.database import HERE
from bench.numbers import percentile

WARMING = 20
"""Transactions of each client that are not counted: PostgreSQL settles on its plans with the sixth."""

Done = tuple[float, float]
"""When one of a client's transactions ended, in seconds, and the milliseconds that it took."""


@dataclass(frozen=True)
class Floor:
    """Transactions a second, times in milliseconds."""

    rate: float
    p50_ms: float
    p99_ms: float


def install(url: str, name: str = "floor.sql") -> None:
    """Make a floor's function in a seeded database."""
    with psycopg.connect(url, autocommit=True) as connection:
        maker = "uuidv7()" if connection.info.server_version >= 180_000 else "gen_random_uuid()"
        text = (HERE / name).read_text(encoding="utf-8").replace("bench_new_id()", maker)
        connection.execute(text.encode())


def run(url: str, *, clients: int, first: int, count: int, script: str = "floor.pgbench") -> Floor:
    """Run a floor's script `count` times, on the orders from `first` on, by as many clients."""
    told = conninfo_to_dict(url)
    with tempfile.TemporaryDirectory() as folder:
        command = [_pgbench(), "--no-vacuum", "--protocol=prepared", "--file", HERE / script]
        command += ["--jobs=1", f"--client={clients}", f"--transactions={count // clients}"]
        command += ["--log", f"--log-prefix={folder}/floor"]
        for name, value in {"first": first, "i": 0, "clients": clients, "accounts": ACCOUNTS}.items():
            command += ["-D", f"{name}={value}"]
        command += ["--host", str(told["host"]), "--port", str(told.get("port", 5432))]
        command += ["--username", str(told["user"]), str(told["dbname"])]
        env = {**os.environ, "PGPASSWORD": str(told.get("password", ""))}
        ran = subprocess.run([str(part) for part in command], env=env, capture_output=True, text=True, check=False)
        failed = re.search(r"number of failed transactions: (\d+)", ran.stdout)
        if ran.returncode != 0 or failed is None or failed[1] != "0":
            raise RuntimeError(f"the floor failed:\n{ran.stdout}{ran.stderr}")
        return steady("".join(log.read_text(encoding="ascii") for log in Path(folder).iterdir()))


def steady(log: str) -> Floor:
    """From pgbench's log what its steady middle was.

    A line is: client, its transaction's number from 1, microseconds it took, script, and its end in seconds and
    microseconds.
    """
    ends: dict[int, list[Done]] = {}
    for line in log.splitlines():
        client, _, took, _, second, micro = map(int, line.split()[:6])
        ends.setdefault(client, []).append((second + micro / 1e6, took / 1000))
    return middle(ends.values())


def middle(clients: Collection[Sequence[Done]]) -> Floor:
    """What happened while all clients were warm and none had finished.

    Connecting, compiling the function and the first plans would otherwise count against the floor, and against us.
    """
    begin = max(sorted(one)[WARMING - 1][0] for one in clients)
    end = min(max(one)[0] for one in clients)
    times = sorted(each for one in clients for at, each in one if begin < at <= end)
    return Floor(rate=len(times) / (end - begin), p50_ms=percentile(times, 50), p99_ms=percentile(times, 99))


def _pgbench() -> Path:
    return programs_for(account_for(Path.cwd())).folder / "pgbench"
