"""Take up the messages that are due, for a job each."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from amends.records.inbound.models import InboundMessage


def take_up_messages(*, now: datetime, patience: timedelta, limit: int) -> list[UUID]:
    """Their ids, the longest due first. Each is due again after `patience`, should its job be lost."""
    with transaction.atomic():
        due = InboundMessage.objects.select_for_update(skip_locked=True).filter(next_try_at__lte=now)
        taken = list(due.order_by("next_try_at").values_list("id", flat=True)[:limit])
        InboundMessage.objects.filter(id__in=taken).update(next_try_at=now + patience)
        return taken
