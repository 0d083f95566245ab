"""Contest a measure: its account's owner says why it is wrong."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction

from amends.core.access import Actor, Permission, require
from amends.core.standing.codes import StandingCode
from amends.core.standing.contests import check_contestable
from amends.core.standing.imposing import check_words
from amends.records.ids import new_id
from amends.records.standing.models import Contest
from amends.records.standing.put import as_core, take_measure
from amends.usecases.standing.change_standing import change_standing


@dataclass(frozen=True, slots=True, kw_only=True)
class ContestMeasure:
    """The ask; once for each measure, whatever the answer."""

    measure: UUID
    words: str


def contest_measure(*, ask: ContestMeasure, actor: Actor, now: datetime) -> Contest:
    """The contest, which waits for somebody else than who took the measure; the measure stays in force meanwhile.

    Raises Forbidden, MeasureUnseen (another account's too), MeasureEnded, AlreadyContested, WordsMissing, WordsTooLong.
    """
    require(actor, Permission.MERCHANT_STANDING_CONTEST)
    assert actor.account_id is not None and actor.id is not None
    with transaction.atomic():
        account, measure = take_measure(ask.measure, account_id=actor.account_id)
        ended = measure.ended_at is not None or not as_core(measure).in_force(now=now)
        check_contestable(ended=ended, contested=Contest.objects.filter(measure=measure).exists())
        contest = Contest.objects.create(
            id=new_id(),
            account=account,
            measure=measure,
            words=check_words(ask.words),
            contested_by=actor.id,
            contested_by_name=actor.name,
            contested_at=now,
            due_at=now + settings.CONTEST_WAIT,
        )
        code, words = StandingCode.CONTESTED, contest.words
        change_standing(account=account, measure=measure, code=code, words=words, actor=actor, now=now)
        return contest
