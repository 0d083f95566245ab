"""The sandbox payment house: an outside party with a book of its own, for demos and tests.

Its book is a SQLite file in the data folder, never our database, so that a crash of ours cannot undo what it did.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from amends.gateways.payments.port import Refund, RefundOrder, RefundRefused

_BOOK = """
create table if not exists refunds (
    key text primary key, payment_ref text not null, amount integer not null check (amount > 0),
    currency text not null, ref text not null unique
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
            return Refund(ref)

    def find(self, order: RefundOrder) -> Refund | None:
        """The refund made under `order.key`, if one was."""
        with self._book() as book:
            kept = book.execute("select ref from refunds where key = ?", [str(order.key)]).fetchone()
        return Refund(kept[0]) if kept else None

    def refunds(self, payment_ref: str) -> list[tuple[str, int]]:
        """Every refund of a payment: (key, amount), for those who check the books."""
        with self._book() as book:
            return list(book.execute("select key, amount from refunds where payment_ref = ?", [payment_ref]))


def _paid(payment_ref: str) -> int:
    amount = payment_ref.split("_")[1] if payment_ref.count("_") > 1 else ""
    if not amount.isdigit():
        raise RefundRefused("the sandbox knows no such payment")
    return int(amount)
