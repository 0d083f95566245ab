"""Take the step that the table of states names when a dispute's due time has passed."""

from datetime import datetime

from django.db import transaction

from amends.core.access import SYSTEM
from amends.core.disputes.states import STATES, Move, State
from amends.core.trail.codes import TrailCode
from amends.records.disputes.case import take_case
from amends.records.disputes.move import release
from amends.records.disputes.offers import close_offer
from amends.usecases.disputes.make_move import make_move

_CODES = {
    Move.ESCALATE: TrailCode.DISPUTE_ESCALATED,
    Move.EXPIRE: TrailCode.DISPUTE_EXPIRED,
    Move.TELL_FINANCE: TrailCode.FINANCE_TOLD,
}


def pass_deadline(*, dispute: str, now: datetime) -> Move | None:
    """The step taken, or None when, once locked, the dispute turned out not to be due (any more).

    The sweep that calls this only narrows; here it is asked again under lock. Raises DisputeUnseen.
    """
    with transaction.atomic():
        case = take_case(number=dispute, actor=SYSTEM)
        row = case.dispute
        state = State(row.state)
        step = STATES[state].on_time
        if step is None or row.due_at is None or row.due_at > now:
            return None
        if step is Move.EXPIRE:
            close_offer(row, answer="expired", now=now)
            release(case, now=now)
        elif step is Move.ESCALATE:
            row.escalations += 1
        target = State.EXPIRED if step is Move.EXPIRE else state
        facts = {"escalations": row.escalations} if step is Move.ESCALATE else {}
        make_move(case=case, target=target, code=_CODES[step], actor=SYSTEM, now=now, facts=facts)
        return step
