"""What goes wrong in the books behind everybody's back, each alone: the invariant that finds it, and how it comes."""

from collections.abc import Callable
from datetime import timedelta

from django.db import models
from django.db.models import F

from amends.core.ledger.posting import LedgerKind
from amends.records.ids import new_id
from amends.records.ledger.models import Entry, LedgerAccount, Posting, Wallet, WalletMonth
from amends.records.ledger.post import ledger_account, wallet_of
from amends.records.liability.models import DebitLine
from amends.records.settlements.models import Leg
from amends.records.trail.models import TrailEntry
from amends.records.wallet.models import TopUp, Withdrawal
from tests.makers.incoming import NOW
from tests.makers.people import owner
from tests.records.invariants.desk import change


def _refund(method: str) -> tuple[Leg, Posting]:
    """A leg that was paid so, and its posting."""
    leg = Leg.objects.filter(method=method, state="succeeded").order_by("number", "id")[0]
    return leg, Posting.objects.get(entry__kind="refund", entry__key=str(leg.id))


def _of_kind(kind: str) -> Posting:
    return Posting.objects.filter(entry__kind=kind).order_by("number")[0]


def _to_another_merchant() -> models.Model:
    """Wallets, months and everything that the entry says are adjusted to it."""
    leg, posting = _refund("wallet")
    entry, stranger = Entry.objects.get(id=posting.entry_id), owner()
    theirs = wallet_of(account_id=stranger.account_id, currency="USD")
    account = ledger_account(LedgerKind.WALLET_CASH, currency="USD", account_id=stranger.account_id)
    for rows in (Wallet.objects.filter(id=entry.wallet_id), WalletMonth.objects.filter(wallet_id=entry.wallet_id)):
        rows.update(cash=F("cash") - posting.amount)
    change(theirs, cash=posting.amount)
    WalletMonth.objects.create(wallet=theirs, month=entry.posted_at.date().replace(day=1), cash=posting.amount)
    change(posting, destination=account, wallet=theirs, wallet_after=posting.amount)
    change(entry, wallet=theirs, account_id=stranger.account_id, wallet_after=posting.amount)
    return leg


def _swapped() -> models.Model:
    leg, posting = _refund("original")
    change(posting, source=posting.destination, destination=posting.source)
    return leg


def _at_another_house() -> models.Model:
    leg, posting = _refund("original")
    change(posting, destination=ledger_account(LedgerKind.CLEARING, currency="USD", detail="stripe"))
    return leg


def _house_renamed() -> models.Model:
    leg, posting = _refund("original")
    LedgerAccount.objects.filter(id=posting.destination_id).update(detail="nobody")
    return leg


def _never_charged() -> models.Model:
    line = DebitLine.objects.latest("id")
    line.delete()
    Posting.objects.filter(entry_id=line.entry_id).delete()
    Entry.objects.filter(id=line.entry_id).delete()
    return Leg.objects.get(id=line.leg_id)


def _paid_out_to_costs() -> models.Model:
    posting = Posting.objects.filter(entry__kind="withdrawal_paid", destination__kind="clearing")[0]
    return change(posting, destination=ledger_account(LedgerKind.AFTER_SALES, currency="USD"))


def _by_no_bank() -> models.Model:
    posting = Posting.objects.filter(entry__kind="withdrawal_paid", destination__kind="clearing")[0]
    change(posting, destination=ledger_account(LedgerKind.CLEARING, currency="USD", detail="stripe"))
    return Withdrawal.objects.get(state="approved")


def _another_amount_undone() -> models.Model:
    entry = Entry.objects.get(kind="liability_reversed")
    Posting.objects.filter(entry=entry).update(amount=1)
    return entry


def _added_later() -> models.Model:
    first = _of_kind("chargeback_fee")
    told = {"source_id": first.destination_id, "destination_id": first.source_id}
    Posting.objects.create(id=new_id(), entry_id=first.entry_id, number=9, amount=1, currency="USD", **told)
    return Entry.objects.get(id=first.entry_id)


def _moves_nothing() -> models.Model:
    posting = _of_kind("chargeback_fee")
    posting.delete()
    return Entry.objects.get(id=posting.entry_id)


def _without_a_trail(row: models.Model) -> models.Model:
    TrailEntry.objects.filter(subject_id=row.pk).delete()
    return row


BOOKS: dict[str, tuple[str, Callable[[], models.Model]]] = {
    "a refund that reached another merchant": ("one_payout", _to_another_merchant),
    "a refund that went the wrong way": ("one_payout", _swapped),
    "a refund at another house": ("one_payout", _at_another_house),
    "a house that changed its name": ("one_payout", _house_renamed),
    "a refund that nobody was charged for": ("borne", _never_charged),
    "a withdrawal that became a cost": ("shapes", _paid_out_to_costs),
    "a withdrawal that no bank paid": ("withdrawals", _by_no_bank),
    "an order that paid fees": (
        "shapes",
        lambda: change(_of_kind("order_paid"), destination=ledger_account(LedgerKind.FEES, currency="USD")),
    ),
    "an entry of a kind that nobody knows": (
        "shapes",
        lambda: Posting.objects.get(entry=change(Entry.objects.filter(kind="chargeback_fee")[0], kind="gift").pk),
    ),
    "a posting that came later": ("shapes", _added_later),
    "an entry without postings": ("shapes", _moves_nothing),
    "a reversal of another amount": ("reversals", _another_amount_undone),
    "a reversal of nothing": (
        "reversals",
        lambda: change(Entry.objects.get(kind="liability_reversed"), reverses=None),
    ),
    "a posting in another merchant's wallet": (
        "owners",
        lambda: change(_of_kind("withdrawal"), wallet=wallet_of(account_id=owner().account_id, currency="USD")),
    ),
    "a paid top-up without a trail": ("untold", lambda: _without_a_trail(TopUp.objects.get(state="paid"))),
    "a withdrawal without a trail": ("untold", lambda: _without_a_trail(Withdrawal.objects.get(state="approved"))),
    "a top-up that was begun long ago": (
        "deadlines",
        lambda: change(TopUp.objects.get(state="begun"), begun_at=NOW - timedelta(days=365)),
    ),
}
