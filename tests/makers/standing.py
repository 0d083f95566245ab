"""Measures against accounts, taken by the verb itself."""

from datetime import datetime, timedelta

from amends.core.access import Role
from amends.core.standing.measures import MeasureReason
from amends.core.standing.standings import Standing
from amends.records.standing.models import Contest, Measure
from amends.records.standing.put import latest_change
from amends.usecases.standing.contest_measure import ContestMeasure, contest_measure
from amends.usecases.standing.impose_measure import ImposeMeasure, impose_measure
from tests.makers.people import NOW, Person, staff

MONTH = timedelta(days=30)


def impose(
    merchant: Person,
    standing: Standing = Standing.BLOCKED,
    *,
    by: Person | None = None,
    lasts: timedelta | None = MONTH,
    words: str = "Three chargebacks in a week.",
    now: datetime = NOW,
) -> Measure:
    """A measure by finance, for a month unless `lasts` says otherwise; None is permanent."""
    ask = ImposeMeasure(
        account_id=merchant.account_id,
        standing=standing,
        reason=MeasureReason.CLAIMED_ELSEWHERE,
        words=words,
        until=now + lasts if lasts else None,
        seen=latest_change(merchant.account_id),
    )
    return impose_measure(ask=ask, actor=(by or staff(Role.STAFF_FINANCE)).actor, now=now)


def contest(merchant: Person, measure: Measure, *, now: datetime = NOW) -> Contest:
    """The owner's contest of it."""
    ask = ContestMeasure(measure=measure.id, words="The bank did that, not we.")
    return contest_measure(ask=ask, actor=merchant.actor, now=now)
