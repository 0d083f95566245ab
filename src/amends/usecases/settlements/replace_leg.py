"""Replace a leg that failed: it is closed for good, and then another carries out the same amount."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F

from amends.core.access import Actor, Side
from amends.core.settlements.legs import LegState, Method, check_leg_move
from amends.core.settlements.replacing import check_replacement
from amends.core.trail.codes import TrailCode
from amends.records.orders.models import Payment
from amends.records.settlements.models import Leg
from amends.records.settlements.take import TakenLeg, take_leg
from amends.records.trail.record import TRAIL_FIELDS, record_trail
from amends.usecases.disputes.write_message import check_words
from amends.usecases.settlements.telling import tell_replaced


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplaceLeg:
    """The ask: the failed leg, how its amount is paid instead, and why (mandatory for staff, kept in the trail)."""

    leg_id: UUID
    to: Method
    words: str = ""


def replace_leg(*, ask: ReplaceLeg, actor: Actor, now: datetime) -> UUID:
    """The new leg's id; it is carried out beside claims as any other is.

    Raises LegUnseen, DisputeUnseen, Forbidden, LegNotFailed, NoOtherWay, FinanceLooksFirst, MessageEmpty.
    """
    with transaction.atomic():
        taken = take_leg(leg_id=ask.leg_id, actor=actor)
        old = taken.leg
        method = Method(old.method)
        check_replacement(state=LegState(old.state), method=method, failed_for=old.failed_for, to=ask.to, actor=actor)
        words = ask.words if actor.side is Side.MERCHANT else check_words(ask.words)
        check_leg_move(LegState(old.state), LegState.CLOSED)
        old.state, old.recorded_at = LegState.CLOSED.value, now
        old.save(update_fields=["state", "recorded_at"])
        if ask.to is not method:
            Payment.objects.filter(legs=old).update(reserved=F("reserved") - old.amount)
        new = new_leg(taken, ask.to, amount=old.amount, replaces=old, now=now)
        _trail(taken, new, actor=actor, words=words, now=now)
        return new.id


def new_leg(taken: TakenLeg, to: Method, *, amount: int, replaces: Leg | None, now: datetime) -> Leg:
    """A leg after one that was closed, mostly in its place. The same way holds the same payment, under a new key."""
    old = taken.leg
    again = to is Method(old.method)
    return Leg.objects.create(
        account_id=old.account_id,
        settlement_id=old.settlement_id,
        number=max(leg.number for leg in taken.legs) + 1,
        method=to.value,
        amount=amount,
        currency=old.currency,
        payment_id=old.payment_id if again else None,
        provider=old.provider if again else "",
        planned_at=now,
        replaces=replaces,
    )


def _trail(taken: TakenLeg, new: Leg, *, actor: Actor, words: str, now: datetime) -> None:
    dispute, old = taken.case.dispute, taken.leg
    record_trail(
        dispute,
        TrailCode.LEG_REPLACED,
        actor=actor,
        now=now,
        before={"leg": old.number, "state": LegState.FAILED, "method": old.method},
        after={"leg": new.number, "state": LegState.PLANNED, "method": new.method, "id": new.id},
        why=words,
    )
    dispute.save(update_fields=TRAIL_FIELDS)
    tell_replaced(taken, now=now)
