"""What single cells of a file say."""

import re
from collections.abc import Mapping
from datetime import datetime, tzinfo
from enum import StrEnum
from typing import TypeVar

from amends.core.money import parse_minor
from amends.core.orders.folding import fold
from amends.core.orders.imports.columns import Column
from amends.core.orders.imports.faults import (
    AmountNegative,
    CountryUnmapped,
    DateUnreadable,
    QuantityUnreadable,
    WordUnknown,
)

_UNITS = re.compile(r"(\d{1,10})(?:[.,]0+)?", re.ASCII)
_GROUPED = {
    ".": re.compile(r"-?\d{1,3}(?:,\d{3})+(?:\.\d*)?", re.ASCII),
    ",": re.compile(r"-?\d{1,3}(?:\.\d{3})+(?:,\d*)?", re.ASCII),
}
_Word = TypeVar("_Word", bound=StrEnum)


def amount(text: str, *, currency: str, decimal: str) -> int:
    """Minor units of an amount such as ``12.5`` or ``1,250.00``; with `decimal` ``,`` such as ``1.250,00``.

    Raises AmountUnreadable (also for more decimals than the currency has) and AmountNegative.
    """
    plain = text
    if _GROUPED[decimal].fullmatch(text):
        plain = text.replace("," if decimal == "." else ".", "")
    minor = parse_minor(plain.replace(",", ".") if decimal == "," else plain, currency)
    if minor < 0:
        raise AmountNegative(text=text)
    return minor


def units(text: str) -> int:
    """A whole number of units; ``6.0`` is 6. Raises QuantityUnreadable."""
    found = _UNITS.fullmatch(text)
    if found is None or not int(found.group(1)):
        raise QuantityUnreadable(text=text)
    return int(found.group(1))


def moment(text: str, *, forms: tuple[str, ...], zone: tzinfo) -> datetime:
    """A date and time in one of `forms` (strptime's, or ``iso``); of `zone` unless it names its own.

    Raises DateUnreadable.
    """
    for form in forms:
        try:
            at = datetime.fromisoformat(text) if form == "iso" else datetime.strptime(text, form)  # noqa: DTZ007
        except ValueError:
            continue
        return at if at.tzinfo else at.replace(tzinfo=zone)
    raise DateUnreadable(text=text, forms=" or ".join(forms))


def word(text: str, words: type[_Word], *, column: Column, translated: Mapping[str, str]) -> _Word:
    """One of our words, as it is or as the mapping translates it. Raises WordUnknown."""
    told = translated.get(fold(text), fold(text))
    try:
        return words(told)
    except ValueError:
        known = [*translated, *words]
        raise WordUnknown(text=text, column=column.value, known=", ".join(filter(None, known))) from None


def country(text: str, *, countries: Mapping[str, str]) -> str:
    """The country's code of two capitals; a name as the mapping translates it, which may be to nothing.

    Raises CountryUnmapped.
    """
    named = countries.get(fold(text))
    if named is not None:
        return named
    if re.fullmatch("[A-Za-z]{2}", text):
        return text.upper()
    raise CountryUnmapped(text=text)
