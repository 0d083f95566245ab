"""Holds: amounts in whole minor units with their currency, their splitting, reading and writing.

May use: refusals.
Never: a float or a division that loses anything.
"""

from amends.core.money.amount import CurrencyMismatch, Money
from amends.core.money.currencies import exponent, is_currency
from amends.core.money.split import share, split
from amends.core.money.text import AmountUnreadable, format_minor, parse_minor, say_minor

__all__ = [
    "AmountUnreadable",
    "CurrencyMismatch",
    "Money",
    "exponent",
    "format_minor",
    "is_currency",
    "parse_minor",
    "say_minor",
    "share",
    "split",
]
