"""Restore what was cut of a leg: the claim that took it was reversed, and a new leg pays what is owed again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from amends.core.access import Actor
from amends.core.money import split
from amends.core.orders.claimable import why_not_payable
from amends.core.settlements.legs import Method
from amends.core.settlements.replacing import check_restored
from amends.core.trail.codes import TrailCode
from amends.records.decisions.models import Award
from amends.records.orders.models import Payment
from amends.records.settlements.models import Leg
from amends.records.settlements.take import TakenLeg, take_leg
from amends.records.trail.record import TRAIL_FIELDS, record_trail
from amends.usecases.disputes.write_message import check_words
from amends.usecases.settlements.count_elsewhere import awards_of, count_elsewhere
from amends.usecases.settlements.finish import reopen
from amends.usecases.settlements.replace_leg import new_leg
from amends.usecases.settlements.telling import tell_restored


@dataclass(frozen=True, slots=True, kw_only=True)
class RestoreLeg:
    """The ask: the leg of which something was cut, and words for the trail."""

    leg_id: UUID
    words: str


def restore_leg(*, ask: RestoreLeg, actor: Actor, now: datetime) -> int:
    """What is owed again, minor units: all that was cut, or as much of it as order, lines and payment have left.

    Raises LegUnseen, Forbidden, NothingCut, StillTaken, ClaimedElsewhere, MessageEmpty.
    """
    with transaction.atomic():
        taken = take_leg(leg_id=ask.leg_id, actor=actor)
        awards = awards_of(taken)
        left = _left_by_award(taken, awards)
        back = check_restored(cut=taken.leg.taken_elsewhere, left=min(sum(left), _left(taken)), actor=actor)
        if held := why_not_payable(taken.case.facts):
            raise held
        words = check_words(ask.words)
        reopen(taken, now=now)
        count_elsewhere(taken, awards, [-part for part in split(back, left)])
        new = new_leg(taken, Method(taken.leg.method), amount=back, replaces=None, now=now)
        _trail(taken, new, actor=actor, words=words, now=now)
        return back


def _left(taken: TakenLeg) -> int:
    """What the order has left, and the payment that the leg goes back to."""
    order = taken.case.money_order
    left = order.charged - order.refunded - order.reserved - order.external_claimed
    for paid in Payment.objects.select_for_update().filter(legs=taken.leg):
        left = min(left, paid.amount - paid.refunded - paid.reserved - paid.external_claimed)
    return left


def _left_by_award(taken: TakenLeg, awards: Sequence[Award]) -> list[int]:
    """Of what each award had taken from it, as much as its line has left."""
    lines = [taken.case.lines[award.line_id] for award in awards]
    rooms = [taken.case.lines[line.root_line_id or line.id] for line in lines]
    return [
        min(award.taken_elsewhere, line.charged - line.refunded - line.reserved)
        for award, line in zip(awards, rooms, strict=True)
    ]


def _trail(taken: TakenLeg, new: Leg, *, actor: Actor, words: str, now: datetime) -> None:
    dispute, cut = taken.case.dispute, taken.leg
    record_trail(
        dispute,
        TrailCode.LEG_RESTORED,
        actor=actor,
        now=now,
        before={"leg": cut.number, "taken": cut.taken_elsewhere},
        after={"leg": new.number, "taken": cut.taken_elsewhere - new.amount, "amount": new.amount, "id": new.id},
        why=words,
    )
    dispute.save(update_fields=TRAIL_FIELDS)
    tell_restored(taken, now=now)
