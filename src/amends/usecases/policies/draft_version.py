"""Begin a draft: a copy of a version, or a document from elsewhere."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from amends.core.access import Actor, Permission, require
from amends.core.policies.document import parse_policy
from amends.core.policies.versions import Status, VersionUnseen
from amends.core.trail.codes import TrailCode
from amends.records.policies.models import PolicyVersion
from amends.records.policies.programs import number_in_force
from amends.records.policies.taking import note_writer
from amends.records.trail.record import record_trail


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftVersion:
    """The ask. `note` says what the draft is for.

    Without a `document` it begins as a copy of `based_on`; a document is compared with that version, or without one
    with the version in force.
    """

    based_on: UUID | None = None
    document: str | None = None
    note: str = ""


def draft_version(*, ask: DraftVersion, actor: Actor, now: datetime) -> PolicyVersion:
    """The new draft. Raises Forbidden, VersionUnseen, PolicyInvalid with lines."""
    require(actor, Permission.STAFF_POLICY_EDIT)
    if ask.document is not None:
        parse_policy(ask.document)
    with transaction.atomic():
        versions = PolicyVersion.objects.all()
        wanted = {"id": ask.based_on} if ask.based_on else {"number": number_in_force(now=now)}
        base = versions.filter(**wanted).first()
        if base is None:
            raise VersionUnseen
        version = PolicyVersion(
            status=Status.DRAFT.value,
            edits=0,
            document=base.document if ask.document is None else ask.document,
            based_on=base,
            note=ask.note,
            written_by=actor.id,
            written_by_name=actor.name,
            writers=[],
            created_at=now,
            changed_at=now,
            trail_seq=0,
            trail_head=bytes(32),
        )
        note_writer(version, actor)
        after = {"status": version.status, "based_on": base.id, "document": version.document, "note": version.note}
        record_trail(version, TrailCode.POLICY_DRAFTED, actor=actor, now=now, after=after)
        version.save(force_insert=True)
        return version
