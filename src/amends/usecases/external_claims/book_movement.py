"""Book what a payment house moved because of a claim, once for ever, whatever else is known of the claim."""

from dataclasses import replace
from datetime import datetime

from amends.core.access import SYSTEM
from amends.core.external_claims.news import movement_key
from amends.core.external_claims.words import ExternalKind, ExternalStep
from amends.core.ledger.posting import LedgerKind, Posting, reverse
from amends.core.money import Money
from amends.records.external_claims.models import ExternalClaim, ExternalMovement
from amends.records.ledger.models import Entry, LedgerAccount
from amends.records.ledger.post import NewEntry, ledger_account, post_entry
from amends.usecases.external_claims.moved import Moved
from amends.usecases.external_claims.tell_history import tell_history

CHARGEBACK, REFUND, FEE = "chargeback", "external_refund", "chargeback_fee"
"""The kinds of the entries; their keys are the movements'."""
REBOOKED = "claim_rebooked"
"""Of the entries that follow a claim to and from a top-up; their key is the claim's id, a count and the currency."""


def book_movement(claim: ExternalClaim, moved: Moved, *, now: datetime) -> bool:
    """Books the movement of a locked claim; False when it was booked before, or gives back what never left.

    Money that went: chargebacks (after-sales cost for a refund made by hand; what its merchant owes, for a claim on a
    top-up) → the provider's clearing. What came back
    is the reversal of the entry that took the same amount, where that is in the books already, else its own posting the
    other way: the accounts hold the same either way. A fee stays, whatever comes back.
    """
    key = movement_key(provider=claim.provider, ref=moved.ref)
    if ExternalMovement.objects.filter(key=key).exists():
        return False
    if moved.if_gone and sum(claim.movements.filter(currency=moved.currency).values_list("amount", flat=True)) >= 0:
        return False
    by_hand = claim.kind == ExternalKind.REFUND.value
    clearing = ledger_account(LedgerKind.CLEARING, currency=moved.currency, detail=claim.provider)
    cost = ledger_account(_cost_of(claim, owed=claim.top_up_id is not None), currency=moved.currency)
    fees = ledger_account(LedgerKind.FEES, currency=moved.currency)
    undone = _undone(claim, moved, cost) if moved.amount > 0 else None
    told = NewEntry(
        kind=REFUND if by_hand else CHARGEBACK,
        key=key,
        account_id=claim.account_id,
        order_id=claim.order_id,
        reverses_id=undone.id if undone else None,
    )
    fee = replace(told, kind=FEE, reverses_id=None)
    for entry, account, went in ((told, cost, -moved.amount), (fee, fees, moved.fee)):
        if went:
            post_entry(entry, _posting(account, clearing, went, moved.currency), wallet=None, now=now)
    ExternalMovement.objects.create(
        claim=claim,
        key=key,
        ref=moved.ref,
        amount=moved.amount,
        fee=moved.fee,
        currency=moved.currency,
        at=moved.at,
        booked_at=now,
    )
    after = {"amount": moved.amount, "fee": moved.fee, "currency": moved.currency, "ref": moved.ref}
    tell_history(claim, ExternalStep.MONEY_MOVED, actor=SYSTEM, now=now, after=after)
    return True


def _posting(cost: LedgerAccount, clearing: LedgerAccount, went: int, currency: str) -> list[Posting[LedgerAccount]]:
    out = [Posting(cost, clearing, Money(abs(went), currency))]
    return out if went > 0 else reverse(out)


def _cost_of(claim: ExternalClaim, *, owed: bool) -> LedgerKind:
    by_hand = claim.kind == ExternalKind.REFUND.value
    return LedgerKind.RECEIVABLE if owed else LedgerKind.AFTER_SALES if by_hand else LedgerKind.CHARGEBACKS


def rebook(claim: ExternalClaim, *, owed: bool, now: datetime) -> None:
    """Moves what a locked claim's movements came to: onto what its merchant owes, or back to the platform's cost."""
    times = Entry.objects.filter(kind=REBOOKED, key__startswith=f"{claim.id}:").count()
    went: dict[str, int] = {}
    for currency, amount in claim.movements.values_list("currency", "amount"):
        went[currency] = went.get(currency, 0) - amount
    for currency, minor in went.items():
        if minor:
            source = ledger_account(_cost_of(claim, owed=owed), currency=currency)
            into = ledger_account(_cost_of(claim, owed=not owed), currency=currency)
            entry = NewEntry(kind=REBOOKED, key=f"{claim.id}:{times}:{currency}", account_id=claim.account_id)
            post_entry(entry, _posting(source, into, minor, currency), wallet=None, now=now)


def _undone(claim: ExternalClaim, moved: Moved, cost: LedgerAccount) -> Entry | None:
    """The entry that took what comes back now, from where it comes back to, and was not reversed yet."""
    took = claim.movements.filter(amount=-moved.amount, currency=moved.currency, at__lte=moved.at)
    keys = list(took.values_list("key", flat=True))
    took_from = {"postings__source": cost, "reversed_by__isnull": True}
    entries = Entry.objects.filter(kind__in=(CHARGEBACK, REFUND), key__in=keys, **took_from)
    return entries.order_by("id").first()
