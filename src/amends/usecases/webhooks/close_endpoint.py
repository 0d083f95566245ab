"""Disable a locked endpoint: what still waited for it is left."""

from datetime import datetime

from amends.core.webhooks.endpoints import Closed, DeliveryState
from amends.records.webhooks.models import Delivery, Endpoint


def close_endpoint(endpoint: Endpoint, why: Closed, *, now: datetime) -> None:
    """Within the caller's transaction. Its deliveries can be replayed once it is enabled again."""
    endpoint.disabled_at, endpoint.disabled_why = now, why.value
    endpoint.save(update_fields=["disabled_at", "disabled_why"])
    waiting = Delivery.objects.filter(endpoint=endpoint, state=DeliveryState.WAITING.value)
    waiting.update(state=DeliveryState.FAILED.value, next_try_at=None, done_at=now)
