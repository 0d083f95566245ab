"""The demo's sandbox: besides refunding, it takes payments on a page of its own."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from amends.gateways.payments.port import Checkout, RefundRefused, TopUpOrder
from amends.gateways.payments.sandbox import SandboxGateway, write_line
from amends.usecases.wallet.record_top_up import RecordTopUp

_CHECKOUTS = """
create table if not exists checkouts (
    key text primary key, amount integer not null check (amount > 0), currency text not null, words text not null,
    done_url text not null, cancel_url text not null, answer text not null default ''
)
"""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the page asks its visitor to pay; `answer` is empty, ``paid`` or ``declined``."""

    order: TopUpOrder
    answer: str


class SandboxWithPage(SandboxGateway):
    """Takes top-ups: whoever opens the page at `page` followed by the key may pay with one press."""

    def __init__(self, book: Path, page: str) -> None:
        super().__init__(book)
        self._page = page

    @contextmanager
    def _book(self) -> Iterator[sqlite3.Connection]:
        with super()._book() as book:
            book.execute(_CHECKOUTS)
            yield book

    def begin(self, order: TopUpOrder) -> Checkout:
        """The page for `order.key`, the same each time. Raises RefundRefused for a key used for another amount."""
        with self._book() as book:
            told = [str(order.key), order.amount, order.currency, order.words, order.done_url, order.cancel_url]
            book.execute("insert or ignore into checkouts values (?, ?, ?, ?, ?, ?, '')", told)
            kept = book.execute("select amount, currency from checkouts where key = ?", told[:1]).fetchone()
        if kept != (order.amount, order.currency):
            raise RefundRefused("this key was used for another payment")
        return Checkout(f"{self._page}{order.key}/", f"sbc_{order.key.hex[:24]}")

    def find_top_up(self, *, key: UUID, ref: str) -> RecordTopUp | None:
        """What the visitor did on the page; None while they did nothing."""
        asked = self.asked(key)
        if asked is None or not asked.answer:
            return None
        order, declined = asked.order, asked.answer == "declined"
        return RecordTopUp(
            top_up_id=key,
            payment_ref="" if declined else _payment_of(key, order.amount),
            amount=0 if declined else order.amount,
            currency=order.currency,
            failure="The card was declined." if declined else "",
        )

    def asked(self, key: UUID) -> Asked | None:
        """What stands on the page of `key`, or None when there is no such page."""
        with self._book() as book:
            found = book.execute(
                "select amount, currency, words, done_url, cancel_url, answer from checkouts where key = ?", [str(key)]
            ).fetchone()
        return Asked(TopUpOrder(key, *found[:5]), found[5]) if found else None

    def answer(self, key: UUID, answer: str) -> None:
        """What the visitor does, ``paid`` or ``declined``; only the first time counts."""
        with self._book() as book:
            book.execute("update checkouts set answer = ? where key = ? and answer = ''", [answer, str(key)])
            paid = book.execute(
                "select amount, currency from checkouts where key = ? and answer = 'paid'", [str(key)]
            ).fetchone()
            if paid:
                ref = _payment_of(key, paid[0])
                write_line(book, ref=ref, about=ref, kind="payment", amount=paid[0], currency=paid[1], key=key)


def _payment_of(key: UUID, amount: int) -> str:
    return f"sandbox_{amount}_{key.hex[:24]}"
