"""Amounts as people and files write them."""

import re

from amends.core.money.currencies import exponent
from amends.core.refusals import Refusal, Said, Words

_PLAIN = re.compile(r"-?\d{1,15}(?:\.(\d+))?", re.ASCII)


class AmountUnreadable(Refusal):
    """A text is not a plain decimal amount of the currency."""

    code = "money.unreadable"
    sentence = "“%(text)s” is not an amount in %(currency)s; write it like %(example)s."
    kind = "invalid"
    field = "amount"


def format_minor(minor: int, currency: str) -> str:
    """`minor` units as a plain decimal without the currency: 1250 USD → ``12.50``, 1250 JPY → ``1250``."""
    places = exponent(currency)
    sign, digits = ("-" if minor < 0 else ""), str(abs(minor)).rjust(places + 1, "0")
    return sign + (f"{digits[:-places]}.{digits[-places:]}" if places else digits)


def say_minor(minor: int, currency: str) -> Said:
    """An amount as a refusal's fact: `minor` units for programs, the plain decimal for people."""
    return Said(minor, format_minor(minor, currency))


def parse_minor(text: str, currency: str) -> int:
    """The minor units in a plain decimal such as ``12.5``. Raises AmountUnreadable for anything else,

    more decimals than the currency has included (trailing zeros are forgiven).
    """
    places = exponent(currency)
    found = _PLAIN.fullmatch(text.strip())
    decimals = (found.group(1) or "").rstrip("0") if found else ""
    if not found or len(decimals) > places:
        raise AmountUnreadable(text=text[:40], currency=currency, example=Words(format_minor(1250, currency)))
    whole = text.strip().partition(".")[0]
    minor = int(whole.lstrip("-") + decimals.ljust(places, "0"))
    return -minor if whole.startswith("-") else minor
