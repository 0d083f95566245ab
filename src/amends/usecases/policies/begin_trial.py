"""Have a draft tried on past or synthetic cases, beside the version in force."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from amends.core.access import Actor, Permission, require
from amends.core.policies.document import parse_policy
from amends.core.policies.trials import (
    MOST_CASES,
    TRIABLE,
    Cases,
    CountOutOfRange,
    NotTriable,
    TrialStatus,
    TrialUnderWay,
)
from amends.core.refusals import Said
from amends.records.policies.models import Trial
from amends.records.policies.programs import number_in_force
from amends.records.policies.taking import take_version


@dataclass(frozen=True, slots=True, kw_only=True)
class BeginTrial:
    """The ask: the draft as its reader saw it. `count` is the number of synthetic cases; past ones are all tried."""

    version_id: UUID
    edits: int
    cases: Cases
    count: int = 0


def begin_trial(*, ask: BeginTrial, actor: Actor, now: datetime) -> UUID:
    """The new trial's id; a worker takes it up soon.

    Raises Forbidden, VersionUnseen, VersionChanged, NotTriable, TrialUnderWay, CountOutOfRange, and PolicyInvalid for a
    draft that is no policy yet.
    """
    require(actor, Permission.STAFF_POLICY_EDIT)
    if ask.cases is Cases.SYNTHETIC and not 1 <= ask.count <= MOST_CASES:
        raise CountOutOfRange(most=Said(MOST_CASES, f"{MOST_CASES:,}"))
    with transaction.atomic():
        draft = take_version(id=ask.version_id, edits=ask.edits)
        if draft.status not in TRIABLE:
            raise NotTriable
        if draft.trials.filter(status__in=[TrialStatus.QUEUED, TrialStatus.RUNNING]).exists():
            raise TrialUnderWay
        parse_policy(draft.document)
        trial = Trial.objects.create(
            version=draft,
            document=draft.document,
            edits=draft.edits,
            against=number_in_force(now=now),
            cases=ask.cases.value,
            total=ask.count if ask.cases is Cases.SYNTHETIC else 0,
            begun_by=actor.id,
            begun_by_name=actor.name,
            asked_at=now,
        )
        return trial.id
