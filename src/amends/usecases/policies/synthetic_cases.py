"""Made-up cases to try a draft on: every word of the catalog comes up, and the same cases come each time."""

from collections.abc import Iterator, Sequence
from random import Random
from typing import TypeVar

from amends.core.disputes.reasons import DETAILS, REASONS, Reason
from amends.core.evidence.purposes import Purpose
from amends.core.orders.kinds import UNSHIPPED, Kind, Tracking
from amends.core.orders.parts import Parts
from amends.core.orders.words import Alert, Circumstance, Product
from amends.core.policies.countries import COUNTRIES
from amends.core.policies.facts import Facts
from amends.core.standing.standings import Standing

Word = TypeVar("Word")
CHUNK = 1000
"""Cases that share a seed, so that parts of a long row can be made apart."""

_COUNTRIES = sorted(COUNTRIES)
_CURRENCIES = ("USD", "EUR", "JPY")
_METHODS = ("CJPacket Ordinary", "CJPacket Liquid Line", "CJPacket Sensitive", "USPS+", "DHL")


def synthetic_cases(*, first: int, last: int) -> Iterator[Facts]:
    """The cases numbered `first` to `last` - 1. Money is in whole minor units; days go up to 130.

    Each word is drawn evenly from those that fit, but for what is usual, which comes up more often.
    """
    for chunk in range(first // CHUNK, (last + CHUNK - 1) // CHUNK):
        draw = Random(chunk)  # noqa: S311 - the same cases each time is what is wanted
        for number in range(chunk * CHUNK, min(last, (chunk + 1) * CHUNK)):
            facts = _case(draw)
            if number >= first:
                yield facts


def _case(draw: Random) -> Facts:
    reason = draw.choice(tuple(Reason))
    stage = draw.choice(REASONS[reason].stages)
    shipped = stage not in UNSHIPPED
    tracking = draw.choice(tuple(Tracking)) if shipped else Tracking.NONE
    delivered = tracking is Tracking.DELIVERED
    paid = draw.randint(0, 130)
    left = draw.randint(0, paid) if shipped else None
    return Facts(
        reason=reason,
        detail=_maybe(draw, DETAILS.get(reason, ())),
        kind=draw.choice(tuple(Kind)),
        stage=stage,
        tracking=tracking,
        alert=_maybe(draw, tuple(Alert)) if tracking is Tracking.ALERT else None,
        country=draw.choice(_COUNTRIES) if draw.random() < 0.5 else draw.choice(("US", "BR", "IL", "DE", "GB")),
        method=draw.choice(_METHODS),
        trackable=draw.choice((True, True, True, False, None)),
        warehouse_started=True if shipped else draw.choice((True, False, None)),
        days_since_departure=left,
        days_since_delivery=draw.randint(0, min(left or 0, 20)) if delivered else None,
        days_since_payment=paid,
        days_since_signing=draw.randint(0, 20) if reason is Reason.ORDER_RETURNED and draw.random() < 0.7 else None,
        product=_maybe(draw, (*(Product.NORMAL,) * len(Product), *Product)),
        parts=_parts(draw),
        currency=draw.choice(_CURRENCIES),
        quantity=draw.randint(1, 5),
        evidence=_some(draw, tuple(Purpose), 3),
        circumstances=_some(draw, tuple(Circumstance), 1) if draw.random() < 0.5 else frozenset(),
        standing=draw.choice((*(Standing.GOOD,) * 9, *Standing)),
    )


def _maybe(draw: Random, words: Sequence[Word]) -> Word | None:
    """One of the words; one time in ten, nobody knows which."""
    return None if not words or draw.random() < 0.1 else draw.choice(words)


def _some(draw: Random, words: Sequence[Word], most: int) -> frozenset[Word]:
    return frozenset(draw.sample(words, draw.randint(0, most)))


def _parts(draw: Random) -> Parts | None:
    if draw.random() < 0.02:
        return None
    return Parts(goods=draw.randint(100, 50_000), shipping=draw.randint(0, 3_000), tax=draw.randint(0, 2_000))
