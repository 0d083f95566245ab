"""What is known of parcels."""

from typing import Annotated, Any, ClassVar

from django.http import HttpRequest
from django.utils import timezone
from pydantic import Field

from amends.core.access import Permission
from amends.core.cj_api.moments import write_plain
from amends.core.orders.kinds import Tracking
from amends.doors.cj_api.calls import call
from amends.doors.cj_api.reading import Asked, Texts, read_query
from amends.doors.cj_api.tokens import caller
from amends.records.cj_api.parcels import ParcelSeen, find_parcels

_WORDS = {
    Tracking.NONE: "No tracking information",
    Tracking.IN_TRANSIT: "In transit",
    Tracking.DELIVERED: "Delivered",
    Tracking.ALERT: "Alert",
    Tracking.EXPIRED: "Expired",
    Tracking.RETURNED: "Returned",
}


class TrackAsked(Asked):
    """Which parcels."""

    trackNumber: Annotated[Texts, Field(min_length=1, max_length=100)]  # noqa: N815 - CJ's name
    repeated: ClassVar[frozenset[str]] = frozenset({"trackNumber"})


@call("GET")
def track_info(request: HttpRequest) -> list[dict[str, Any]]:
    """GET /logistic/trackInfo."""
    asked = read_query(request, TrackAsked)
    actor = caller(request, Permission.MERCHANT_ORDER_READ, now=timezone.now())
    assert actor.account_id is not None
    return [_parcel(one) for one in find_parcels(account_id=actor.account_id, numbers=asked.trackNumber)]


def _parcel(parcel: ParcelSeen) -> dict[str, Any]:
    arrived = parcel.delivered_at
    return {
        "trackingNumber": parcel.tracking_number,
        "logisticName": parcel.method,
        "trackingFrom": "",
        "trackingTo": parcel.country,
        "deliveryDay": str((arrived - parcel.dispatched_at).days) if arrived else "",
        "deliveryTime": write_plain(arrived),
        "trackingStatus": _WORDS[parcel.tracking],
        "lastMileCarrier": "",
        "lastTrackNumber": "",
    }
