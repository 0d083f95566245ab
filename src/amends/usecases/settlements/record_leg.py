"""Record what came of calling a provider: succeeded, failed, or not known yet."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from amends.core.access import SYSTEM
from amends.core.settlements.legs import LegMoveNotAllowed, LegState, check_leg_move
from amends.records.settlements.models import Leg
from amends.records.settlements.take import TakenLeg, take_leg
from amends.usecases.settlements.book_leg import book_refund, unbook_refund
from amends.usecases.settlements.finish import finish_if_paid, reopen
from amends.usecases.settlements.paid_after_all import book_besides, stands_again
from amends.usecases.settlements.telling import tell_failed, trail_leg

_GIVEN_UP = (LegState.FAILED, LegState.CLOSED)


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
    again. One that had failed, or been closed, and was made after all takes its place again, or is booked besides as
    money that went out twice. False when the news changes nothing: it is old, or came before. Raises LegUnseen, and
    LegMoveNotAllowed for a leg that was never begun.
    """
    with transaction.atomic():
        taken = take_leg(leg_id=ask.leg_id, actor=SYSTEM)
        leg = taken.leg
        before = LegState(leg.state)
        if before is LegState.PLANNED:
            raise LegMoveNotAllowed(state=before.value, target=ask.state.value)
        if _is_old(leg, ask):
            return False
        if before in _GIVEN_UP and (ask.state is LegState.FAILED or not stands_again(taken, now=now)):
            return book_besides(taken, state=ask.state, ref=ask.provider_ref, now=now)
        check_leg_move(before, ask.state)
        leg.state, leg.failure, leg.failed_for = ask.state.value, ask.failure[:200], ask.failed_for
        leg.provider_ref, leg.recorded_at = ask.provider_ref or leg.provider_ref, now
        leg.save(update_fields=["state", "provider_ref", "failure", "failed_for", "recorded_at"])
        if before is ask.state:
            return False
        trail_leg(taken, before=before, now=now)
        _carry(taken, before, now=now)
        return True


def _is_old(leg: Leg, told: RecordLeg) -> bool:
    """After a success only its failure is news; after a failure any refund but the one that failed.

    A provider that does not answer makes nothing less known than it was.
    """
    before = LegState(leg.state)
    if before is LegState.SUCCEEDED:
        return told.state is not LegState.FAILED
    if before in _GIVEN_UP:
        the_one_that_failed = bool(leg.provider_ref) and told.provider_ref in ("", leg.provider_ref)
        return told.state is LegState.UNKNOWN or (told.state is not LegState.FAILED and the_one_that_failed)
    return before is LegState.PENDING and told.state is LegState.UNKNOWN


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
