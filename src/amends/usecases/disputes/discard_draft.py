"""Discard a draft with its files' rows, when nobody touched it for too long or its owner wants it gone."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from amends.records.disputes.models import Draft
from amends.records.evidence.models import Evidence


def discard_draft(*, draft_id: UUID, now: datetime) -> list[str]:
    """Removes the draft if it is due; the keys of its files in the store, which nothing names any more.

    A draft that was touched or opened meanwhile stays as it is, and there are no keys.
    """
    with transaction.atomic():
        draft = Draft.objects.select_for_update().filter(id=draft_id, due_at__lte=now).first()
        if draft is None:
            return []
        files = Evidence.objects.filter(draft=draft)
        keys = [key for row in files for key in (row.original_key, row.shown_key, row.thumbnail_key) if key]
        files.delete()
        draft.delete()
        return keys
