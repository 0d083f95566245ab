"""Amounts as PayPal writes them: decimal text, with PayPal's own number of decimals.

Source: PayPal's currency codes. HUF and TWD have two decimals in ISO 4217 and none at PayPal.
"""

from typing import Any

from amends.core.money import exponent, format_minor, parse_minor

_WHOLE = frozenset({"HUF", "JPY", "TWD"})
_CENTS = frozenset("AUD BRL CAD CHF CNY CZK DKK EUR GBP HKD ILS MXN MYR NOK NZD PHP PLN SEK SGD THB USD".split())


class Inexpressible(Exception):
    """PayPal has no such currency, or not as many decimals of it."""


def money(minor: int, currency: str) -> dict[str, str]:
    """`minor` units as PayPal's object: 1250 USD → 12.50, 125000 HUF → 1250. Raises Inexpressible."""
    if currency not in _WHOLE | _CENTS:
        raise Inexpressible(f"PayPal knows no {currency}")
    text = format_minor(minor, currency)
    if currency in _WHOLE and exponent(currency):
        text, _, cents = text.partition(".")
        if int(cents):
            raise Inexpressible(f"PayPal pays {currency} in whole units only")
    return {"currency_code": currency, "value": text}


def minor_of(told: dict[str, Any]) -> tuple[int, str]:
    """(minor units, currency) of PayPal's object. Raises AmountUnreadable."""
    currency, value = str(told["currency_code"]), str(told["value"])
    if value.lstrip("-").startswith("."):
        value = value.replace(".", "0.", 1)
    return parse_minor(value, currency), currency
