"""Have a draft run in the shadow of the version in force, or no longer."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from amends.core.access import Actor, Permission, require
from amends.core.policies.document import parse_policy
from amends.core.policies.trials import TRIABLE, NotTriable
from amends.core.trail.codes import TrailCode
from amends.records.policies.taking import take_version
from amends.records.trail.record import TRAIL_FIELDS, record_trail


@dataclass(frozen=True, slots=True, kw_only=True)
class ShadowVersion:
    """The ask: the draft as its reader saw it, and whether it is to run in the shadow."""

    version_id: UUID
    edits: int
    shadow: bool


def shadow_version(*, ask: ShadowVersion, actor: Actor, now: datetime) -> None:
    """Does nothing when it stands so already.

    Raises Forbidden, VersionUnseen, VersionChanged, NotTriable, and PolicyInvalid for a draft that is no policy yet.
    """
    require(actor, Permission.STAFF_POLICY_EDIT)
    with transaction.atomic():
        draft = take_version(id=ask.version_id, edits=ask.edits)
        if draft.status not in TRIABLE:
            raise NotTriable
        if draft.shadow == ask.shadow:
            return
        if ask.shadow:
            parse_policy(draft.document)
        draft.shadow = ask.shadow
        record_trail(
            draft,
            TrailCode.POLICY_SHADOWED,
            actor=actor,
            now=now,
            before={"shadow": not ask.shadow},
            after={"shadow": ask.shadow, "edits": draft.edits},
        )
        draft.save(update_fields=["shadow", *TRAIL_FIELDS])
