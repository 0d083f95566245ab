"""What the parcels of an order say together."""

from collections.abc import Iterable

from amends.core.orders.kinds import Tracking
from amends.core.refusals import Refusal

_FIRST_HEARD = (
    Tracking.ALERT,
    Tracking.RETURNED,
    Tracking.EXPIRED,
    Tracking.IN_TRANSIT,
    Tracking.DELIVERED,
    Tracking.NONE,
)
"""The word that asks for more attention is the order's: one parcel in trouble is what people need to see."""


class ParcelUnseen(Refusal):
    """The order has no such parcel."""

    code = "order.parcel_unseen"
    sentence = "Order %(number)s has no parcel “%(tracking_number)s”."
    kind = "unseen"


class AlreadyTold(Refusal):
    """The same word about the same parcel and moment was told before."""

    code = "order.tracking_told"
    sentence = "Parcel “%(tracking_number)s” of order %(number)s: this was told before."


class NotAnAlert(Refusal):
    """Words that have a verb of their own."""

    code = "order.not_an_alert"
    sentence = "“%(tracking)s” is not noted this way; a delivery has its own."
    kind = "invalid"
    field = "tracking"


def order_tracking(parcels: Iterable[Tracking]) -> Tracking:
    """The order's word from its parcels': trouble before transit before delivered; none without a parcel."""
    told = set(parcels)
    return next((word for word in _FIRST_HEARD if word in told), Tracking.NONE)
