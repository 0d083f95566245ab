"""Record what came of calling a provider: succeeded, failed, or not known yet."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F

from amends.core.access import SYSTEM
from amends.core.ledger.posting import LedgerKind, Posting
from amends.core.money import Money
from amends.core.settlements.legs import LegMoveNotAllowed, LegState, check_leg_move
from amends.core.trail.codes import TrailCode
from amends.records.ledger.post import NewEntry, ledger_account, post_entry
from amends.records.notices.announce import announce
from amends.records.orders.models import Payment
from amends.records.settlements.models import Leg
from amends.records.settlements.take import TakenLeg, take_leg
from amends.records.trail.record import TRAIL_FIELDS, record_trail
from amends.usecases.liability.charge_leg import charge_leg
from amends.usecases.settlements.finish import finish_if_paid


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordLeg:
    """The ask: the new state (succeeded, failed or unknown), the provider's name for the refund, or why not."""

    leg_id: UUID
    state: LegState
    provider_ref: str = ""
    failure: str = ""


def record_leg(*, ask: RecordLeg, now: datetime) -> bool:
    """Writes the outcome; posts the money once and settles the dispute when it was the last leg.

    False when the leg had come to an end before: the same news twice changes nothing. Raises LegUnseen, and
    LegMoveNotAllowed for a leg that was never begun.
    """
    with transaction.atomic():
        taken = take_leg(leg_id=ask.leg_id, actor=SYSTEM)
        leg = taken.leg
        before = LegState(leg.state)
        if before in (LegState.SUCCEEDED, LegState.FAILED, LegState.CLOSED):
            return False
        if before is LegState.PLANNED:
            raise LegMoveNotAllowed(state=before.value, target=ask.state.value)
        check_leg_move(before, ask.state)
        leg.state, leg.provider_ref, leg.failure = ask.state.value, ask.provider_ref, ask.failure[:200]
        leg.recorded_at = now
        leg.save(update_fields=["state", "provider_ref", "failure", "recorded_at"])
        trail_leg(taken, before=before, now=now)
        if ask.state is LegState.SUCCEEDED:
            _book(taken, now=now)
        elif ask.state is LegState.FAILED:
            _tell_finance(taken, now=now)
        finish_if_paid(taken, now=now)
        return True


def trail_leg(taken: TakenLeg, *, before: LegState, now: datetime) -> None:
    """One trail entry for a leg's new state."""
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


def leg_entry(taken: TakenLeg, leg: Leg) -> NewEntry:
    """The ledger entry of a leg: keyed by its id, so that it is posted once for ever."""
    return NewEntry(
        kind="refund",
        key=str(leg.id),
        account_id=leg.account_id,
        order_id=taken.case.order.id,
        dispute_id=taken.case.dispute.id,
    )


def _book(taken: TakenLeg, *, now: datetime) -> None:
    leg = taken.leg
    Payment.objects.filter(legs=leg).update(reserved=F("reserved") - leg.amount, refunded=F("refunded") + leg.amount)
    posting = Posting(
        ledger_account(LedgerKind.AFTER_SALES, currency=leg.currency),
        ledger_account(LedgerKind.CLEARING, currency=leg.currency, detail=leg.provider),
        Money(leg.amount, leg.currency),
    )
    post_entry(leg_entry(taken, leg), [posting], wallet=None, now=now)
    charge_leg(taken, now=now)


def _tell_finance(taken: TakenLeg, *, now: datetime) -> None:
    dispute = taken.case.dispute
    announce(
        TrailCode.FINANCE_TOLD,
        account_id=dispute.account_id,
        now=now,
        order_id=taken.case.order.id,
        dispute_id=dispute.id,
        number=dispute.number,
        order=taken.case.order.number,
    )
