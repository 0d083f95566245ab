"""Taking deliveries out to be sent."""

from collections.abc import Mapping
from datetime import datetime
from importlib.resources import files
from typing import Any
from uuid import UUID

from django.db import connection

from amends.records.webhooks.models import Delivery

_TAKE = files(__package__).joinpath("take_up.sql").read_text()


def take_due(*, most: int, most_each: int, busy: Mapping[UUID, int], now: datetime, until: datetime) -> list[Delivery]:
    """With their endpoints, the longest due first. `busy` is how many calls are under way to which endpoint."""
    told: dict[str, Any] = {"most": most, "most_each": most_each, "now": now, "until": until}
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, {**told, "busy": list(busy), "calls": list(busy.values())})
        ids = [id_ for (id_,) in cursor.fetchall()]
    return list(Delivery.objects.filter(id__in=ids).select_related("endpoint").order_by("id"))
