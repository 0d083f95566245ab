"""Hand in what was asked for: the case returns to review."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from amends.core.access import Actor
from amends.core.disputes.states import Move, State, check_move
from amends.core.refusals import Refusal
from amends.core.trail.codes import TrailCode
from amends.records.disputes.case import take_case
from amends.records.evidence.models import Evidence
from amends.usecases.disputes.make_move import make_move
from amends.usecases.disputes.write_message import check_words, say


class NothingSubmitted(Refusal):
    """Neither a file nor a word came since evidence was asked for."""

    code = "dispute.nothing_submitted"
    sentence = "Add a file or write a few words before you send your evidence."
    kind = "invalid"
    field = "message"


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmitEvidence:
    """The ask: the files were added before; `words` may be empty if there are any."""

    dispute: str
    words: str = ""
    version: int | None = None


def submit_evidence(*, ask: SubmitEvidence, actor: Actor, now: datetime) -> None:
    """Raises DisputeUnseen, StaleCase, WrongActor, MoveNotAllowed, NothingSubmitted, MessageTooLong."""
    with transaction.atomic():
        case = take_case(number=ask.dispute, actor=actor, version=ask.version)
        dispute = case.dispute
        target = check_move(Move.SUBMIT_EVIDENCE, state=State(dispute.state), number=dispute.number, actor=actor)
        files = Evidence.objects.filter(dispute=dispute, added_at__gte=dispute.state_since).count()
        if not files and not ask.words.strip():
            raise NothingSubmitted
        words = check_words(ask.words) if ask.words.strip() else ""
        if words:
            say(order=case.order, dispute=dispute, actor=actor, body=words, internal=False, now=now)
        make_move(
            case=case,
            target=target,
            code=TrailCode.EVIDENCE_SUBMITTED,
            actor=actor,
            now=now,
            facts={"files": files},
            why=words,
        )
