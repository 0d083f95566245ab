"""Put a draft away for good; it can still be read."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from amends.core.access import Actor, Permission, require
from amends.core.policies.versions import Status
from amends.core.trail.codes import TrailCode
from amends.records.policies.taking import take_draft
from amends.records.trail.record import TRAIL_FIELDS, record_trail


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscardVersion:
    """The ask."""

    version: UUID
    edits: int


def discard_version(*, ask: DiscardVersion, actor: Actor, now: datetime) -> None:
    """Raises Forbidden, VersionUnseen, VersionChanged, NotADraft."""
    require(actor, Permission.STAFF_POLICY_EDIT)
    with transaction.atomic():
        version = take_draft(id=ask.version, edits=ask.edits)
        before, after = {"status": version.status}, {"status": Status.DISCARDED.value}
        version.status = Status.DISCARDED.value
        record_trail(version, TrailCode.POLICY_DISCARDED, actor=actor, now=now, before=before, after=after)
        version.save(update_fields=["status", *TRAIL_FIELDS])
