"""Reject a dispute: never without a reason from the list and words for the merchant. The hold is released."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from amends.core.access import Actor
from amends.core.decisions.award import Outcome, RejectReason
from amends.core.decisions.departing import Departing
from amends.core.disputes.states import Move, State, check_move
from amends.core.trail.codes import TrailCode
from amends.records.decisions.models import Decision
from amends.records.disputes.case import take_case
from amends.records.disputes.move import release
from amends.usecases.decisions.weigh_finding import weigh_finding
from amends.usecases.disputes.make_move import make_move
from amends.usecases.disputes.write_message import check_words


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectDispute:
    """The ask. `shown` is the digest of the finding on the page; `departing` says why it is departed from, if it is."""

    dispute: str
    reason: RejectReason
    words: str
    version: int | None = None
    shown: str | None = None
    departing: Departing | None = None


def reject_dispute(*, ask: RejectDispute, actor: Actor, now: datetime) -> None:
    """Raises DisputeUnseen, StaleCase, WrongActor, MoveNotAllowed, MessageEmpty, MessageTooLong, and what

    `weigh_finding` raises.
    """
    with transaction.atomic():
        case = take_case(number=ask.dispute, actor=actor, version=ask.version)
        dispute = case.dispute
        target = check_move(Move.REJECT, state=State(dispute.state), number=dispute.number, actor=actor)
        words = check_words(ask.words)
        told = weigh_finding(
            case=case,
            outcome=Outcome.REJECT,
            amount=0,
            departing=ask.departing,
            shown=ask.shown,
            actor=actor,
            now=now,
        )
        Decision.objects.create(
            account_id=dispute.account_id,
            dispute=dispute,
            outcome=Outcome.REJECT.value,
            currency=dispute.currency,
            reject_reason=ask.reason.value,
            words=words,
            decided_by=actor.id,
            decided_by_name=actor.name,
            decided_at=now,
        )
        release(case, now=now)
        make_move(
            case=case,
            target=target,
            code=TrailCode.DISPUTE_REJECTED,
            actor=actor,
            now=now,
            facts={"reason": ask.reason, **told},
            why=words,
        )
