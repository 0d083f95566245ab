"""What waits for time alone: measures that have run out, contests that nobody answered. One statement each."""

from datetime import datetime
from uuid import UUID

from amends.records.standing.models import Contest, Measure


def due_measures(*, now: datetime, limit: int) -> list[UUID]:
    """Open measures whose end has come, the earliest first."""
    due = Measure.objects.filter(ended_at=None, until__lte=now).order_by("until", "id")
    return list(due.values_list("id", flat=True)[:limit])


def due_contests(*, now: datetime, limit: int) -> list[UUID]:
    """Waiting contests whose time has passed, the earliest first."""
    due = Contest.objects.filter(answer="", due_at__lte=now).order_by("due_at", "id")
    return list(due.values_list("id", flat=True)[:limit])
