"""Begin a settlement: an agreed dispute settles with its first leg."""

from datetime import datetime

from amends.core.access import SYSTEM
from amends.core.disputes.states import State
from amends.core.trail.codes import TrailCode
from amends.records.settlements.take import TakenLeg
from amends.usecases.disputes.make_move import make_move


def begin_settling(taken: TakenLeg, *, now: datetime) -> None:
    """Moves an agreed dispute to settling; leaves one that settles already."""
    if taken.case.dispute.state == State.AGREED.value:
        make_move(case=taken.case, target=State.SETTLING, code=TrailCode.SETTLING_BEGUN, actor=SYSTEM, now=now)
