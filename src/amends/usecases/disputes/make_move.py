"""What every verb that moves a dispute does after the core has said yes: state, trail, announcement."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from amends.core.access import Actor
from amends.core.disputes.states import State
from amends.core.trail.codes import TrailCode
from amends.records.disputes.case import Case
from amends.records.disputes.move import enter, save_moved
from amends.records.notices.announce import announce
from amends.records.trail.record import record_trail


def make_move(
    *,
    case: Case,
    target: State,
    code: TrailCode,
    actor: Actor,
    now: datetime,
    facts: Mapping[str, Any] | None = None,
    fields: tuple[str, ...] = (),
    why: str = "",
) -> None:
    """Enters `target`, records it in the trail with `facts`, and announces it. `fields` are saved besides."""
    dispute = case.dispute
    before = {"state": dispute.state, "due_at": dispute.due_at}
    enter(dispute, target, now=now)
    after = {"state": dispute.state, "due_at": dispute.due_at, **(facts or {})}
    record_trail(dispute, code, actor=actor, now=now, before=before, after=after, why=why)
    save_moved(dispute, *fields)
    announce(
        code,
        account_id=dispute.account_id,
        now=now,
        order_id=case.order.id,
        dispute_id=dispute.id,
        trail_seq=dispute.trail_seq,
        number=dispute.number,
        order=case.order.number,
        state=dispute.state,
    )
