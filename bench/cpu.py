"""CPU time of processes, from /proc: of the web server's and of PostgreSQL's, each with all its children."""

import os
from dataclasses import dataclass
from pathlib import Path

import psycopg

_TICKS = os.sysconf("SC_CLK_TCK")


def _stat(pid: str) -> list[str]:
    # The name stands in brackets and may hold anything; what follows the last bracket is regular.
    return Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()


def cpu_seconds(root: int) -> float:
    """User and system seconds of `root`, of its living children's trees, and of the dead that it waited for."""
    children: dict[int, list[int]] = {}
    spent: dict[int, float] = {}
    for entry in Path("/proc").iterdir():
        if not entry.name.isdecimal():
            continue
        try:
            told = _stat(entry.name)
        except (FileNotFoundError, ProcessLookupError):
            continue
        children.setdefault(int(told[1]), []).append(int(entry.name))
        spent[int(entry.name)] = sum(map(int, told[11:15])) / _TICKS
    total, waiting = 0.0, [root]
    while waiting:
        pid = waiting.pop()
        total += spent.get(pid, 0.0)
        waiting.extend(children.get(pid, []))
    return total


def postmaster_of(url: str) -> int | None:
    """The pid of PostgreSQL's parent process, None when it does not run on this machine."""
    with psycopg.connect(url) as connection:
        row = connection.execute("select pg_backend_pid()").fetchone()
        assert row is not None
        try:
            told = _stat(str(row[0]))
            name = Path(f"/proc/{row[0]}/comm").read_text(encoding="ascii").strip()
        except (FileNotFoundError, ProcessLookupError):
            return None
    return int(told[1]) if name == "postgres" else None


@dataclass(frozen=True)
class Spent:
    """CPU seconds so far, of the web server's tree and PostgreSQL's; 0 for what is not on this machine."""

    web: float
    postgres: float

    def __sub__(self, before: "Spent") -> "Spent":
        return Spent(self.web - before.web, self.postgres - before.postgres)


def spent(*, web: int | None, postmaster: int | None) -> Spent:
    """Both trees now."""
    return Spent(*(0.0 if pid is None else cpu_seconds(pid) for pid in (web, postmaster)))
