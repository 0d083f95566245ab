"""Versions of the policy that people may read: whatever got a number, also before and after its time."""

from dataclasses import dataclass
from datetime import datetime

from amends.core.policies.clauses import Policy
from amends.core.policies.versions import Status, VersionState, VersionUnseen
from amends.records.policies.models import PolicyVersion
from amends.records.policies.queries import policy_of


@dataclass(frozen=True, slots=True)
class Published:
    """A version by its number, and from when until when it is in force; `until` is None while no end is known."""

    number: int
    since: datetime
    until: datetime | None
    state: VersionState


def published_policy(number: int) -> Policy:
    """What the version of that number says. Raises VersionUnseen."""
    found = PolicyVersion.objects.filter(number=number).values_list("document", flat=True).first()
    if found is None:
        raise VersionUnseen
    return policy_of(found)


def published_versions(*, now: datetime) -> tuple[Published, ...]:
    """Every version with a number, the latest to come into force first. One statement."""
    rows = PolicyVersion.objects.filter(number__isnull=False).order_by("-in_force_from", "-number")
    told: list[Published] = []
    until: datetime | None = None
    over = False
    for number, status, since in rows.values_list("number", "status", "in_force_from"):
        assert number is not None and since is not None
        if status == Status.WITHDRAWN.value:
            told.append(Published(number, since, None, VersionState.WITHDRAWN))
            continue
        state = VersionState.SCHEDULED if since > now else VersionState.RETIRED if over else VersionState.IN_FORCE
        told.append(Published(number, since, until, state))
        until, over = since, since <= now
    return tuple(told)
