"""Note that a measure's end has come. It has borne on nothing since that moment, whoever noticed."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from amends.core.access import SYSTEM
from amends.core.standing.codes import StandingCode
from amends.records.standing.put import as_core, take_measure
from amends.usecases.standing.change_standing import change_standing, end_measure


def expire_measure(*, measure: UUID, now: datetime) -> bool:
    """Whether it was noted now: under lock it is asked again. Raises MeasureUnseen."""
    with transaction.atomic():
        account, row = take_measure(measure)
        if row.ended_at is not None or as_core(row).in_force(now=now):
            return False
        end_measure(row, now=now)
        code, words = StandingCode.EXPIRED, "Its time has passed."
        change_standing(account=account, measure=row, code=code, words=words, actor=SYSTEM, now=now)
        return True
