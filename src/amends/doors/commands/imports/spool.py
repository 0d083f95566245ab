"""Rows of a file, brought together by order on disk: memory does not grow with the file, however it is sorted."""

import json
import sqlite3
from collections.abc import Iterator
from itertools import groupby, islice
from types import TracebackType
from typing import Self

from amends.core.orders.imports.assemble import Row
from amends.core.orders.incoming import MOST_LINES

_BATCH = 5_000


class Spool:
    """A temporary SQLite database that removes itself. Rows lie there by their order's first line, then their own.

    A file whose orders are contiguous, as most are, is so written and read from front to end.
    """

    def __init__(self) -> None:
        self._database = sqlite3.connect("", isolation_level=None)
        self._database.executescript(
            """
            pragma journal_mode = off; pragma synchronous = off; pragma cache_size = -16000;
            create table numbers (number text primary key, first integer) without rowid;
            create table rows (first integer, line integer, cells text, primary key (first, line)) without rowid;
            begin;
            """
        )
        self._waiting: list[tuple[int, int, str]] = []
        self._current = ("", 0)
        self.orders = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: object, trace: TracebackType | None) -> None:
        self._database.close()

    def add(self, number: str, row: Row) -> None:
        """Puts a row of order `number` away."""
        if number != self._current[0]:
            self._current = (number, self._first(number, row.line))
        self._waiting.append((self._current[1], row.line, json.dumps(row.cells, ensure_ascii=False)))
        if len(self._waiting) >= _BATCH:
            self._write()

    def orders_in_turn(self) -> Iterator[tuple[list[Row], int]]:
        """Each order's rows in the file's order, and how many they are; past MOST_LINES they are only counted.

        Orders come in the order of their first rows.
        """
        self._write()
        found = self._database.execute("select first, line, cells from rows order by first, line")
        for _, group in groupby(found, key=lambda found: found[0]):
            rows = [Row(line, json.loads(cells)) for _, line, cells in islice(group, MOST_LINES)]
            yield rows, len(rows) + sum(1 for _ in group)

    def _first(self, number: str, line: int) -> int:
        """The line on which the order of this number began."""
        known = self._database.execute("select first from numbers where number = ?", [number]).fetchone()
        if known:
            return int(known[0])
        self._database.execute("insert into numbers values (?, ?)", [number, line])
        self.orders += 1
        return line

    def _write(self) -> None:
        self._database.executemany("insert into rows values (?, ?, ?)", self._waiting)
        self._waiting.clear()
