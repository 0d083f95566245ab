"""Hand a draft to a second person."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from amends.core.access import Actor, Permission, require
from amends.core.policies.document import parse_policy
from amends.core.policies.review import review
from amends.core.policies.versions import PolicyUnsound, Status
from amends.core.trail.codes import TrailCode
from amends.records.policies.taking import take_draft
from amends.records.trail.record import TRAIL_FIELDS, record_trail


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmitVersion:
    """The ask."""

    version: UUID
    edits: int


def check_sound(document: str) -> None:
    """Raises PolicyUnsound while the review reports anything, and PolicyInvalid for what cannot be read."""
    policy = parse_policy(document)
    issues = review(policy)
    if issues:
        raise PolicyUnsound.of(policy, issues)


def submit_version(*, ask: SubmitVersion, actor: Actor, now: datetime) -> None:
    """Raises Forbidden, VersionUnseen, VersionChanged, NotADraft, PolicyUnsound."""
    require(actor, Permission.STAFF_POLICY_EDIT)
    with transaction.atomic():
        version = take_draft(id=ask.version, edits=ask.edits)
        check_sound(version.document)
        before, after = {"status": version.status}, {"status": Status.IN_REVIEW.value}
        version.status, version.submitted_at = Status.IN_REVIEW.value, now
        record_trail(version, TrailCode.POLICY_SUBMITTED, actor=actor, now=now, before=before, after=after)
        version.save(update_fields=["status", "submitted_at", *TRAIL_FIELDS])
