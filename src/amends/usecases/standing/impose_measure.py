"""Take a measure against an account by hand: a warning, a restriction or a block."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from amends.core.access import Actor, Permission, require
from amends.core.standing.codes import StandingCode
from amends.core.standing.imposing import StandingChanged, check_measure, check_words
from amends.core.standing.measures import MeasureReason
from amends.core.standing.standings import Standing
from amends.records.ids import new_id
from amends.records.standing.models import Measure
from amends.records.standing.put import latest_change, take_account
from amends.usecases.standing.change_standing import change_standing


@dataclass(frozen=True, slots=True, kw_only=True)
class ImposeMeasure:
    """The ask. `until` None makes it permanent. `seen` is the last change on the page, None of an empty history:

    pressed twice, or after a colleague, the page is shown again first.
    """

    account_id: UUID
    standing: Standing
    reason: MeasureReason
    words: str
    until: datetime | None
    seen: UUID | None


def impose_measure(*, ask: ImposeMeasure, actor: Actor, now: datetime) -> Measure:
    """The measure, in force from now on.

    Raises Forbidden, AccountUnseen, StandingChanged, NotAMeasure, EndsInThePast, WordsMissing and WordsTooLong.
    """
    require(actor, Permission.STAFF_STANDING_MANAGE)
    with transaction.atomic():
        account = take_account(ask.account_id)
        if latest_change(account.id) != ask.seen:
            raise StandingChanged
        check_measure(ask.standing, until=ask.until, now=now)
        measure = Measure.objects.create(
            id=new_id(),
            account=account,
            standing=ask.standing.value,
            reason=ask.reason.value,
            words=check_words(ask.words),
            imposed_by=actor.id,
            imposed_by_name=actor.name,
            imposed_at=now,
            until=ask.until,
        )
        code, words = StandingCode.IMPOSED, measure.words
        change_standing(account=account, measure=measure, code=code, words=words, actor=actor, now=now)
        return measure
