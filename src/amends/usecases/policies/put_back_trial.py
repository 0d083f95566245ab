"""Put a trial back into the queue, because its worker is told to stop."""

from uuid import UUID

from amends.core.policies.trials import TrialStatus
from amends.records.policies.models import Trial


def put_back_trial(*, trial_id: UUID, number: int) -> bool:
    """False, and nothing done, when the try numbered `number` no longer has the trial. The next one begins anew."""
    ours = Trial.objects.filter(id=trial_id, status=TrialStatus.RUNNING, tries=number)
    return bool(ours.update(status=TrialStatus.QUEUED.value, heard_at=None))
