"""Change a draft: a clause, a setting, some evidence, its texts, the whole document, or the note about it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from amends.core.access import Actor, Permission, require
from amends.core.policies.editing import Edit, edited
from amends.core.trail.codes import TrailCode
from amends.records.policies.taking import note_writer, take_draft
from amends.records.trail.record import TRAIL_FIELDS, record_trail


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeDraft:
    """The ask; what is None stays as it is. `edits` is what the page that asks has seen."""

    version: UUID
    edits: int
    edit: Edit | None = None
    note: str | None = None


def change_draft(*, ask: ChangeDraft, actor: Actor, now: datetime) -> bool:
    """Whether anything was changed by it.

    Raises Forbidden, VersionUnseen, VersionChanged, NotADraft, PartUnseen, NameTaken, PolicyInvalid.
    """
    require(actor, Permission.STAFF_POLICY_EDIT)
    with transaction.atomic():
        version = take_draft(id=ask.version, edits=ask.edits)
        told = {
            "document": version.document if ask.edit is None else edited(version.document, ask.edit),
            "note": version.note if ask.note is None else ask.note,
        }
        changed = {name: value for name, value in told.items() if value != getattr(version, name)}
        if not changed:
            return False
        for name, value in changed.items():
            setattr(version, name, value)
        version.edits += 1
        version.changed_at = now
        note_writer(version, actor)
        before, after = {"edits": ask.edits}, {**changed, "edits": version.edits}
        record_trail(version, TrailCode.POLICY_CHANGED, actor=actor, now=now, before=before, after=after)
        version.save(update_fields=["document", "note", "edits", "changed_at", "writers", *TRAIL_FIELDS])
        return True
