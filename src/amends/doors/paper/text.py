"""Text as anybody may have typed it, made fit for paper."""

import re
import unicodedata
from datetime import UTC, datetime

from django.utils.formats import date_format

from amends.core.money import format_minor

UNKNOWN = "\N{REPLACEMENT CHARACTER}"
"""Stands for a character that no font has, or that would act on its neighbors instead of being read."""

_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_NOTHING = re.compile("[\u00ad\u200b-\u200f\u2060\ufe00-\ufe0f\ufeff]")
"""Characters without a mark of their own; paper lacks nothing without them."""
_ACTING = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Control characters, and those that turn the order of what follows: a name must not rewrite its line."""


def readable(text: str) -> str:
    """The text in lines ended by a newline; what acts instead of being read becomes UNKNOWN."""
    plain = _ACTING.sub(UNKNOWN, _NOTHING.sub("", _ENDS.sub("\n", text).replace("\t", "    ")))
    return unicodedata.normalize("NFC", plain) if any(map(unicodedata.combining, plain)) else plain


def amount(minor: int | None, currency: str, *, sign: bool = False) -> str:
    """An amount without its currency: ``12.50``, ``−1 234.00``; with `sign` also ``+12.50``. None is a dash.

    From five digits on they are set apart by threes.
    """
    if minor is None:
        return "–"
    whole, point, rest = format_minor(abs(minor), currency).partition(".")
    if len(whole) >= 5:
        whole = f"{int(whole):,}".replace(",", "\N{NO-BREAK SPACE}")
    return ("−" if minor < 0 else "+" if sign and minor else "") + whole + point + rest


def money(minor: int | None, currency: str) -> str:
    """An amount with its currency: ``12.50 USD``. None is a dash."""
    return "–" if minor is None else f"{amount(minor, currency)}\N{NO-BREAK SPACE}{currency}"


def moment(at: datetime) -> str:
    """An instant, always in UTC, because nobody knows where paper is read: ``23 Nov 2026, 20:40 UTC``."""
    return f"{date_format(at.astimezone(UTC), 'j M Y, H:i')} UTC"
