"""The sandbox payment house: an outside party with a book of its own, for demos and tests.

Its book is a SQLite file in the data folder, never our database, so that a crash of ours cannot undo what it did.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from amends.core.reconciliation.movement import Movement
from amends.gateways.payments.port import Refund, RefundOrder, RefundRefused

_BOOK = """
create table if not exists refunds (
    key text primary key, payment_ref text not null, amount integer not null check (amount > 0),
    currency text not null, ref text not null unique
)
"""
_LINES = """
create table if not exists lines (
    ref text primary key, about text not null, kind text not null, amount integer not null, currency text not null,
    key text, at text not null default (strftime('%Y-%m-%dT%H:%M:%f+00:00', 'now'))
)
"""


class SandboxGateway:
    """Keeps keys, refuses the same key with another ask, and never refunds more than was paid.

    A payment is known by its reference ``sandbox_<amount>_<anything>``: the amount is what was paid, minor units.
    """

    def __init__(self, book: Path) -> None:
        self._path = book

    @contextmanager
    def _book(self) -> Iterator[sqlite3.Connection]:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        book = sqlite3.connect(self._path, timeout=10, isolation_level=None)
        try:
            book.execute(_BOOK)
            book.execute(_LINES)
            book.execute("begin immediate")
            yield book
            book.execute("commit")
        finally:
            book.close()

    def refund(self, order: RefundOrder) -> Refund:
        """Refunds once for `order.key`. Raises RefundRefused for a reused key or a payment with too little left."""
        with self._book() as book:
            kept = book.execute(
                "select payment_ref, amount, currency, ref from refunds where key = ?", [str(order.key)]
            ).fetchone()
            if kept is not None:
                if kept[:3] != (order.payment_ref, order.amount, order.currency):
                    raise RefundRefused("this key was used for another refund")
                return Refund(kept[3])
            (gone,) = book.execute(
                "select coalesce(sum(amount), 0) from refunds where payment_ref = ?", [order.payment_ref]
            ).fetchone()
            if gone + order.amount > _paid(order.payment_ref):
                raise RefundRefused("the payment has less left than this refund")
            ref = f"sbr_{order.key.hex[:24]}"
            book.execute(
                "insert into refunds values (?, ?, ?, ?, ?)",
                [str(order.key), order.payment_ref, order.amount, order.currency, ref],
            )
            write_line(
                book, ref=ref, about=order.payment_ref, kind="refund", amount=-order.amount, currency=order.currency,
                key=order.key,
            )  # fmt: skip
            return Refund(ref)

    def find(self, order: RefundOrder) -> Refund | None:
        """The refund made under `order.key`, if one was."""
        with self._book() as book:
            kept = book.execute("select ref from refunds where key = ?", [str(order.key)]).fetchone()
        return Refund(kept[0]) if kept else None

    def movements(self, *, since: datetime, until: datetime) -> Iterator[Movement]:
        """The lines of its account of that time, in their order."""
        span = [one.astimezone(UTC).isoformat(timespec="milliseconds") for one in (since, until)]
        with self._book() as book:
            found = book.execute(
                "select ref, about, kind, amount, currency, at, key from lines "
                "where at >= ? and at < ? order by at, ref",
                span,
            ).fetchall()
        for ref, about, kind, amount, currency, at, key in found:
            known = UUID(key) if key else None
            payment = about if kind == "payment" else ""
            yield Movement(ref, about, kind, amount, 0, currency, datetime.fromisoformat(at), known, payment)

    def refunds(self, payment_ref: str) -> list[tuple[str, int]]:
        """Every refund of a payment: (key, amount), for those who check the books."""
        with self._book() as book:
            return list(book.execute("select key, amount from refunds where payment_ref = ?", [payment_ref]))


def write_line(
    book: sqlite3.Connection, *, ref: str, about: str, kind: str, amount: int, currency: str, key: UUID
) -> None:
    """A line of the account, at the house's own time; once for its `ref`."""
    told = [ref, about, kind, amount, currency, str(key)]
    book.execute(
        "insert or ignore into lines (ref, about, kind, amount, currency, key) values (?, ?, ?, ?, ?, ?)", told
    )


def _paid(payment_ref: str) -> int:
    amount = payment_ref.split("_")[1] if payment_ref.count("_") > 1 else ""
    if not amount.isdigit():
        raise RefundRefused("the sandbox knows no such payment")
    return int(amount)
