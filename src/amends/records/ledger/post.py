"""Posting an entry: the only way money moves in the books."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files
from uuid import UUID

from django.db import connection

from amends.core.ledger.posting import LedgerKind, Posting
from amends.core.money import CurrencyMismatch
from amends.core.trail.codes import TrailCode
from amends.records.ids import new_id
from amends.records.ledger.models import LedgerAccount, Wallet

_POST = files(__package__).joinpath("post.sql").read_text()
_PARTS = {
    LedgerKind.WALLET_CASH.value: "cash",
    LedgerKind.WALLET_BONUS.value: "bonus",
    LedgerKind.WALLET_FROZEN.value: "frozen",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEntry:
    """What happened to money: its kind and key (together once for ever), and the subjects it tells of."""

    kind: str
    key: str
    account_id: UUID | None
    order_id: UUID | None = None
    dispute_id: UUID | None = None
    reverses_id: UUID | None = None


def wallet_of(*, account_id: UUID, currency: str) -> Wallet:
    """The merchant's wallet in `currency`, locked; made at first use."""
    wanted = {"account_id": account_id, "currency": currency}
    locked = Wallet.objects.select_for_update()
    if (wallet := locked.filter(**wanted).first()) is None:
        Wallet.objects.bulk_create([Wallet(**wanted)], ignore_conflicts=True)
        wallet = locked.get(**wanted)
    return wallet


def lock_wallets(account_id: UUID) -> None:
    """Locks all the merchant's wallets, so that what is claimed of any of them stands still."""
    list(Wallet.objects.select_for_update().filter(account_id=account_id).order_by("currency"))


def ledger_account(
    kind: LedgerKind, *, currency: str, account_id: UUID | None = None, detail: str = ""
) -> LedgerAccount:
    """The ledger's account of that kind; made at first use."""
    wanted = {"kind": kind.value, "currency": currency, "account_id": account_id, "detail": detail}
    if (account := LedgerAccount.objects.filter(**wanted).first()) is None:
        LedgerAccount.objects.bulk_create([LedgerAccount(**wanted)], ignore_conflicts=True)
        account = LedgerAccount.objects.get(**wanted)
    return account


def post_entry(
    entry: NewEntry, postings: Sequence[Posting[LedgerAccount]], *, wallet: Wallet | None, now: datetime
) -> UUID:
    """Writes the entry with its postings, moves the locked wallet's balance and announces that, in one statement.

    Its moment is `now`, or just after the wallet's latest entry where that is later.
    Returns the entry's id. Raises IntegrityError when (kind, key) was posted before or a balance would fall below
    zero; CurrencyMismatch when the postings' currencies differ from each other's or their accounts'.
    """
    currency = postings[0].money.currency
    moved = {"cash": 0, "bonus": 0, "frozen": 0}
    for posting in postings:
        if {posting.money.currency, posting.source.currency, posting.destination.currency} != {currency}:
            raise CurrencyMismatch(currency)
        for account, minor in ((posting.source, -posting.money.minor), (posting.destination, posting.money.minor)):
            if account.kind in _PARTS:
                assert wallet is not None and account.account_id == wallet.account_id and wallet.currency == currency
                moved[_PARTS[account.kind]] += minor
    # Statements find a wallet's entries by their account.
    assert wallet is None or entry.account_id == wallet.account_id
    id_ = new_id()
    with connection.cursor() as cursor:
        cursor.execute(
            _POST,
            {
                "id": id_,
                "kind": entry.kind,
                "key": entry.key,
                "account_id": entry.account_id,
                "order_id": entry.order_id,
                "dispute_id": entry.dispute_id,
                "reverses_id": entry.reverses_id,
                "now": now,
                "wallet_id": wallet.id if wallet else None,
                "currency": currency,
                **moved,
                "told_id": new_id(),
                "told_code": TrailCode.WALLET_CHANGED.value,
                "ids": [new_id() for _ in postings],
                "numbers": list(range(1, len(postings) + 1)),
                "sources": [posting.source.id for posting in postings],
                "destinations": [posting.destination.id for posting in postings],
                "amounts": [posting.money.minor for posting in postings],
            },
        )
    return id_
