"""Note how far a trial came, and hear whether it is to go on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from amends.core.policies.trials import TrialStatus
from amends.records.policies.models import Trial


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteProgress:
    """The ask, of the try numbered `number`. `result` is a tally as a dict."""

    trial_id: UUID
    number: int
    total: int
    done: int
    result: Mapping[str, Any]


def note_progress(*, ask: NoteProgress, now: datetime) -> bool:
    """False, and nothing noted, when the trial was cancelled or another worker took it up meanwhile."""
    ours = Trial.objects.filter(id=ask.trial_id, status=TrialStatus.RUNNING, tries=ask.number)
    return bool(ours.update(total=ask.total, done=ask.done, result=ask.result, heard_at=now))
