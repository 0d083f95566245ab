"""Cut a leg that a claim at a payment house has overtaken: what the claim took is no longer owed, the rest is paid."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from amends.core.access import Actor
from amends.core.money import split
from amends.core.settlements.legs import LegState, Method, check_leg_move
from amends.core.settlements.replacing import check_cut
from amends.core.trail.codes import TrailCode
from amends.records.settlements.models import Leg
from amends.records.settlements.take import TakenLeg, take_leg
from amends.records.trail.record import TRAIL_FIELDS, record_trail
from amends.usecases.disputes.write_message import check_words
from amends.usecases.settlements.count_elsewhere import awards_of, count_elsewhere
from amends.usecases.settlements.finish import finish_if_paid
from amends.usecases.settlements.replace_leg import new_leg
from amends.usecases.settlements.telling import tell_cut, tell_replaced


@dataclass(frozen=True, slots=True, kw_only=True)
class CutLeg:
    """The ask: the failed leg, and words for the trail."""

    leg_id: UUID
    words: str


def cut_leg(*, ask: CutLeg, actor: Actor, now: datetime) -> int:
    """What the claim took, minor units. Raises LegUnseen, Forbidden, LegNotFailed, NothingTaken, MessageEmpty."""
    with transaction.atomic():
        taken = take_leg(leg_id=ask.leg_id, actor=actor)
        leg, money = taken.leg, taken.case.money_order
        over = money.refunded + money.reserved + money.external_claimed - money.charged
        took = check_cut(state=LegState(leg.state), amount=leg.amount, over=over, actor=actor)
        words = check_words(ask.words)
        check_leg_move(LegState(leg.state), LegState.CLOSED)
        leg.state, leg.recorded_at = LegState.CLOSED.value, now
        leg.save(update_fields=["state", "recorded_at"])
        awards = awards_of(taken)
        count_elsewhere(taken, awards, split(took, [award.amount - award.taken_elsewhere for award in awards]))
        left = leg.amount - took
        rest = new_leg(taken, Method(leg.method), amount=left, replaces=leg, now=now) if left else None
        _trail(taken, took, rest, actor=actor, words=words, now=now)
        if rest is None:
            finish_if_paid(taken, now=now)
        else:
            tell_replaced(taken, now=now)
        return took


def _trail(taken: TakenLeg, took: int, rest: Leg | None, *, actor: Actor, words: str, now: datetime) -> None:
    dispute, leg = taken.case.dispute, taken.leg
    record_trail(
        dispute,
        TrailCode.LEG_CUT,
        actor=actor,
        now=now,
        before={"leg": leg.number, "state": LegState.FAILED, "amount": leg.amount},
        after={"leg": leg.number, "state": leg.state, "taken": took, "rest": rest.number if rest else None},
        why=words,
    )
    dispute.save(update_fields=TRAIL_FIELDS)
    tell_cut(taken, now=now)
