"""From when and until when an order's claims may be opened, as far as its own dates decide it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from amends.core.disputes.reasons import DETAILS, REASONS, Detail, Reason
from amends.core.orders.claimable import LineFacts, OrderFacts, ceiling
from amends.core.policies.decide import Because
from amends.core.policies.explain import Finding
from amends.core.policies.judge import Judge


@dataclass(frozen=True, slots=True)
class Timing:
    """A day that several reasons share: the first on which they may be opened, or else the last."""

    reasons: tuple[Reason, ...]
    opens_on: date | None
    closes_on: date | None


def timings(judge: Judge, order: OrderFacts, lines: Sequence[LineFacts]) -> list[Timing]:
    """The days still to come, the nearest first; nothing of reasons that the order's stage or the policy rules out."""
    claimed = [(line, line.claimable) for line in lines if line.claimable]
    shared: dict[tuple[date | None, date | None], list[Reason]] = {}
    for reason, facts in REASONS.items():
        if order.stage in facts.stages and claimed:
            for days in _days(judge, order, claimed, reason):
                shared.setdefault(days, []).append(reason)
    found = [Timing(tuple(reasons), *days) for days, reasons in shared.items()]
    return sorted(found, key=lambda one: one.opens_on or one.closes_on or date.max)


def last_close(judge: Judge, order: OrderFacts, lines: Sequence[LineFacts]) -> datetime | None:
    """When the last of the windows that are open now closes: the end of its last day, UTC.

    None where none of them is known to close. A reason that no window bounds can be disputed after that as well.
    """
    closes = [one.closes_on for one in timings(judge, order, lines) if one.closes_on]
    return datetime.combine(max(closes) + timedelta(days=1), time(), UTC) if closes else None


def _days(
    judge: Judge, order: OrderFacts, claimed: Sequence[tuple[LineFacts, int]], reason: Reason
) -> Iterator[tuple[date | None, date | None]]:
    details: tuple[Detail | None, ...] = DETAILS.get(reason) or (None,)
    top = ceiling(order, list(claimed)) if order.charged_known else None
    found = [judge.find(order, claimed, reason=reason, detail=detail, ceiling=top, evidence=()) for detail in details]
    opens = [one.opens_on for one in found if one.decision.because is Because.TOO_EARLY and one.opens_on]
    closes = [one.closes_on for one in found if _still_open(one) and one.closes_on]
    if opens:
        yield min(opens), None
    elif closes:
        yield None, max(closes)


def _still_open(finding: Finding) -> bool:
    return finding.decision.because is Because.CLAUSE
