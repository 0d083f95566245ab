"""Cancel a trial; what was counted until then stays."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from amends.core.access import Actor, Permission, require
from amends.core.policies.trials import TrialOver, TrialStatus, TrialUnseen
from amends.records.policies.models import Trial


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelTrial:
    """The ask."""

    trial_id: UUID


def cancel_trial(*, ask: CancelTrial, actor: Actor, now: datetime) -> None:
    """The worker at work on it stops as soon as it looks. Raises Forbidden, TrialUnseen, TrialOver."""
    require(actor, Permission.STAFF_POLICY_EDIT)
    with transaction.atomic():
        trial = Trial.objects.select_for_update().filter(id=ask.trial_id).first()
        if trial is None:
            raise TrialUnseen
        if TrialStatus(trial.status).over:
            raise TrialOver
        trial.status, trial.ended_at = TrialStatus.CANCELLED.value, now
        trial.save(update_fields=["status", "ended_at"])
