"""Which accounts have reached a rule: looked for over all of them, and asked again of each under its lock."""

from datetime import datetime

from django.conf import settings

from amends.records.standing.figures import measured
from amends.usecases.standing.impose_by_rule import ImposeByRule, impose_by_rule


def apply_standing_rules(*, now: datetime) -> int:
    """Takes the measures that the rules of `AMENDS_STANDING_RULES` lead to. Returns how many it took."""
    return sum(
        impose_by_rule(ask=ImposeByRule(account_id=account_id, rule=rule), now=now) is not None
        for rule in settings.STANDING_RULES
        for account_id, counted in measured(rule, now=now)
        if rule.reached(counted)
    )
