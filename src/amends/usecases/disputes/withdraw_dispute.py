"""Withdraw a dispute: the order goes on as if nothing had been asked, and the story stays."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from amends.core.access import Actor
from amends.core.disputes.states import Move, State, check_move
from amends.core.trail.codes import TrailCode
from amends.records.disputes.case import take_case
from amends.records.disputes.move import release
from amends.records.disputes.offers import close_offer
from amends.usecases.disputes.make_move import make_move


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawDispute:
    """The ask."""

    dispute: str
    version: int | None = None


def withdraw_dispute(*, ask: WithdrawDispute, actor: Actor, now: datetime) -> None:
    """Raises DisputeUnseen, StaleCase, WrongActor, MoveNotAllowed."""
    with transaction.atomic():
        case = take_case(number=ask.dispute, actor=actor, version=ask.version)
        target = check_move(Move.WITHDRAW, state=State(case.dispute.state), number=case.dispute.number, actor=actor)
        close_offer(case.dispute, answer="withdrawn", now=now)
        release(case, now=now)
        make_move(case=case, target=target, code=TrailCode.DISPUTE_WITHDRAWN, actor=actor, now=now)
