"""The ledger's side of a withdrawal's moves."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from amends.core.ledger.posting import LedgerKind, Posting
from amends.core.money import Money
from amends.core.wallet.withdrawals import FROZEN_ENTRY
from amends.records.ledger.models import Entry, LedgerAccount, Wallet
from amends.records.ledger.post import NewEntry, ledger_account, post_entry, wallet_of
from amends.records.wallet.models import Withdrawal

Move = tuple[LedgerKind, LedgerKind, str, int]
"""From, to, whose account that is (`bank`), minor units."""


def book_withdrawal(
    withdrawal: Withdrawal,
    kind: str,
    moves: Sequence[Move],
    *,
    now: datetime,
    wallet: Wallet | None = None,
    reverses_id: UUID | None = None,
) -> None:
    """Posts one entry of a locked withdrawal; moves over nothing are left out. Locks the wallet unless it is given."""
    account_id, currency = withdrawal.account_id, withdrawal.currency
    held = wallet or wallet_of(account_id=account_id, currency=currency)
    postings = [
        Posting(_account(source, withdrawal, detail), _account(destination, withdrawal, detail), Money(minor, currency))
        for source, destination, detail, minor in moves
        if minor
    ]
    entry = NewEntry(kind=kind, key=str(withdrawal.id), account_id=account_id, reverses_id=reverses_id)
    post_entry(entry, postings, wallet=held, now=now)


def _account(kind: LedgerKind, withdrawal: Withdrawal, detail: str) -> LedgerAccount:
    if kind.startswith("wallet_"):
        return ledger_account(kind, currency=withdrawal.currency, account_id=withdrawal.account_id)
    return ledger_account(kind, currency=withdrawal.currency, detail=detail)


def frozen_entry(withdrawal: Withdrawal) -> UUID:
    """The entry that froze the withdrawal's amount."""
    return Entry.objects.values_list("id", flat=True).get(kind=FROZEN_ENTRY, key=str(withdrawal.id))
