"""Ask the merchant for more evidence: the case waits for them until an absolute time."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from amends.core.access import Actor
from amends.core.disputes.states import Move, State, check_move
from amends.core.trail.codes import TrailCode
from amends.records.disputes.case import take_case
from amends.usecases.disputes.make_move import make_move
from amends.usecases.disputes.write_message import check_words, say


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestEvidence:
    """The ask: which dispute, what is wanted in words, and the version the agent looked at."""

    dispute: str
    words: str
    version: int | None = None


def request_evidence(*, ask: RequestEvidence, actor: Actor, now: datetime) -> None:
    """Raises DisputeUnseen, StaleCase, WrongActor, MoveNotAllowed, MessageEmpty, MessageTooLong."""
    with transaction.atomic():
        case = take_case(number=ask.dispute, actor=actor, version=ask.version)
        target = check_move(
            Move.REQUEST_EVIDENCE, state=State(case.dispute.state), number=case.dispute.number, actor=actor
        )
        words = check_words(ask.words)
        say(order=case.order, dispute=case.dispute, actor=actor, body=words, internal=False, now=now)
        make_move(case=case, target=target, code=TrailCode.EVIDENCE_REQUESTED, actor=actor, now=now, why=words)
