"""How long each state may wait."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from amends.core.disputes.states import State


@dataclass(frozen=True, slots=True)
class Waits:
    """How long a dispute may stay in each open state before the table's step is taken. Settings, with defaults."""

    review: timedelta = timedelta(hours=48)
    evidence: timedelta = timedelta(days=7)
    offer: timedelta = timedelta(days=7)
    agreed: timedelta = timedelta(hours=1)
    settling: timedelta = timedelta(hours=24)
    draft: timedelta = timedelta(days=30)

    def of(self, state: State) -> timedelta | None:
        """The wait that belongs to `state`; None for final states, which wait for nobody."""
        return {
            State.DRAFT: self.draft,
            State.UNDER_REVIEW: self.review,
            State.EVIDENCE_REQUESTED: self.evidence,
            State.OFFERED: self.offer,
            State.AGREED: self.agreed,
            State.SETTLING: self.settling,
        }.get(state)


def due_at(state: State, *, now: datetime, waits: Waits) -> datetime | None:
    """The absolute time at which waiting in `state`, entered `now`, ends; None for a final state."""
    wait = waits.of(state)
    return None if wait is None else now + wait
