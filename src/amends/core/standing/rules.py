"""Rules that take measures by themselves: a figure of an account over some days, and what follows at its limit."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from amends.core.standing.measures import MeasureReason
from amends.core.standing.standings import Standing

LEAST_ORDERS, LEAST_DISPUTES = 25, 3
"""A share says nothing of a small account: one bad parcel of four orders would be a quarter."""


class Figure(StrEnum):
    """What is counted of an account over a rule's days. `rejected_share` is of the disputes decided, in percent."""

    REJECTED = "rejected"
    REJECTED_SHARE = "rejected_share"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    EXTERNAL_CLAIMS = "external_claims"


@dataclass(frozen=True, slots=True)
class FigureFacts:
    """The reason that a figure is, and its sentence over `count`, `of` and `days`, untranslated."""

    reason: MeasureReason
    sentence: str


FIGURES: Mapping[Figure, FigureFacts] = {
    Figure.REJECTED: FigureFacts(
        MeasureReason.UNFOUNDED,
        "%(count)s disputes were rejected in the last %(days)s days; the limit is %(limit)s.",
    ),
    Figure.REJECTED_SHARE: FigureFacts(
        MeasureReason.UNFOUNDED,
        "%(count)s of the %(of)s disputes decided in the last %(days)s days were rejected; the limit is %(limit)s %%.",
    ),
    Figure.WITHDRAWN: FigureFacts(
        MeasureReason.UNFOUNDED,
        "%(count)s disputes were withdrawn in the last %(days)s days; the limit is %(limit)s.",
    ),
    Figure.EXPIRED: FigureFacts(
        MeasureReason.UNFOUNDED,
        "%(count)s disputes expired unanswered in the last %(days)s days; the limit is %(limit)s.",
    ),
    Figure.EXTERNAL_CLAIMS: FigureFacts(
        MeasureReason.CLAIMED_ELSEWHERE,
        "%(count)s claims were raised at payment houses in the last %(days)s days; the limit is %(limit)s.",
    ),
}


@dataclass(frozen=True, slots=True)
class Measured:
    """A figure as counted: `count` of `of` disputes, in an account with so many orders in the same days."""

    count: int
    of: int
    orders: int


@dataclass(frozen=True, slots=True)
class Rule:
    """Where `figure` reaches `limit` within `days`, the account stands so for `lasts`."""

    figure: Figure
    limit: int
    days: int
    standing: Standing
    lasts: timedelta

    @property
    def name(self) -> str:
        """What it is known by, whatever its numbers: there is one rule for a figure and a standing."""
        return f"{self.figure.value}:{self.standing.value}"

    def reached(self, measured: Measured) -> bool:
        """Whether the figure is at the limit or above; a share only of an account large enough to have one."""
        if self.figure is not Figure.REJECTED_SHARE:
            return measured.count >= self.limit
        if measured.orders < LEAST_ORDERS or measured.of < LEAST_DISPUTES:
            return False
        return measured.count * 100 >= self.limit * measured.of

    def words(self, measured: Measured) -> str:
        """Which rule with which figures, untranslated."""
        told = {"count": measured.count, "of": measured.of, "days": self.days, "limit": self.limit}
        return f"Taken by rule: {FIGURES[self.figure].sentence % told}"


class RulesUnreadable(ValueError):
    """The setting says something that no rule can be; the operator's to mend."""


_RULE = re.compile(r"(?P<figure>\w+) (?P<limit>\d+) in (?P<days>\d+)d: (?P<standing>\w+) for (?P<lasts>\d+)d")


def read_rules(text: str) -> tuple[Rule, ...]:
    """From `rejected_share 50 in 90d: warned for 30d; …`; an empty text has no rules.

    Raises RulesUnreadable for what is no rule, a number of 0, a share above 100, good as a measure, or two rules of
    one figure and standing.
    """
    rules = tuple(_read(" ".join(one.split())) for one in text.split(";") if one.strip())
    if len({rule.name for rule in rules}) < len(rules):
        raise RulesUnreadable("two rules have the same figure and standing")
    return rules


def _read(text: str) -> Rule:
    told = _RULE.fullmatch(text)
    if told is None:
        raise RulesUnreadable(f"“{text}” is no rule; one is “rejected_share 50 in 90d: warned for 30d”")
    try:
        figure, standing = Figure(told["figure"]), Standing(told["standing"])
    except ValueError as unknown:
        raise RulesUnreadable(f"“{text}”: {unknown}") from unknown
    limit, days, lasts = int(told["limit"]), int(told["days"]), int(told["lasts"])
    if standing is Standing.GOOD or not (limit and days and lasts) or (figure is Figure.REJECTED_SHARE and limit > 100):
        raise RulesUnreadable(f"“{text}” could never be a rule")
    return Rule(figure=figure, limit=limit, days=days, standing=standing, lasts=timedelta(days=lasts))
