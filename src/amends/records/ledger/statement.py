"""A wallet's statement of one calendar month (UTC), and which months there are. Amounts in minor units."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from importlib.resources import files
from itertools import accumulate
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import F

from amends.records.ledger.models import WalletMonth
from amends.records.ledger.wallet_page import Balance

_OPENING, _LINES, _DAYS = (
    files(__package__).joinpath(f"statement_{part}.sql").read_text() for part in ("opening", "lines", "days")
)
MOST_LINES = 2_000
"""A month with more entries is stated by days."""
SETTLED_AFTER = timedelta(hours=1)
"""An entry stands at the moment of its ask, which may have waited for the wallet, unless another was posted after that
moment: a month is final when it is over for this long."""


class StatementLine(NamedTuple):
    """One entry, or `many` of a kind and a day. `came` and `went` are what it moved in and out of the whole."""

    at: datetime
    kind: str
    order: str | None
    dispute: str | None
    many: int
    came: int
    went: int
    cash: int
    bonus: int
    frozen: int

    @property
    def change(self) -> int:
        """Of the whole, signed."""
        return self.came - self.went


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What stood there, what moved, what stands there. `by_day`: the lines are days' sums, for there are too many."""

    account: str
    month: date
    opening: Balance
    lines: tuple[StatementLine, ...]
    by_day: bool

    @property
    def currency(self) -> str:
        """Of every amount."""
        return self.opening.currency

    @property
    def closing(self) -> Balance:
        """The parts after the last line."""
        return Balance(
            self.currency,
            self.opening.cash + sum(line.cash for line in self.lines),
            self.opening.bonus + sum(line.bonus for line in self.lines),
            self.opening.frozen + sum(line.frozen for line in self.lines),
        )

    @property
    def balances(self) -> list[int]:
        """The whole balance after each line."""
        return list(accumulate((line.change for line in self.lines), initial=self.opening.whole))[1:]

    @property
    def totals(self) -> Mapping[str, tuple[int, int]]:
        """By kind, what came in and what went out."""
        found: dict[str, tuple[int, int]] = {}
        for line in self.lines:
            came, went = found.get(line.kind, (0, 0))
            found[line.kind] = (came + line.came, went + line.went)
        return found

    def is_final(self, now: datetime) -> bool:
        """Whether no further entry can come to stand in the month."""
        return now >= month_bounds(self.month)[1] + SETTLED_AFTER


class MonthMoved(NamedTuple):
    """A month in which a wallet moved: by how much, and where it stood afterwards."""

    month: date
    currency: str
    change: int
    closing: int


def month_bounds(month: date) -> tuple[datetime, datetime]:
    """The month's first moment and the next one's, in UTC. `month` is its first day."""
    begins = datetime(month.year, month.month, 1, tzinfo=UTC)
    return begins, (begins + timedelta(days=32)).replace(day=1)


def statement_months(account_id: UUID) -> list[MonthMoved]:
    """Every month with an entry, by currency, the latest first. One statement."""
    rows = WalletMonth.objects.filter(wallet__account_id=account_id).order_by("wallet__currency", "month")
    found: list[MonthMoved] = []
    for month, currency, change in rows.values_list("month", "wallet__currency", F("cash") + F("bonus") + F("frozen")):
        before = found[-1].closing if found and found[-1].currency == currency else 0
        found.append(MonthMoved(month, currency, change, before + change))
    return sorted(found, key=lambda one: (one.currency, -one.month.toordinal()))


def read_statement(*, account_id: UUID, currency: str, month: date) -> Statement | None:
    """The statement, in two statements, or three for a busy month; None where the account has no such wallet.

    What stood there before comes from months alone, so that it takes no longer for more postings.
    """
    begins, ends = month_bounds(month)
    asked: dict[str, Any] = {
        "account_id": account_id,
        "currency": currency,
        "begins": begins,
        "ends": ends,
        "limit": MOST_LINES + 1,
    }
    with connection.cursor() as cursor:
        cursor.execute(_OPENING, asked | {"begins": month})
        found = cursor.fetchone()
        if found is None:
            return None
        cursor.execute(_LINES, asked)
        lines = cursor.fetchall()
        by_day = len(lines) > MOST_LINES
        if by_day:
            cursor.execute(_DAYS, asked)
            lines = cursor.fetchall()
    name, cash, bonus, frozen = found
    return Statement(
        account=name,
        month=month,
        opening=Balance(currency, cash, bonus, frozen),
        lines=tuple(StatementLine(*line) for line in lines),
        by_day=by_day,
    )
