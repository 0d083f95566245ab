"""Versions of the policy that people may read: whatever got a number, also before and after its time."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from amends.core.policies.versions import Status
from amends.records.policies.models import PolicyVersion


class Standing(StrEnum):
    """Where a version stands to the present."""

    NOT_YET = "not_yet"
    IN_FORCE = "in_force"
    NO_LONGER = "no_longer"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Published:
    """A version by its number, and from when until when it is in force; `until` is None while no end is known."""

    number: int
    since: datetime
    until: datetime | None
    standing: Standing


def published_versions(*, now: datetime) -> tuple[Published, ...]:
    """Every version with a number, the latest to come into force first. One statement."""
    rows = PolicyVersion.objects.filter(number__isnull=False).order_by("-in_force_from", "-number")
    told: list[Published] = []
    until: datetime | None = None
    over = False
    for number, status, since in rows.values_list("number", "status", "in_force_from"):
        assert number is not None and since is not None
        if status == Status.WITHDRAWN.value:
            told.append(Published(number, since, None, Standing.WITHDRAWN))
            continue
        standing = Standing.NOT_YET if since > now else Standing.NO_LONGER if over else Standing.IN_FORCE
        told.append(Published(number, since, until, standing))
        until, over = since, since <= now
    return tuple(told)
