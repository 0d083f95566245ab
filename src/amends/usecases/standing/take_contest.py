"""What answering and escalating a contest have in common: take it out under its account's lock."""

from uuid import UUID

from amends.core.standing.contests import ContestUnseen
from amends.records.access.models import Account
from amends.records.standing.models import Contest, Measure
from amends.records.standing.put import take_measure


def take_contest(contest: UUID) -> tuple[Account, Measure, Contest]:
    """Locks the account and reads measure and contest after it. Raises ContestUnseen."""
    measure_id = Contest.objects.filter(id=contest).values_list("measure_id", flat=True).first()
    if measure_id is None:
        raise ContestUnseen(contest=str(contest))
    account, measure = take_measure(measure_id)
    return account, measure, Contest.objects.get(id=contest)
