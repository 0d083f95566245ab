"""Record what came of calling a provider: succeeded, failed, or not known yet."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from amends.core.access import SYSTEM
from amends.core.settlements.legs import LegMoveNotAllowed, LegState, check_leg_move
from amends.core.trail.codes import TrailCode
from amends.records.settlements.take import TakenLeg, take_leg
from amends.records.trail.record import TRAIL_FIELDS, record_trail
from amends.usecases.settlements.book_leg import book_refund, unbook_refund
from amends.usecases.settlements.finish import finish_if_paid, reopen
from amends.usecases.settlements.telling import tell_failed, tell_recorded


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordLeg:
    """The ask: the new state (succeeded, pending, failed or unknown) and the provider's name for the refund.

    `failure` says why not in the provider's words, `failed_for` in ours (core Unrefundable).
    """

    leg_id: UUID
    state: LegState
    provider_ref: str = ""
    failure: str = ""
    failed_for: str = ""


def record_leg(*, ask: RecordLeg, now: datetime) -> bool:
    """Writes the outcome; posts the money once and settles the dispute when it was the last leg.

    A refund that comes back after it had succeeded fails now: what was posted is reversed and its settlement is open
    again. False when the news changes nothing: it is old, or came before. Raises LegUnseen, and LegMoveNotAllowed
    for a leg that was never begun.
    """
    with transaction.atomic():
        taken = take_leg(leg_id=ask.leg_id, actor=SYSTEM)
        leg = taken.leg
        before = LegState(leg.state)
        if before is LegState.PLANNED:
            raise LegMoveNotAllowed(state=before.value, target=ask.state.value)
        if _is_old(before, ask.state):
            return False
        check_leg_move(before, ask.state)
        leg.state, leg.failure, leg.failed_for = ask.state.value, ask.failure[:200], ask.failed_for
        leg.provider_ref, leg.recorded_at = ask.provider_ref or leg.provider_ref, now
        leg.save(update_fields=["state", "provider_ref", "failure", "failed_for", "recorded_at"])
        if before is ask.state:
            return False
        trail_leg(taken, before=before, now=now)
        _carry(taken, before, now=now)
        return True


def _is_old(before: LegState, told: LegState) -> bool:
    """Nothing follows a failure, and after a success only its failure is news."""
    if before is LegState.SUCCEEDED:
        return told is not LegState.FAILED
    return before in (LegState.FAILED, LegState.CLOSED)


def _carry(taken: TakenLeg, before: LegState, *, now: datetime) -> None:
    state = LegState(taken.leg.state)
    if state is LegState.SUCCEEDED:
        book_refund(taken, now=now)
        finish_if_paid(taken, now=now)
    elif state is LegState.FAILED:
        if before is LegState.SUCCEEDED:
            unbook_refund(taken, now=now)
            reopen(taken, now=now)
        tell_failed(taken, now=now)


def trail_leg(taken: TakenLeg, *, before: LegState, now: datetime) -> None:
    """One trail entry for a leg's new state, which is announced."""
    leg, dispute = taken.leg, taken.case.dispute
    record_trail(
        dispute,
        TrailCode.LEG_RECORDED,
        actor=SYSTEM,
        now=now,
        before={"leg": leg.number, "state": before},
        after={"leg": leg.number, "state": leg.state, "ref": leg.provider_ref, "failure": leg.failure},
    )
    dispute.save(update_fields=TRAIL_FIELDS)
    tell_recorded(taken, now=now)
