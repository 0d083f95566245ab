"""The books of a leg: what a refund posts, once, and what undoes it when the refund comes back."""

from datetime import datetime

from django.db.models import F

from amends.core.ledger.posting import LedgerKind, Posting, reverse
from amends.core.money import Money
from amends.core.orders.kinds import BONUS_PAYMENT
from amends.records.ledger.models import Entry, LedgerAccount
from amends.records.ledger.post import NewEntry, ledger_account, post_entry, wallet_of
from amends.records.orders.models import Payment
from amends.records.settlements.models import Leg
from amends.records.settlements.take import TakenLeg
from amends.usecases.liability.charge_leg import charge_leg
from amends.usecases.liability.reverse_liability import reverse_liability

REFUND, REFUND_RETURNED = "refund", "refund_returned"
"""Kinds of entries; each is keyed by the leg's id, so that it is posted once for ever."""


def book_refund(taken: TakenLeg, *, now: datetime) -> None:
    """What left through a payment house: from after-sales costs to what we have with that house."""
    leg = taken.leg
    _count(leg, leg.amount)
    post_entry(_entry(taken, REFUND), [_to_house(leg)], wallet=None, now=now)
    charge_leg(taken, now=now)


def unbook_refund(taken: TakenLeg, *, now: datetime) -> None:
    """It came back: the posting is swapped, and the payment holds the amount for the leg again."""
    leg = taken.leg
    _count(leg, -leg.amount)
    first = Entry.objects.get(kind=REFUND, key=str(leg.id))
    entry = _entry(taken, REFUND_RETURNED, reverses=first)
    post_entry(entry, reverse([_to_house(leg)]), wallet=None, now=now)
    reverse_liability(taken, now=now)


def book_to_wallet(taken: TakenLeg, *, now: datetime) -> None:
    """What reaches the balance: as bonus where it was paid with bonus, as money everywhere else."""
    leg = taken.leg
    if leg.payment_id:
        _count(leg, leg.amount)
    wallet = wallet_of(account_id=leg.account_id, currency=leg.currency)
    part = LedgerKind.WALLET_BONUS if leg.provider == BONUS_PAYMENT else LedgerKind.WALLET_CASH
    posting = Posting(
        ledger_account(LedgerKind.AFTER_SALES, currency=leg.currency),
        ledger_account(part, currency=leg.currency, account_id=leg.account_id),
        Money(leg.amount, leg.currency),
    )
    post_entry(_entry(taken, REFUND), [posting], wallet=wallet, now=now)
    charge_leg(taken, now=now)


def _count(leg: Leg, amount: int) -> None:
    """`amount` of what the payment held for the leg is refunded now; less than nothing undoes that."""
    Payment.objects.filter(legs=leg).update(reserved=F("reserved") - amount, refunded=F("refunded") + amount)


def _to_house(leg: Leg) -> "Posting[LedgerAccount]":
    return Posting(
        ledger_account(LedgerKind.AFTER_SALES, currency=leg.currency),
        ledger_account(LedgerKind.CLEARING, currency=leg.currency, detail=leg.provider),
        Money(leg.amount, leg.currency),
    )


def _entry(taken: TakenLeg, kind: str, *, reverses: Entry | None = None) -> NewEntry:
    return NewEntry(
        kind=kind,
        key=str(taken.leg.id),
        account_id=taken.leg.account_id,
        order_id=taken.case.order.id,
        dispute_id=taken.case.dispute.id,
        reverses_id=reverses.id if reverses else None,
    )
