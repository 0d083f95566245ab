"""Bring a trial to its end, with the cases it kept or with what went wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from amends.core.policies.trials import TrialStatus
from amends.records.policies.models import Trial, TrialCase


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptCase:
    """A case that changed. `before` and `after` are the two decisions in short; a synthetic case has no dispute."""

    change: str
    dispute_id: UUID | None
    facts: Mapping[str, Any]
    supplier: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class EndTrial:
    """The ask, of the try numbered `number`; with a `failure` the trial failed."""

    trial_id: UUID
    number: int
    kept: Sequence[KeptCase] = ()
    failure: str = ""


def end_trial(*, ask: EndTrial, now: datetime) -> bool:
    """False, and nothing done, when the trial was cancelled or another worker took it up meanwhile."""
    with transaction.atomic():
        ours = Trial.objects.select_for_update().filter(id=ask.trial_id, status=TrialStatus.RUNNING, tries=ask.number)
        trial = ours.first()
        if trial is None:
            return False
        trial.status = (TrialStatus.FAILED if ask.failure else TrialStatus.DONE).value
        trial.failure, trial.heard_at, trial.ended_at = ask.failure, now, now
        trial.save(update_fields=["status", "failure", "heard_at", "ended_at"])
        TrialCase.objects.bulk_create(
            TrialCase(
                trial=trial,
                change=case.change,
                dispute_id=case.dispute_id,
                facts=case.facts,
                supplier=case.supplier,
                before=case.before,
                after=case.after,
            )
            for case in ask.kept
        )
    return True
