"""What a merchant sees of their wallets."""

from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files
from typing import NamedTuple
from uuid import UUID

from django.db import connection

from amends.records.keyset import Place
from amends.records.ledger.models import Wallet

_ENTRIES = files(__package__).joinpath("wallet_entries.sql").read_text()


@dataclass(frozen=True, slots=True)
class Balance:
    """A wallet's three parts, minor units."""

    currency: str
    cash: int
    bonus: int
    frozen: int

    @property
    def whole(self) -> int:
        """All three together."""
        return self.cash + self.bonus + self.frozen


class WalletEntry(NamedTuple):
    """One entry of a wallet: what it changed of each part, signed, and the whole balance `after` it, minor units."""

    id: UUID
    kind: str
    posted_at: datetime
    currency: str
    cash: int
    bonus: int
    frozen: int
    after: int
    order: str | None
    dispute: str | None

    @property
    def change(self) -> int:
        """Of the whole: nothing when money only moved from one part to another."""
        return self.cash + self.bonus + self.frozen


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What of a wallet's history is asked for: a kind, a time from `since` up to `until`, an order or dispute."""

    kind: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    number: str | None = None


def balances(account_id: UUID) -> list[Balance]:
    """The account's wallets by currency."""
    rows = Wallet.objects.filter(account_id=account_id).order_by("currency")
    return [Balance(row.currency, row.cash, row.bonus, row.frozen) for row in rows]


ALL = Wanted()


def wallet_entries(
    *, account_id: UUID, currency: str, wanted: Wanted = ALL, before: Place | None = None, limit: int
) -> list[WalletEntry]:
    """Up to `limit` entries of one wallet, newest first, older than `before`; one statement."""
    with connection.cursor() as cursor:
        # A kept plan would have to suit every filter at once; planning with the values at hand costs less.
        cursor.cursor.execute(
            _ENTRIES,
            {
                "account_id": account_id,
                "currency": currency,
                "kind": wanted.kind,
                "since": wanted.since,
                "until": wanted.until,
                "number": wanted.number,
                "before_at": before.at if before else None,
                "before_id": before.id if before else None,
                "limit": limit,
            },
            prepare=False,
        )
        return [WalletEntry(*row) for row in cursor.fetchall()]
