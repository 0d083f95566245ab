"""Approve a refund exactly as it was asked: agreed at once. A resend, another amount or destination is an offer."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from amends.core.access import Actor
from amends.core.decisions.award import outcome_of
from amends.core.decisions.departing import Departing
from amends.core.disputes.reasons import Wish
from amends.core.disputes.states import Move, State, check_move
from amends.core.refusals import Refusal
from amends.core.trail.codes import TrailCode
from amends.records.disputes.case import take_case
from amends.usecases.decisions.record_decision import record_decision
from amends.usecases.decisions.weigh_finding import weigh_finding
from amends.usecases.disputes.make_move import make_move


class ResendNeedsOffer(Refusal):
    """A resend is offered with its content, for the merchant to check and agree to."""

    code = "decision.resend_needs_offer"
    sentence = "A resend is offered with its address and items; dispute %(number)s then waits for Agree."


@dataclass(frozen=True, slots=True, kw_only=True)
class ApproveDispute:
    """The ask. `shown` is the digest of the finding on the page; `departing` says why it is departed from, if it is."""

    dispute: str
    words: str = ""
    version: int | None = None
    shown: str | None = None
    departing: Departing | None = None


def approve_dispute(*, ask: ApproveDispute, actor: Actor, now: datetime) -> None:
    """Raises DisputeUnseen, StaleCase, WrongActor, MoveNotAllowed, ResendNeedsOffer, what planning raises

    and what `weigh_finding` raises.
    """
    with transaction.atomic():
        case = take_case(number=ask.dispute, actor=actor, version=ask.version)
        dispute = case.dispute
        target = check_move(Move.APPROVE, state=State(dispute.state), number=dispute.number, actor=actor)
        wish = Wish(dispute.wish)
        if not wish.is_refund:
            raise ResendNeedsOffer(number=dispute.number)
        record_decision(
            case=case,
            outcome=outcome_of(wish),
            amount=dispute.asked,
            words=ask.words.strip(),
            offer=None,
            actor=actor,
            now=now,
        )
        told = weigh_finding(
            case=case,
            outcome=outcome_of(wish),
            amount=dispute.asked,
            departing=ask.departing,
            shown=ask.shown,
            actor=actor,
            now=now,
        )
        facts = {"outcome": wish, "amount": dispute.asked, "currency": dispute.currency, **told}
        make_move(
            case=case,
            target=target,
            code=TrailCode.DISPUTE_APPROVED,
            actor=actor,
            now=now,
            facts=facts,
            why=ask.words.strip(),
        )
