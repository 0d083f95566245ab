"""Forget deliveries that were done long ago, with their attempts: the feed still has the events."""

from datetime import datetime, timedelta

from django.db import transaction

from amends.records.webhooks.models import Attempt, Delivery

KEPT = timedelta(days=30)
BATCH = 5_000


def forget_deliveries(*, now: datetime) -> int:
    """How many went, at most a batch; again until it is none."""
    with transaction.atomic():
        old = list(Delivery.objects.filter(done_at__lt=now - KEPT).values_list("id", flat=True)[:BATCH])
        Attempt.objects.filter(delivery_id__in=old).delete()
        Delivery.objects.filter(id__in=old).delete()
        return len(old)
