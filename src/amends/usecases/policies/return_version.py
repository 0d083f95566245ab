"""Send a version back from its review, with words; or take it back oneself."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from amends.core.access import Actor, Permission, require
from amends.core.policies.versions import NotInReview, Status, WordsMissing
from amends.core.trail.codes import TrailCode
from amends.records.policies.taking import take_version
from amends.records.trail.record import TRAIL_FIELDS, record_trail


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnVersion:
    """The ask; `words` say what should be changed."""

    version: UUID
    edits: int
    words: str


def return_version(*, ask: ReturnVersion, actor: Actor, now: datetime) -> None:
    """The version is a draft again. Raises Forbidden, WordsMissing, VersionUnseen, VersionChanged, NotInReview."""
    require(actor, Permission.STAFF_POLICY_EDIT)
    words = ask.words.strip()
    if not words:
        raise WordsMissing
    with transaction.atomic():
        version = take_version(id=ask.version, edits=ask.edits)
        if version.status != Status.IN_REVIEW:
            raise NotInReview
        before, after = {"status": version.status}, {"status": Status.DRAFT.value}
        version.status = Status.DRAFT.value
        version.reviewed_by, version.reviewed_by_name = actor.id, actor.name
        version.reviewed_at, version.review_words = now, words
        record_trail(version, TrailCode.POLICY_RETURNED, actor=actor, now=now, before=before, after=after, why=words)
        version.save(
            update_fields=[
                "status", "reviewed_by", "reviewed_by_name", "reviewed_at", "review_words", *TRAIL_FIELDS,
            ]
        )  # fmt: skip
