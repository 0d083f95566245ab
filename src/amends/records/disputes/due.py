"""Which disputes and drafts are due."""

from datetime import datetime
from uuid import UUID

from amends.records.disputes.models import Dispute, Draft


def due_disputes(*, now: datetime, limit: int) -> list[str]:
    """Numbers of disputes whose time has passed, the longest overdue first. Asked again under lock."""
    return list(
        Dispute.objects.filter(due_at__lte=now).order_by("due_at", "id").values_list("number", flat=True)[:limit]
    )


def due_drafts(*, now: datetime, limit: int) -> list[UUID]:
    """Drafts that nobody touched for too long."""
    return list(Draft.objects.filter(due_at__lte=now).order_by("due_at").values_list("id", flat=True)[:limit])
