"""Amounts as CJ writes them: US dollars, a JSON number with two decimals at the most."""

from decimal import Decimal

from amends.core.disputes.refusals import OtherCurrency
from amends.core.money import format_minor

USD = "USD"


def dollars(minor: int) -> float:
    """1250 → 12.5. Amounts stay whole cents on this side; JSON has no other number, and this one is exact."""
    return float(format_minor(minor, USD))


def cents(amount: Decimal) -> int:
    """The whole cents of an amount with two decimals at the most."""
    return int(amount.scaleb(2))


def check_dollars(*, number: str, currency: str) -> None:
    """Raises OtherCurrency for an order that CJ's clients would misread."""
    if currency != USD:
        raise OtherCurrency(number=number, currency=currency, spoken=USD)
