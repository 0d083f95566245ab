"""How a payment house's lines and our books stand beside each other."""

from datetime import timedelta
from enum import StrEnum

GRACE = timedelta(days=2)
"""So long what only one side has may be on its way."""

HOUSEKEEPING = (
    *("payout", "payout_reversal", "fee", "topup", "topup_reversal", "transfer", "tax", "network_cost"),
    *("platform_earning", "risk_reserved_funds", "contribution", "financing_payout", "financing_paydown"),
    *("T01", "T02", "T03", "T04", "T14", "T15", "T20", "T21"),
)
"""Kinds of lines between the house, our bank and us, as Stripe (whole) and PayPal (first three signs) call them."""


class Subject(StrEnum):
    """What a line can be about; `line` when it is about nothing that we know."""

    LEG = "leg"
    TOP_UP = "top_up"
    CLAIM = "claim"
    PAYMENT = "payment"
    LINE = "line"


class Verdict(StrEnum):
    """How the two sides of one thing stand. `ours` and `theirs`: only that side has it, for longer than it should."""

    DIFFERS = "differs"
    OURS = "ours"
    THEIRS = "theirs"
    AWAITED = "awaited"
    AGREES = "agrees"
    HOUSE = "house"


ALARMING = frozenset({Verdict.DIFFERS, Verdict.OURS, Verdict.THEIRS})
"""What somebody has to look at."""
