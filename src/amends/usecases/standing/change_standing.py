"""What each verb of standing does at its end: put the account back, note it in the history, announce it."""

from datetime import datetime

from amends.core.access import Actor
from amends.core.standing.codes import StandingCode
from amends.core.standing.contests import Answer
from amends.records.access.models import Account
from amends.records.notices.announce import announce
from amends.records.standing.models import Contest, Measure
from amends.records.standing.put import put_account, put_change


def change_standing(
    *, account: Account, measure: Measure, code: StandingCode, words: str, actor: Actor, now: datetime
) -> None:
    """Puts the locked account back as its open measures have it, with one row of history and one announcement."""
    standings = put_account(account, measure, now=now)
    put_change(measure, code, standings=standings, words=words, actor=actor, now=now)
    announce(
        code,
        account_id=account.id,
        now=now,
        account=account.name,
        standing=measure.standing,
        reason=measure.reason,
        until=measure.until,
    )


def end_measure(measure: Measure, *, now: datetime) -> None:
    """The measure bears on nothing any more; a contest that still waited has nothing left to decide."""
    measure.ended_at = now
    measure.save(update_fields=["ended_at"])
    Contest.objects.filter(measure=measure, answer="").update(answer=Answer.MOOT.value, due_at=None, answered_at=now)
