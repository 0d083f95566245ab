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
    if not instead or instead[-1].state not in _UNPAID or instead[-1].amount != leg.amount:
        return False
    if instead[-1].payment_id is None:
        if not _has_room(leg):
            return False
        Payment.objects.filter(legs=leg).update(reserved=F("reserved") + leg.amount)
    _end(taken, instead[-1], LegState.CLOSED, now=now)
    instead[0].replaces = None  # so that the leg, should it fail, can be replaced again
    instead[0].save(update_fields=["replaces"])
    return True


def _instead(taken: TakenLeg) -> list[Leg]:
    """What replaced the leg, what replaced that, and so on; all but the last are closed."""
    by_replaced = {one.replaces_id: one for one in taken.legs}
    chain, last = list[Leg](), taken.leg
    while last.id in by_replaced:
        chain.append(last := by_replaced[last.id])
    return chain


def _has_room(leg: Leg) -> bool:
    """Whether the payment, which its leg's closing set free, is still as free."""
    paid = Payment.objects.get(legs=leg)
    return paid.refunded + paid.reserved + paid.external_claimed + leg.amount <= paid.amount


def _end(taken: TakenLeg, instead: Leg, state: LegState, *, now: datetime) -> None:
    """Ends what nothing was carried out with."""
    before = LegState(instead.state)
    check_leg_move(before, state)
    instead.state, instead.waits_for, instead.recorded_at = state.value, "", now
    instead.failure = f"leg {taken.leg.number} was paid after all"
    instead.save(update_fields=["state", "waits_for", "failure", "recorded_at"])
    trail_leg(replace(taken, leg=instead), before=before, now=now)


def book_besides(taken: TakenLeg, *, state: LegState, ref: str, now: datetime) -> bool:
    """Books what the provider paid beside our books as what it is, a refund made past us; finance is told once.

    It counts against the ceiling and blocks, and what is still planned in the leg's place fails. `state` is the
    refund's: pending, succeeded, or failed, when money that had gone comes back. False for what is known already, and
    for a failure of what was never told of.
    """
    leg, name, told = taken.leg, ref or str(taken.leg.id), _CLAIMED[state]
    known = ExternalClaim.objects.filter(provider=leg.provider, ref=name).first()
    if known is None and state is LegState.FAILED:
        return False
    if known is not None and _rank(told) <= _rank(ExternalState(known.state)):
        return False
    record_external_claim(ask=_claim(leg, name, told, known, now=now), now=now)
    if known is None:
        instead = _instead(taken)
        _trail(taken, state, name, instead, now=now)
        tell_after_all(taken, state=state, ref=name, now=now)
        if instead and instead[-1].state == LegState.PLANNED.value:
            _end(taken, instead[-1], LegState.FAILED, now=now)
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


def _trail(taken: TakenLeg, state: LegState, name: str, instead: list[Leg], *, now: datetime) -> None:
    leg, dispute = taken.leg, taken.case.dispute
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
            "instead": instead[-1].number if instead else None,
        },
    )
    dispute.save(update_fields=TRAIL_FIELDS)
