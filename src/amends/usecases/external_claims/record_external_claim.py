"""Record what a payment house tells of a claim: once for every piece of news, whatever the order it comes in."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from amends.core.access import SYSTEM
from amends.core.external_claims.news import newness
from amends.core.external_claims.words import ExternalKind, ExternalState, ExternalStep
from amends.records.external_claims.models import ExternalClaim
from amends.records.external_claims.queries import payment_named
from amends.records.external_claims.take import lock_claim
from amends.usecases.external_claims.dismiss_claim import wait_again
from amends.usecases.external_claims.follow_payment import follow_payment
from amends.usecases.external_claims.ground import lock_places, restand_ground
from amends.usecases.external_claims.moved import Moved
from amends.usecases.external_claims.same_money import book_once
from amends.usecases.external_claims.tell_history import tell_history
from amends.usecases.external_claims.tell_unplaced import tell_unplaced

__all__ = ["Moved", "RecordExternalClaim", "record_external_claim"]

_FACTS = ("kind", "state", "reason", "amount", "currency", "respond_by", "opened_at", "told_at")
"""What the newest news says anew."""
_MATTERS = ("kind", "state", "amount", "currency")
"""News of another one of these, or of money, count again, whatever finance said of the claim before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordExternalClaim:
    """The ask: the whole claim as the provider had it at `told_at`, by the provider's clock.

    `payment_refs` are the names under which we may know the payment. `amount` is what is claimed, minor units.
    `moved` lists every movement of money so far that the news tells of, not only new ones. `announces` is the name of
    the early warning or inquiry that this one grew out of, if the provider says so.
    """

    provider: str
    ref: str
    payment_refs: tuple[str, ...]
    kind: ExternalKind
    state: ExternalState
    reason: str
    amount: int
    currency: str
    respond_by: datetime | None
    opened_at: datetime
    told_at: datetime
    moved: tuple[Moved, ...] = ()
    announces: str = ""


def record_external_claim(*, ask: RecordExternalClaim, now: datetime) -> UUID:
    """Writes the newest snapshot, books each movement once, and says anew what claims do to the same money.

    Returns the claim's id. The same news twice changes nothing, and older news only books what moved. A claim whose
    payment is not known is kept for a person to match; one that is known beats what a person said before. Nothing told
    by a payment house is refused.
    """
    recorded = None
    while recorded is None:
        with transaction.atomic():
            recorded = _record(ask, now=now)
    return recorded


def _record(ask: RecordExternalClaim, *, now: datetime) -> UUID | None:
    """None when the claim was matched elsewhere between the look at it and the lock: then it is asked again."""
    known = ExternalClaim.objects.filter(provider=ask.provider, ref=ask.ref).first()
    refs = [*ask.payment_refs, *(known.payment_refs if known else ())]
    at = (known.order_id or known.top_up_id) if known else None
    places = lock_places(known, payment_named(provider=ask.provider, refs=refs, at=at))
    claim, new = _take(ask, now=now)
    if claim.account_id is not None and places.of(claim) is None:
        return None
    if new:
        tell_history(claim, ExternalStep.TOLD, actor=SYSTEM, now=now, after=_facts(claim))
    grows = _take_news(claim, ask, now=now)
    follow_payment(claim, places, actor=SYSTEM, now=now)
    booked = [book_once(claim, one, now=now) for one in sorted(ask.moved, key=lambda one: (one.at, one.ref))]
    if any(booked):
        _count_again(claim)
    grows = grows or any(booked)
    for ground in places.locked:
        restand_ground(ground, actor=SYSTEM, now=now)
    if claim.account_id is None:
        _tell_waiting(claim, new=new, grows=grows, now=now)
    return claim.id


def _tell_waiting(claim: ExternalClaim, *, new: bool, grows: bool, now: datetime) -> None:
    """Of a claim on nothing that is new, or that was set aside and has grown since: nobody knew that then."""
    again = claim.dismissed_at is not None and grows
    if again:
        wait_again(claim, actor=SYSTEM, now=now)
    if new or again:
        tell_unplaced(claim, now=now)


def _take(ask: RecordExternalClaim, *, now: datetime) -> tuple[ExternalClaim, bool]:
    """The locked claim, and whether it is told of for the first time."""
    fresh = ExternalClaim(provider=ask.provider, ref=ask.ref, payment_refs=[], announces="", heard_at=now)
    _write(fresh, ask)
    ExternalClaim.objects.bulk_create([fresh], ignore_conflicts=True)
    id_ = ExternalClaim.objects.values_list("id", flat=True).get(provider=ask.provider, ref=ask.ref)
    return lock_claim(id_), id_ == fresh.id


def _write(claim: ExternalClaim, ask: RecordExternalClaim) -> None:
    claim.kind, claim.state, claim.reason = ask.kind.value, ask.state.value, ask.reason[:200]
    claim.amount, claim.currency = ask.amount, ask.currency
    claim.respond_by, claim.opened_at, claim.told_at = ask.respond_by, ask.opened_at, ask.told_at
    claim.announces = ask.announces or claim.announces


def _take_news(claim: ExternalClaim, ask: RecordExternalClaim, *, now: datetime) -> bool:
    """Whether it became something else by that, or has another time by which it must be answered."""
    before, was = _facts(claim), (claim.kind, claim.respond_by)
    told = ExternalClaim(announces="")
    _write(told, ask)
    if _newness(told) > _newness(claim):
        _write(claim, ask)
    claim.payment_refs = sorted({*claim.payment_refs, *ask.payment_refs})
    claim.announces = claim.announces or ask.announces
    claim.save(update_fields=[*_FACTS, "payment_refs", "announces"])
    if any(before[name] != getattr(claim, name) for name in _MATTERS):
        _count_again(claim)
    if _facts(claim) != before:
        tell_history(claim, ExternalStep.TOLD, actor=SYSTEM, now=now, before=before, after=_facts(claim))
    return claim.kind != was[0] or claim.respond_by not in (None, was[1])


def _count_again(claim: ExternalClaim) -> None:
    if claim.takes_no_more_at is not None:
        claim.takes_no_more_at = None
        claim.save(update_fields=["takes_no_more_at"])


def _newness(claim: ExternalClaim) -> tuple[object, ...]:
    return newness(
        told_at=claim.told_at,
        kind=ExternalKind(claim.kind),
        state=ExternalState(claim.state),
        amount=claim.amount,
        currency=claim.currency,
        reason=claim.reason,
        respond_by=claim.respond_by,
        opened_at=claim.opened_at,
    )


def _facts(claim: ExternalClaim) -> dict[str, Any]:
    """What history tells of a snapshot, as JSON has it."""
    facts = {name: getattr(claim, name) for name in _FACTS}
    return {name: fact.isoformat() if isinstance(fact, datetime) else fact for name, fact in facts.items()}
