"""Lift a measure by hand, before its end."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from amends.core.access import Actor, Permission, require
from amends.core.standing.codes import StandingCode
from amends.core.standing.imposing import MeasureEnded, check_words
from amends.records.standing.put import take_measure
from amends.usecases.standing.change_standing import change_standing, end_measure


@dataclass(frozen=True, slots=True, kw_only=True)
class LiftMeasure:
    """The ask; `words` say why, and the merchant reads them."""

    measure: UUID
    words: str


def lift_measure(*, ask: LiftMeasure, actor: Actor, now: datetime) -> None:
    """The measure ends now. Raises Forbidden, MeasureUnseen, MeasureEnded, WordsMissing and WordsTooLong."""
    require(actor, Permission.STAFF_STANDING_MANAGE)
    with transaction.atomic():
        account, measure = take_measure(ask.measure)
        if measure.ended_at is not None:
            raise MeasureEnded
        words = check_words(ask.words)
        end_measure(measure, now=now)
        code = StandingCode.LIFTED
        change_standing(account=account, measure=measure, code=code, words=words, actor=actor, now=now)
