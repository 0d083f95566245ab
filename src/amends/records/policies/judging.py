"""The judge of a day: a version of the policy with the installation's settings."""

from datetime import UTC, datetime

from django.conf import settings

from amends.core.policies.judge import Judge
from amends.records.policies.programs import NoPolicyInForce, number_in_force, program_of


def judge_of(version: int | None, *, now: datetime) -> Judge:
    """The judge by the version of that number. Raises NoPolicyInForce for None."""
    if version is None:
        raise NoPolicyInForce
    return Judge(program_of(version), now.astimezone(UTC).date(), settings.UNTRACKABLE)


def judge_in_force(*, now: datetime) -> Judge:
    """The judge by the version in force. One statement."""
    return judge_of(number_in_force(now=now), now=now)
