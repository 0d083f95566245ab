"""Money that a payment house tells of twice: by itself, as reversed or refunded, and through its dispute."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, QuerySet

from amends.core.access import SYSTEM
from amends.core.external_claims.words import ExternalKind, ExternalState, ExternalStep
from amends.records.external_claims.models import ExternalClaim, ExternalMovement
from amends.records.external_claims.take import lock_claim
from amends.usecases.external_claims.book_movement import book_movement
from amends.usecases.external_claims.moved import Moved
from amends.usecases.external_claims.tell_history import tell_history

_TOGETHER = timedelta(days=1)
"""So far apart may a house date the two tellings of one movement."""


def book_once(claim: ExternalClaim, moved: Moved, *, now: datetime) -> bool:
    """Books a movement of a locked, placed claim unless another claim on its payment tells of the same money.

    Whether it was booked now.

    A movement that bears its claim's own name was told by itself. The dispute's telling stands in its place, whichever
    came first, because the dispute goes on to say whether the money comes back; the other claim is closed.
    """
    if moved.ref != claim.ref:
        booked = book_movement(claim, moved, now=now)
        if booked:
            (_take_over if moved.amount < 0 else _part_again)(claim, moved, now=now)
        return booked
    dispute = _told_by(claim, moved)
    if dispute is None:
        return book_movement(claim, moved, now=now)
    _become(claim, ExternalState.CLOSED, words=f"{dispute.provider} {dispute.ref}", now=now)
    return False


def _told_by(claim: ExternalClaim, moved: Moved) -> ExternalClaim | None:
    """The dispute that tells of money which a claim tells of by itself."""
    told = _alike(claim, moved).exclude(ref=F("claim__ref")).select_related("claim").order_by("at", "id")
    return next((one.claim for one in told if _through(claim, one.claim) and not _given_back(one.claim, moved)), None)


def _given_back(dispute: ExternalClaim, moved: Moved) -> bool:
    """Whether the dispute had given its money back before this moved, which is then other money."""
    return dispute.movements.filter(currency=moved.currency, amount__gt=0, at__lte=moved.at).exists()


def _through(claim: ExternalClaim, dispute: ExternalClaim) -> bool:
    """Whether a claim may be about money that moved for the dispute: a refund made before it is money of its own."""
    if dispute.kind != ExternalKind.CHARGEBACK.value:
        return False
    return claim.kind == ExternalKind.CHARGEBACK.value or claim.opened_at >= dispute.opened_at


def _take_over(claim: ExternalClaim, moved: Moved, *, now: datetime) -> None:
    """What was booked of the same money for a claim that told of it by itself goes back; that claim is closed."""
    told = _alike(claim, moved).filter(ref=F("claim__ref"), claim__state=ExternalState.LOST.value)
    for one in told.select_related("claim").order_by("at", "id"):
        if _through(one.claim, claim):
            other = lock_claim(one.claim_id)
            back = Moved(f"{other.ref} told elsewhere", -one.amount, 0, one.currency, one.at, if_gone=True)
            book_movement(other, back, now=now)
            _become(other, ExternalState.CLOSED, words=f"{claim.provider} {claim.ref}", now=now)
            return


def _part_again(claim: ExternalClaim, moved: Moved, *, now: datetime) -> None:
    """A refund made after a dispute gave its money back was money of its own, though it was told before that was."""
    ground: dict[str, Any] = {"order_id": claim.order_id, "top_up_id": claim.top_up_id}
    closed = ExternalClaim.objects.filter(
        **ground,
        provider=claim.provider,
        payment_refs__overlap=claim.payment_refs,
        kind=ExternalKind.REFUND.value,
        state=ExternalState.CLOSED.value,
        amount=moved.amount,
        currency=moved.currency,
        opened_at__gte=moved.at,
    )
    for one in closed.order_by("opened_at", "id"):
        other = lock_claim(one.id)
        went = list(other.movements.values_list("amount", flat=True))
        if not sum(went):
            ref = f"{other.ref} of its own" if went else other.ref
            book_movement(other, Moved(ref, -other.amount, 0, other.currency, other.opened_at), now=now)
            _become(other, ExternalState.LOST, words=f"{claim.provider} {claim.ref}", now=now)


def _alike(claim: ExternalClaim, moved: Moved) -> QuerySet[ExternalMovement]:
    """Movements of other claims on the same payment, of the same amount, at about the same time."""
    ground: dict[str, Any] = {"claim__order_id": claim.order_id, "claim__top_up_id": claim.top_up_id}
    return ExternalMovement.objects.filter(
        **ground,
        claim__provider=claim.provider,
        claim__payment_refs__overlap=claim.payment_refs,
        amount=moved.amount,
        currency=moved.currency,
        at__range=(moved.at - _TOGETHER, moved.at + _TOGETHER),
    ).exclude(claim=claim)


def _become(claim: ExternalClaim, state: ExternalState, *, words: str, now: datetime) -> None:
    before, claim.state = claim.state, state.value
    claim.save(update_fields=["state"])
    facts = {"kind": claim.kind, "amount": claim.amount, "currency": claim.currency}
    told = {"before": {**facts, "state": before}, "after": {**facts, "state": claim.state}}
    tell_history(claim, ExternalStep.TOLD, actor=SYSTEM, now=now, words=words, **told)
