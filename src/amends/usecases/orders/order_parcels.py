"""The parcels of a locked order, and what the carrier says of one."""

from collections.abc import Sequence
from datetime import datetime

from amends.core.orders.folding import fold
from amends.core.orders.incoming import check_text, check_time
from amends.core.orders.kinds import Tracking
from amends.core.orders.tracking import AlreadyTold, ParcelUnseen
from amends.records.orders.models import Order, Shipment, TrackingEvent


def order_parcels(order: Order) -> list[Shipment]:
    """The locked order's parcels, oldest first. Their order's lock is theirs too."""
    return list(Shipment.objects.filter(order_id=order.id).order_by("dispatched_at", "id"))


def find_parcel(order: Order, parcels: Sequence[Shipment], tracking_number: str) -> Shipment:
    """The parcel of that number, whatever the case it is written in. Raises ParcelUnseen."""
    folded = fold(tracking_number)
    found = next((parcel for parcel in parcels if fold(parcel.tracking_number) == folded), None)
    if found is None:
        raise ParcelUnseen(number=order.number, tracking_number=tracking_number)
    return found


def note_event(order: Order, parcel: Shipment, tracking: Tracking, *, at: datetime, text: str, now: datetime) -> None:
    """Notes one word of the carrier's; the latest by its own time, not by its arrival, is the parcel's (in memory).

    Raises AlreadyTold, FieldTooLong, CharacterForbidden, TimeInvalid, TimeAhead.
    """
    check_text("tracking text", text, 300)
    check_time("tracking time", at, now=now)
    _, is_new = TrackingEvent.objects.get_or_create(
        account_id=order.account_id, shipment_id=parcel.id, at=at, text=text, defaults={"tracking": tracking.value}
    )
    if not is_new:
        raise AlreadyTold(number=order.number, tracking_number=parcel.tracking_number)
    told = TrackingEvent.objects.filter(shipment_id=parcel.id).order_by("-at", "-id")
    parcel.tracking = told.values_list("tracking", flat=True)[0]
