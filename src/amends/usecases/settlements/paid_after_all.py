"""A refund that had been given up here was made after all: it takes its place again, or is money that went besides."""

from dataclasses import replace
from datetime import datetime

from django.db.models import F

from amends.core.access import SYSTEM
from amends.core.external_claims.standing import rank
from amends.core.external_claims.words import ExternalKind, ExternalState
from amends.core.settlements.legs import LegState, check_leg_move
from amends.core.trail.codes import TrailCode
from amends.records.external_claims.models import ExternalClaim
from amends.records.ledger.models import Entry
from amends.records.orders.models import Payment
from amends.records.settlements.models import Leg
from amends.records.settlements.take import TakenLeg
from amends.records.trail.record import TRAIL_FIELDS, record_trail
from amends.usecases.external_claims.record_external_claim import Moved, RecordExternalClaim, record_external_claim
from amends.usecases.settlements.book_leg import REFUND
from amends.usecases.settlements.telling import tell_after_all, trail_leg

_UNPAID = (LegState.PLANNED.value, LegState.FAILED.value)
_CLAIMED = {
    LegState.PENDING: ExternalState.UNDER_REVIEW,
    LegState.SUCCEEDED: ExternalState.LOST,
    LegState.FAILED: ExternalState.WON,
}


def stands_again(taken: TakenLeg, *, now: datetime) -> bool:
    """Whether a failed or closed leg may be paid by its own refund after all.

    It may while nothing was carried out in its place: what was only planned there, or failed, is closed, and the
    payment holds the amount for the leg again. A leg whose refund came back is posted already, once for ever.
    """
    leg = taken.leg
    if Entry.objects.filter(kind=REFUND, key=str(leg.id)).exists():
        return False
    if leg.state == LegState.FAILED.value:
        return True
    instead = _instead(taken)
    if instead is None or instead.state not in _UNPAID or instead.amount != leg.amount:
        return False
    if instead.payment_id is None:
        if not _has_room(leg):
            return False
        Payment.objects.filter(legs=leg).update(reserved=F("reserved") + leg.amount)
    _close(taken, instead, now=now)
    return True


def _instead(taken: TakenLeg) -> Leg | None:
    return next((one for one in taken.legs if one.replaces_id == taken.leg.id), None)


def _has_room(leg: Leg) -> bool:
    """Whether the payment, which its leg's closing set free, is still as free."""
    paid = Payment.objects.get(legs=leg)
    return paid.refunded + paid.reserved + paid.external_claimed + leg.amount <= paid.amount


def _close(taken: TakenLeg, instead: Leg, *, now: datetime) -> None:
    """It replaces nothing any more, so that the leg can be replaced again."""
    before = LegState(instead.state)
    check_leg_move(before, LegState.CLOSED)
    instead.state, instead.replaces, instead.waits_for = LegState.CLOSED.value, None, ""
    instead.failure, instead.recorded_at = f"leg {taken.leg.number} was paid after all", now
    instead.save(update_fields=["state", "replaces", "waits_for", "failure", "recorded_at"])
    trail_leg(replace(taken, leg=instead), before=before, now=now)


def book_besides(taken: TakenLeg, *, state: LegState, ref: str, now: datetime) -> bool:
    """Books what the provider paid beside our books as what it is, a refund made past us; finance is told once.

    It counts against the ceiling and blocks. `state` is the refund's: pending, succeeded, or failed, when money that
    had gone comes back. False for what is known already, and for a failure of what was never told of.
    """
    leg, name, told = taken.leg, ref or str(taken.leg.id), _CLAIMED[state]
    known = ExternalClaim.objects.filter(provider=leg.provider, ref=name).first()
    if known is None and state is LegState.FAILED:
        return False
    if known is not None and _rank(told) <= _rank(ExternalState(known.state)):
        return False
    record_external_claim(ask=_claim(leg, name, told, known, now=now), now=now)
    if known is None:
        _trail(taken, state, name, now=now)
        tell_after_all(taken, state=state, ref=name, now=now)
    return True


def _rank(state: ExternalState) -> tuple[int, int]:
    return rank(ExternalKind.REFUND, state)


def _claim(
    leg: Leg, name: str, told: ExternalState, known: ExternalClaim | None, *, now: datetime
) -> RecordExternalClaim:
    went = told is ExternalState.LOST or (known is not None and known.movements.exists())
    out = Moved(ref=name, amount=-leg.amount, fee=0, currency=leg.currency, at=now)
    back = Moved(ref=f"{name} failed", amount=leg.amount, fee=0, currency=leg.currency, at=now)
    return RecordExternalClaim(
        provider=leg.provider,
        ref=name,
        payment_refs=(Payment.objects.values_list("provider_ref", flat=True).get(legs=leg),),
        kind=ExternalKind.REFUND,
        state=told,
        reason=f"leg {leg.number}, paid after it had been closed",
        amount=leg.amount,
        currency=leg.currency,
        respond_by=None,
        opened_at=leg.begun_at or now,
        told_at=now,
        moved=(() if not went else (out, back) if told is ExternalState.WON else (out,)),
    )


def _trail(taken: TakenLeg, state: LegState, name: str, *, now: datetime) -> None:
    leg, dispute, instead = taken.leg, taken.case.dispute, _instead(taken)
    record_trail(
        dispute,
        TrailCode.LEG_PAID_AFTER_ALL,
        actor=SYSTEM,
        now=now,
        before={"leg": leg.number, "state": leg.state},
        after={
            "leg": leg.number,
            "state": state,
            "ref": name,
            "amount": leg.amount,
            "instead": instead.number if instead else None,
        },
    )
    dispute.save(update_fields=TRAIL_FIELDS)
