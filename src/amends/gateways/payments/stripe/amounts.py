"""Stripe's idea of a smallest unit, which is ISO 4217's for most currencies and not for all.

ISK and UGX have no decimals, yet Stripe counts them with two (5 krónur are 500); MGA has two, and Stripe counts none.
Source: Stripe's documentation of currencies, its zero-decimal and three-decimal lists and its special cases.
"""

from amends.core.money import exponent, format_minor

_ZERO = frozenset("BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF".split())
_THREE = frozenset("BHD JOD KWD OMR TND".split())
_OURS_ONLY = frozenset("CLF IQD LYD UYI UYW".split())
"""Currencies of other than two decimals that Stripe does not have: nobody can say what it would take them for."""


class AmountUnfit(ValueError):
    """An amount that one side can say and the other cannot. Nothing is ever rounded."""


def to_stripe(minor: int, currency: str) -> int:
    """Our minor units as Stripe counts them. Raises AmountUnfit."""
    theirs = _shifted(minor, currency, by=_decimals(currency) - exponent(currency))
    if currency in _THREE and theirs % 10:
        raise AmountUnfit(f"Stripe takes no {format_minor(minor, currency)} {currency}: the last digit must be 0")
    return theirs


def from_stripe(theirs: int, currency: str) -> int:
    """What Stripe counts, in our minor units; `currency` in capitals. Raises AmountUnfit."""
    return _shifted(theirs, currency, by=exponent(currency) - _decimals(currency))


def _decimals(currency: str) -> int:
    if currency in _OURS_ONLY:
        raise AmountUnfit(f"Stripe has no {currency}")
    if currency in _ZERO:
        return 0
    return 3 if currency in _THREE else 2


def _shifted(amount: int, currency: str, *, by: int) -> int:
    if by >= 0:
        return int(amount * 10**by)
    whole, rest = divmod(amount, 10**-by)
    if rest:
        raise AmountUnfit(f"{amount} of {currency} cannot be told in the other's smallest unit")
    return int(whole)
