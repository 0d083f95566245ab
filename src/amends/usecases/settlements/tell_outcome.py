"""Tell the outcome of a leg that nobody knows: a person looked at the payment house's own pages."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from amends.core.access import Actor
from amends.core.settlements.calling import check_not_being_called
from amends.core.settlements.legs import LegState
from amends.core.settlements.replacing import check_told_outcome
from amends.core.trail.codes import TrailCode
from amends.records.settlements.take import take_leg
from amends.records.trail.record import TRAIL_FIELDS, record_trail
from amends.usecases.disputes.write_message import check_words
from amends.usecases.settlements.record_leg import RecordLeg, record_leg


@dataclass(frozen=True, slots=True, kw_only=True)
class TellOutcome:
    """The ask: whether the refund stands there (then its name there), and where it was seen, in words."""

    leg_id: UUID
    paid: bool
    words: str
    provider_ref: str = ""


def tell_outcome(*, ask: TellOutcome, actor: Actor, now: datetime) -> None:
    """Records it as if the provider had told it. Raises LegUnseen, Forbidden, LegNotUnknown, MessageEmpty, and

    LegBeingCalled where it is said not to be there while a call may still make it.
    """
    with transaction.atomic():
        taken = take_leg(leg_id=ask.leg_id, actor=actor)
        leg = taken.leg
        check_told_outcome(state=LegState(leg.state), actor=actor)
        if not ask.paid:
            check_not_being_called(called_at=leg.called_at, answered_at=leg.recorded_at, now=now)
        words, dispute = check_words(ask.words), taken.case.dispute
        after = {"leg": leg.number, "paid": ask.paid}
        record_trail(dispute, TrailCode.LEG_OUTCOME_TOLD, actor=actor, now=now, after=after, why=words)
        dispute.save(update_fields=TRAIL_FIELDS)
        told = RecordLeg(
            leg_id=ask.leg_id,
            state=LegState.SUCCEEDED if ask.paid else LegState.FAILED,
            provider_ref=ask.provider_ref.strip()[:120] if ask.paid else "",
            failure="" if ask.paid else "not there, as finance saw",
        )
        record_leg(ask=told, now=now)
