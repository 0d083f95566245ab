"""Take the measure of a rule that an account has reached."""

from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from amends.core.access import SYSTEM
from amends.core.standing.codes import StandingCode
from amends.core.standing.rules import FIGURES, Rule
from amends.records.ids import new_id
from amends.records.standing.figures import measured
from amends.records.standing.models import Measure
from amends.records.standing.put import take_account
from amends.usecases.standing.change_standing import change_standing


@dataclass(frozen=True, slots=True, kw_only=True)
class ImposeByRule:
    """The ask: an account whose figure was at the rule's limit when somebody looked."""

    account_id: UUID
    rule: Rule


def impose_by_rule(*, ask: ImposeByRule, now: datetime) -> Measure | None:
    """The measure with its rule and figures; None when, once locked, the rule has its measure or is not reached.

    Raises AccountUnseen.
    """
    rule = ask.rule
    with transaction.atomic():
        account = take_account(ask.account_id)
        if Measure.objects.filter(account=account, rule=rule.name, ended_at=None).exists():
            return None
        counted = dict(measured(rule, now=now, account_id=account.id)).get(account.id)
        if counted is None or not rule.reached(counted):
            return None
        measure = Measure.objects.create(
            id=new_id(),
            account=account,
            standing=rule.standing.value,
            reason=FIGURES[rule.figure].reason.value,
            words=rule.words(counted),
            rule=rule.name,
            figures={**asdict(counted), "limit": rule.limit, "days": rule.days},
            imposed_by_name=SYSTEM.name,
            imposed_at=now,
            until=now + rule.lasts,
        )
        code, words = StandingCode.IMPOSED, measure.words
        change_standing(account=account, measure=measure, code=code, words=words, actor=SYSTEM, now=now)
        return measure
