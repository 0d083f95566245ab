"""Versions of the policy, compiled: once a process, because what was approved never changes."""

from datetime import datetime
from functools import lru_cache

from amends.core.policies.decide import Program
from amends.core.policies.document import parse_policy
from amends.core.policies.versions import Status
from amends.records.policies.models import PolicyVersion


class NoPolicyInForce(RuntimeError):
    """No version is in force: the installation was never migrated to its end."""


@lru_cache(maxsize=64)
def program_of(number: int) -> Program:
    """The approved version `number`, compiled. One statement the first time, none after."""
    document = PolicyVersion.objects.values_list("document", flat=True).get(number=number)
    return Program(parse_policy(document), version=number)


def number_in_force(*, now: datetime) -> int:
    """The number of the version in force at `now`. Raises NoPolicyInForce."""
    approved = PolicyVersion.objects.filter(status=Status.APPROVED, in_force_from__lte=now)
    number = approved.order_by("-in_force_from", "-number").values_list("number", flat=True).first()
    if number is None:
        raise NoPolicyInForce
    return number


def program_in_force(*, now: datetime) -> Program:
    """The version in force at `now`, compiled. Raises NoPolicyInForce."""
    return program_of(number_in_force(now=now))
