"""Which field of the request a refusal is about, by the name that the request has for it."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from django.http import HttpRequest

from amends.core.orders import refusals as orders
from amends.core.orders.incoming import ADDRESS_FIELDS
from amends.core.refusals import Refusal

NO_OTHER: Mapping[str, str] = MappingProxyType({})
"""The request calls its fields what the core calls them."""

WHEN_OPENING = {"evidence": "evidence_later"}
"""Of a dispute: no file is given with it, but it can be said that they come later."""

_OF_ORDER: dict[type[Refusal], str] = {
    orders.AddressFieldUnknown: "address",
    orders.CountryUnknown: "country",
    orders.CurrencyUnknown: "currency",
    orders.LinesMissing: "lines",
    orders.NumberReserved: "number",
    orders.NumberTaken: "number",
    orders.PaymentStateOurs: "payment_state",
    orders.QuantityInvalid: "quantity",
    orders.TooManyLines: "lines",
}
_NAMING = (
    orders.AmountInvalid,
    orders.CharacterForbidden,
    orders.FieldMissing,
    orders.FieldTooLong,
    orders.TimeAhead,
    orders.TimeInvalid,
    orders.TimesReversed,
)
"""Their fact `name` is the field."""

_CALLED = {
    "payment": "amount",
    "shipping method": "method",
    "tracking number": "tracking_number",
    "tracking text": "text",
    "tracking time": "at",
    **{f"address {name}": f"address.{name}" for name in ADDRESS_FIELDS},
}


def name_fields(request: HttpRequest, names: Mapping[str, str]) -> None:
    """From here on a refusal of this request calls the core's fields by these names."""
    request.field_names = names  # type: ignore[attr-defined]


def names_of(request: HttpRequest) -> Mapping[str, str]:
    """As `name_fields` said last."""
    return getattr(request, "field_names", NO_OTHER)


def field_of(refusal: Refusal, names: Mapping[str, str]) -> str | None:
    """The path of the field at fault; None where it is no field, or the order as a whole."""
    field = _field(refusal, names)
    return field if field is None or refusal.place is None else path_of((*refusal.place, field))


def path_of(parts: Iterable[str | int]) -> str:
    """("lines", 0, "quantity") as ``lines[0].quantity``."""
    said = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in parts)
    return said.removeprefix(".")


def _field(refusal: Refusal, names: Mapping[str, str]) -> str | None:
    if isinstance(refusal, _NAMING):
        name = str(refusal.facts["name"])
        return _CALLED.get(name, name)
    field = refusal.field or _OF_ORDER.get(type(refusal))
    return None if field is None else names.get(field, field)
