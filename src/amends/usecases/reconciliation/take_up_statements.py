"""Take up the fetchings that are due, for a job each."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from amends.records.reconciliation.models import StatementRun


def take_up_statements(*, now: datetime, patience: timedelta) -> list[UUID]:
    """Their ids. Each is due again after `patience`, should its job be lost."""
    with transaction.atomic():
        due = StatementRun.objects.select_for_update(skip_locked=True).filter(finished_at=None, due_at__lte=now)
        taken = list(due.values_list("id", flat=True))
        StatementRun.objects.filter(id__in=taken).update(due_at=now + patience)
        return taken
