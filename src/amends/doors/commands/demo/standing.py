"""A warning, which forbids nothing, and the contest of it that waits for somebody else than who took it."""

from datetime import datetime, timedelta
from uuid import UUID

from amends.core.access import Actor
from amends.core.standing.measures import MeasureReason
from amends.core.standing.standings import Standing
from amends.records.access.models import User
from amends.records.access.queries import actor_of
from amends.records.standing.models import Measure
from amends.usecases.standing.contest_measure import ContestMeasure, contest_measure
from amends.usecases.standing.impose_measure import ImposeMeasure, impose_measure


def warn_kontor_nord(*, account_id: UUID, now: datetime) -> None:
    """Warned once; a second run changes nothing."""
    if Measure.objects.filter(account_id=account_id).exists():
        return
    warned, contested = now - timedelta(days=3), now - timedelta(hours=20)
    ask = ImposeMeasure(
        account_id=account_id,
        standing=Standing.WARNED,
        reason=MeasureReason.CLAIMED_ELSEWHERE,
        words="A claim about order KN-2000 was raised with the payment house before anybody wrote to us. "
        "Please open disputes here first.",
        until=warned + timedelta(days=30),
        seen=None,
    )
    measure = impose_measure(ask=ask, actor=_person("finance@demo.example"), now=warned)
    words = "Unsere Bank hat den Vorgang von sich aus eröffnet. We had it closed the same day, before any money moved."
    who = _person("second-merchant@demo.example")
    contest_measure(ask=ContestMeasure(measure=measure.id, words=words), actor=who, now=contested)


def _person(email: str) -> Actor:
    actor = actor_of(User.objects.get(email=email))
    assert actor
    return actor
