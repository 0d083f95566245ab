"""Benefits: what a top-up brings on top, as bonus."""

from collections.abc import Iterable
from dataclasses import dataclass

from amends.core.money import is_currency, parse_minor


@dataclass(frozen=True, slots=True)
class Tier:
    """From `least` minor units of `currency` on, a top-up brings `bonus` on top."""

    currency: str
    least: int
    bonus: int


def read_tiers(text: str) -> tuple[Tier, ...]:
    """Tiers as an operator writes them, ``1000.00+10.00 USD; 5000+75 USD``, by currency and amount.

    Raises ValueError for anything else, and AmountUnreadable for amounts that the currency does not have.
    """
    tiers = []
    for one in filter(None, (part.strip() for part in text.split(";"))):
        amounts, _, currency = one.rpartition(" ")
        least, plus, bonus = amounts.partition("+")
        if not is_currency(currency) or not plus:
            raise ValueError(f"a tier reads like “1000.00+10.00 USD”, not “{one}”")
        tiers.append(Tier(currency, parse_minor(least, currency), parse_minor(bonus, currency)))
    if any(tier.least <= 0 or tier.bonus <= 0 for tier in tiers):
        raise ValueError("a tier's amounts are more than nothing")
    if len({(tier.currency, tier.least) for tier in tiers}) < len(tiers):
        raise ValueError("two tiers begin at the same amount")
    return tuple(sorted(tiers, key=lambda tier: (tier.currency, tier.least)))


def benefit(tiers: Iterable[Tier], *, amount: int, currency: str) -> int:
    """The bonus for a top-up of `amount`: that of the highest tier it reaches, 0 below the first."""
    reached = [tier for tier in tiers if tier.currency == currency and tier.least <= amount]
    return max(reached, key=lambda tier: tier.least).bonus if reached else 0
