"""Versions of the policy, compiled: once a process, because what was approved never changes."""

from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from amends.core.policies.clauses import Need
from amends.core.policies.decide import Program
from amends.core.policies.document import parse_policy
from amends.core.policies.facts import facts_from
from amends.core.policies.versions import Status
from amends.records.policies.models import Finding, PolicyVersion


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


def needed_of(dispute_id: UUID) -> tuple[Need, ...]:
    """What had to be shown for the dispute; nothing where none was found of it."""
    finding = Finding.objects.filter(dispute_id=dispute_id).first()
    return needed_for(finding) if finding else ()


def needed_for(finding: Finding) -> tuple[Need, ...]:
    """What had to be shown for the case of a stored finding: all that would be missing without any file."""
    facts = replace(facts_from(finding.facts), evidence=frozenset())
    return program_of(finding.version).decide(facts).missing
