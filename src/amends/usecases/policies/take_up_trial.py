"""Take up a trial that waits, or one whose worker went silent."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from amends.core.policies.trials import MOST_TRIES, Cases, TrialStatus
from amends.records.policies.models import Trial


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenUp:
    """A trial that is ours to carry out, as the try numbered `number`."""

    trial_id: UUID
    number: int
    document: str
    against: int
    cases: Cases
    total: int


def take_up_trial(*, trial_id: UUID, silent_since: datetime, now: datetime) -> TakenUp | None:
    """None when there is nothing to do: it is over, or its worker was heard of after `silent_since`.

    A trial begins anew with each try; one whose workers keep dying in the middle is marked as failed, while one that
    was put back may come as often as workers are stopped.
    """
    with transaction.atomic():
        trial = Trial.objects.select_for_update().filter(id=trial_id).first()
        if trial is None or TrialStatus(trial.status).over:
            return None
        if trial.heard_at is not None and trial.heard_at > silent_since:
            return None
        if trial.heard_at is not None and trial.tries >= MOST_TRIES:
            trial.status, trial.ended_at = TrialStatus.FAILED.value, now
            trial.failure = "The worker ended before the trial did, several times."
            trial.save(update_fields=["status", "ended_at", "failure"])
            return None
        trial.status, trial.tries = TrialStatus.RUNNING.value, trial.tries + 1
        trial.begun_at, trial.heard_at, trial.done, trial.result = now, now, 0, {}
        trial.save(update_fields=["status", "tries", "begun_at", "heard_at", "done", "result"])
    return TakenUp(
        trial_id=trial.id,
        number=trial.tries,
        document=trial.document,
        against=trial.against,
        cases=Cases(trial.cases),
        total=trial.total,
    )
