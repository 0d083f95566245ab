"""The parcels of a dispatch, as the warehouse tells them."""

from collections.abc import Sequence
from dataclasses import dataclass

from amends.core.orders.incoming import check_text
from amends.core.refusals import Refusal, check_each


class ParcelsMissing(Refusal):
    """A dispatch without a parcel, or with the same one twice."""

    code = "order.parcels_missing"
    sentence = "A dispatch names at least one parcel, and each by a tracking number of its own."
    kind = "invalid"
    field = "parcels"


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """How a parcel travels. A single parcel may go untracked, with an empty number."""

    method: str = ""
    tracking_number: str = ""


def check_parcels(parcels: Sequence[Parcel]) -> None:
    """Raises ParcelsMissing, FieldTooLong, CharacterForbidden."""
    if not parcels or len({parcel.tracking_number for parcel in parcels}) < len(parcels):
        raise ParcelsMissing
    check_each("parcels", parcels, _check_parcel)


def _check_parcel(parcel: Parcel) -> None:
    check_text("tracking number", parcel.tracking_number, 120)
    check_text("shipping method", parcel.method, 120)
