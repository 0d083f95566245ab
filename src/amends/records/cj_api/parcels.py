"""Parcels by their tracking numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from amends.core.orders.folding import fold
from amends.core.orders.kinds import Tracking
from amends.records.orders.models import Shipment


@dataclass(frozen=True, slots=True, kw_only=True)
class ParcelSeen:
    """A parcel on its way to `country`."""

    tracking_number: str
    method: str
    country: str
    tracking: Tracking
    dispatched_at: datetime
    delivered_at: datetime | None


def find_parcels(*, account_id: UUID, numbers: Sequence[str]) -> list[ParcelSeen]:
    """The account's parcels of these numbers, whatever the case they are written in. One statement."""
    folded = [fold(number)[:120] for number in numbers]
    own = Shipment.objects.select_related("order").filter(account_id=account_id).exclude(tracking_number="")
    return [
        ParcelSeen(
            tracking_number=parcel.tracking_number,
            method=parcel.method or parcel.order.shipping_method,
            country=parcel.order.country,
            tracking=Tracking(parcel.tracking),
            dispatched_at=parcel.dispatched_at,
            delivered_at=parcel.delivered_at,
        )
        for parcel in own.filter(tracking_number_folded__in=folded)
        .select_related("order")
        .order_by("dispatched_at", "id")
    ]
