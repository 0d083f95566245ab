"""Note that a fetching is over, and how it went."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from amends.core.reconciliation.stretch import Stretch
from amends.records.reconciliation.models import StatementRun


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishStatement:
    """The ask; `failure` is empty when every line of the stretch was told."""

    run_id: UUID
    stretch: Stretch
    failure: str = ""


def finish_statement(*, ask: FinishStatement, now: datetime) -> bool:
    """False, and nothing noted, when it was finished before."""
    waiting = StatementRun.objects.filter(id=ask.run_id, finished_at=None)
    return bool(
        waiting.update(
            since=ask.stretch.since,
            until=ask.stretch.until,
            failure=ask.failure[:300],
            finished_at=now,
            due_at=None,
        )
    )
