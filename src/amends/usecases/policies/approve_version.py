"""Approve a version that somebody else wrote: it gets its number and the time from which it is in force."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from amends.core.access import Actor, Permission, require
from amends.core.policies.versions import NotInReview, OwnVersion, Status, check_start
from amends.core.trail.codes import TrailCode
from amends.records.policies.models import PolicyVersion
from amends.records.policies.taking import next_number, take_version
from amends.records.trail.record import TRAIL_FIELDS, record_trail
from amends.usecases.policies.submit_version import check_sound


@dataclass(frozen=True, slots=True, kw_only=True)
class ApproveVersion:
    """The ask. Without a time the version is in force at once."""

    version: UUID
    edits: int
    in_force_from: datetime | None = None
    words: str = ""


def approve_version(*, ask: ApproveVersion, actor: Actor, now: datetime) -> PolicyVersion:
    """The approved version.

    Raises Forbidden, StartPast, StartFar, VersionUnseen, VersionChanged, NotInReview, OwnVersion, PolicyUnsound.
    """
    require(actor, Permission.STAFF_POLICY_EDIT)
    start, words = ask.in_force_from or now, ask.words.strip()
    check_start(start, now=now)
    with transaction.atomic():
        number = next_number()
        version = take_version(id=ask.version, edits=ask.edits)
        if version.status != Status.IN_REVIEW:
            raise NotInReview
        if actor.id in version.writers:
            raise OwnVersion
        check_sound(version.document)
        before = {"status": version.status}
        version.status, version.number, version.in_force_from = Status.APPROVED.value, number, start
        version.reviewed_by, version.reviewed_by_name = actor.id, actor.name
        version.reviewed_at, version.review_words = now, words
        after = {"status": version.status, "number": number, "in_force_from": start.isoformat()}
        personal = {"why": words} if words else {}
        record_trail(version, TrailCode.POLICY_APPROVED, actor=actor, now=now, before=before, after=after, **personal)
        version.save(
            update_fields=[
                "status", "number", "in_force_from", "reviewed_by", "reviewed_by_name", "reviewed_at",
                "review_words", *TRAIL_FIELDS,
            ]
        )  # fmt: skip
        return version
