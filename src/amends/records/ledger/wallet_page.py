"""What a merchant sees of their wallets."""

from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files
from typing import NamedTuple
from uuid import UUID

from django.db import connection

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
    """One change of a wallet: `change` signed, `after` the whole balance after it, minor units."""

    id: UUID
    kind: str
    posted_at: datetime
    currency: str
    change: int
    after: int
    order: str | None
    dispute: str | None


def balances(account_id: UUID) -> list[Balance]:
    """The account's wallets by currency."""
    rows = Wallet.objects.filter(account_id=account_id).order_by("currency")
    return [Balance(row.currency, row.cash, row.bonus, row.frozen) for row in rows]


def wallet_entries(*, account_id: UUID, currency: str, before: UUID | None, limit: int) -> list[WalletEntry]:
    """Up to `limit` entries of one wallet, newest first, older than the entry `before`; one statement."""
    with connection.cursor() as cursor:
        cursor.execute(_ENTRIES, {"account_id": account_id, "currency": currency, "before": before, "limit": limit})
        return [WalletEntry(*row) for row in cursor.fetchall()]
