"""Drop a draft that one began oneself, with its files."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from amends.core.access import Actor
from amends.records.disputes.queries_drafts import lock_draft
from amends.records.evidence.models import Evidence
from amends.usecases.evidence.store_file import forget_objects, keys_of


@dataclass(frozen=True, slots=True, kw_only=True)
class DropDraft:
    """The ask."""

    draft: UUID


def drop_draft(*, ask: DropDraft, actor: Actor) -> None:
    """Removes the draft and its files; the objects in the store go once that is committed. Raises DraftUnseen."""
    with transaction.atomic():
        draft = lock_draft(ask.draft, actor=actor)
        files = Evidence.objects.filter(draft=draft)
        keys = [key for row in files for key in keys_of(row).all()]
        files.delete()
        draft.delete()
        transaction.on_commit(lambda: forget_objects(keys))
