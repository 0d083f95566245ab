"""A contest has waited too long: finance and the admins are told, again each period."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F

from amends.core.access import SYSTEM
from amends.core.standing.codes import StandingCode
from amends.core.standing.contests import is_overdue
from amends.records.standing.models import Contest
from amends.usecases.standing.change_standing import change_standing
from amends.usecases.standing.take_contest import take_contest


def escalate_contest(*, contest: UUID, now: datetime) -> bool:
    """Whether it was escalated now: under lock it is asked again. Raises ContestUnseen."""
    with transaction.atomic():
        account, measure, row = take_contest(contest)
        if row.due_at is None or not is_overdue(row.due_at, now=now):
            return False
        due = now + settings.CONTEST_WAIT
        Contest.objects.filter(id=row.id).update(due_at=due, escalations=F("escalations") + 1)
        code, words = StandingCode.CONTEST_ESCALATED, "Nobody has answered the contest in time."
        change_standing(account=account, measure=measure, code=code, words=words, actor=SYSTEM, now=now)
        return True
