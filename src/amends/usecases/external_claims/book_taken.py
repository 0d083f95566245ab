"""The ledger's side of what was taken of a top-up and came back: between the merchant's balance and what is owed."""

from datetime import datetime

from amends.core.ledger.posting import LedgerKind as L
from amends.core.ledger.posting import Posting, reverse
from amends.core.money import Money
from amends.core.wallet.taking_back import GIVEN_ENTRY, TAKEN_ENTRY, TakenBack
from amends.records.ledger.models import LedgerAccount, Wallet
from amends.records.ledger.post import NewEntry, ledger_account, post_entry
from amends.records.wallet.models import TopUp


def book_taken(top_up: TopUp, before: TakenBack, after: TakenBack, wallet: Wallet, *, now: datetime) -> None:
    """One entry for what moved, none where nothing did; `top_up` has its trail entry already, whose number is the key.

    The payment house took the money out of its clearing and left it owed (`receivable`); this says what covers it.
    """
    moves = [
        (L.WALLET_CASH, L.RECEIVABLE, after.cash - before.cash - (before.settled - after.settled)),
        (L.WALLET_BONUS, L.BENEFITS, after.revoked - before.revoked),
        (L.CHARGEBACKS, L.RECEIVABLE, after.written_off - before.written_off),
    ]
    postings = [posting for source, into, minor in moves for posting in _posting(top_up, source, into, minor)]
    if not postings:
        return
    kind = TAKEN_ENTRY if after.whole >= before.whole else GIVEN_ENTRY
    entry = NewEntry(kind=kind, key=f"{top_up.id}:{top_up.trail_seq}", account_id=top_up.account_id)
    post_entry(entry, postings, wallet=wallet, now=now)


def _posting(top_up: TopUp, source: L, into: L, minor: int) -> list[Posting[LedgerAccount]]:
    if not minor:
        return []
    accounts = (_account(top_up, source), _account(top_up, into))
    out = [Posting(*accounts, Money(abs(minor), top_up.paid_currency))]
    return out if minor > 0 else reverse(out)


def _account(top_up: TopUp, kind: L) -> LedgerAccount:
    owner = top_up.account_id if kind.startswith("wallet_") else None
    return ledger_account(kind, currency=top_up.paid_currency, account_id=owner)
