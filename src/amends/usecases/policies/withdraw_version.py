"""Take back an approved version before it is in force."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from amends.core.access import Actor, Permission, require
from amends.core.policies.versions import NotScheduled, Status
from amends.core.trail.codes import TrailCode
from amends.records.policies.taking import take_version
from amends.records.trail.record import TRAIL_FIELDS, record_trail


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawVersion:
    """The ask."""

    version: UUID
    edits: int


def withdraw_version(*, ask: WithdrawVersion, actor: Actor, now: datetime) -> None:
    """The version keeps its number and never comes into force.

    Raises Forbidden, VersionUnseen, VersionChanged, NotScheduled.
    """
    require(actor, Permission.STAFF_POLICY_EDIT)
    with transaction.atomic():
        version = take_version(id=ask.version, edits=ask.edits)
        start = version.in_force_from
        if version.status != Status.APPROVED or start is None or start <= now:
            raise NotScheduled
        before, after = {"status": version.status}, {"status": Status.WITHDRAWN.value}
        version.status = Status.WITHDRAWN.value
        record_trail(version, TrailCode.POLICY_WITHDRAWN, actor=actor, now=now, before=before, after=after)
        version.save(update_fields=["status", *TRAIL_FIELDS])
