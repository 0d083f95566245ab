"""What is known of a case at one moment: everything a clause may ask about, and nothing else."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from typing import Any

from amends.core.disputes.reasons import Detail, Reason
from amends.core.evidence.purposes import Purpose
from amends.core.orders.kinds import Kind, Stage, Tracking
from amends.core.orders.parts import Parts
from amends.core.orders.words import Alert, Circumstance, Product
from amends.core.standing.standings import Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """A case. None means that nobody knows; an empty set of evidence or circumstances is known to be empty.

    `country` is ISO 3166-1 alpha-2. Days are calendar days up to the day of asking; `method` is as the order tells
    it. `parts` is the most that the claim may bring back, in minor units of `currency`; `quantity` is in units.
    """

    reason: Reason | None = None
    detail: Detail | None = None
    kind: Kind | None = None
    stage: Stage | None = None
    tracking: Tracking | None = None
    alert: Alert | None = None
    country: str | None = None
    method: str | None = None
    trackable: bool | None = None
    warehouse_started: bool | None = None
    days_since_departure: int | None = None
    days_since_delivery: int | None = None
    days_since_payment: int | None = None
    days_since_signing: int | None = None
    product: Product | None = None
    parts: Parts | None = None
    currency: str | None = None
    quantity: int | None = None
    evidence: frozenset[Purpose] | None = None
    circumstances: frozenset[Circumstance] | None = None
    standing: Standing | None = None

    def as_dict(self) -> dict[str, object]:
        """The known facts by name, as JSON's own values; sets as sorted lists, parts as a list in their order."""
        return {name: plain(value) for name in FIELDS if (value := getattr(self, name)) is not None}


FIELDS = tuple(field.name for field in fields(Facts))


class FactsUnreadable(ValueError):
    """Stored facts say something that no case can be. A bug or a damaged store, never a user's doing."""


def facts_from(told: Mapping[str, object]) -> Facts:
    """The facts that `as_dict` wrote. Raises FactsUnreadable for a name, a word or a type that no fact has."""
    try:
        return Facts(**{name: _READ[name](value) for name, value in told.items()})
    except (KeyError, TypeError, ValueError) as unreadable:
        raise FactsUnreadable(f"not the facts of a case: {unreadable}") from unreadable


def days_between(then: date | None, today: date) -> int | None:
    """Calendar days from `then` to `today`; None while it is not known or has not happened."""
    return None if then is None else (today - then).days


def plain(value: object) -> object:
    """A fact's value as JSON has it."""
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, Parts):
        return list(value.each)
    return value.value if isinstance(value, StrEnum) else value


def _word(words: type[StrEnum]) -> Callable[[Any], Any]:
    return {word.value: word for word in words}.__getitem__


def _words(words: type[StrEnum]) -> Callable[[Any], Any]:
    read = _word(words)
    return lambda told: frozenset(map(read, told))


def _exactly(kind: type) -> Callable[[Any], Any]:
    def read(told: object) -> object:
        if type(told) is not kind:
            raise TypeError(f"{told!r} is no {kind.__name__}")
        return told

    return read


_whole = _exactly(int)


def _parts(told: Any) -> Parts:
    goods, shipping, tax, tax_handling = map(_whole, told)
    return Parts(goods, shipping, tax, tax_handling)


_READ: dict[str, Callable[[Any], Any]] = {
    "reason": _word(Reason),
    "detail": _word(Detail),
    "kind": _word(Kind),
    "stage": _word(Stage),
    "tracking": _word(Tracking),
    "alert": _word(Alert),
    "country": _exactly(str),
    "method": _exactly(str),
    "trackable": _exactly(bool),
    "warehouse_started": _exactly(bool),
    "days_since_departure": _whole,
    "days_since_delivery": _whole,
    "days_since_payment": _whole,
    "days_since_signing": _whole,
    "product": _word(Product),
    "parts": _parts,
    "currency": _exactly(str),
    "quantity": _whole,
    "evidence": _words(Purpose),
    "circumstances": _words(Circumstance),
    "standing": _word(Standing),
}
