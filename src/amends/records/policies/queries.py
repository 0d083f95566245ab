"""Versions of the policy for people to read, with the state they are in at a moment."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from itertools import pairwise
from uuid import UUID

from amends.core.policies.clauses import Policy
from amends.core.policies.document import parse_policy
from amends.core.policies.versions import Status, VersionState, VersionUnseen, state_of
from amends.records.keyset import Page, Place, read_page
from amends.records.policies.models import PolicyVersion


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionShown:
    """One version. `starts` and `ends` bound the time in which it is in force; `ends` is None while nothing follows.

    `number` is None until it is approved. `writers` are all who wrote on it; `edits` counts their changes.
    """

    id: UUID
    number: int | None
    state: VersionState
    note: str
    document: str
    edits: int
    based_on: UUID | None
    written_by: str
    writers: frozenset[UUID]
    created_at: datetime
    changed_at: datetime
    submitted_at: datetime | None
    reviewed_by: str
    reviewed_at: datetime | None
    review_words: str
    starts: datetime | None
    ends: datetime | None

    @property
    def policy(self) -> Policy:
        """What its document says."""
        return policy_of(self.document)


@lru_cache(maxsize=32)
def policy_of(document: str) -> Policy:
    """The policy of a document that was once accepted. Raises PolicyInvalid otherwise."""
    return parse_policy(document)


Ends = dict[UUID, datetime]


def read_version(id: UUID, *, now: datetime) -> VersionShown:  # noqa: A002 - the row's own word
    """The version. Raises VersionUnseen. Two statements."""
    row = PolicyVersion.objects.filter(id=id).first()
    if row is None:
        raise VersionUnseen
    return _shown(row, _ends(), now)


def version_in_force(*, now: datetime) -> VersionShown:
    """The version in force. Raises VersionUnseen when there is none. Two statements."""
    rows = PolicyVersion.objects.filter(status=Status.APPROVED, in_force_from__lte=now)
    row = rows.order_by("-in_force_from", "-number").first()
    if row is None:
        raise VersionUnseen
    return _shown(row, _ends(), now)


def versions_ahead(*, now: datetime) -> list[VersionShown]:
    """What is scheduled, in the order of its times; then what is in review; then drafts, latest changed first.

    Two statements.
    """
    ends = _ends()
    ahead = PolicyVersion.objects.filter(status=Status.APPROVED, in_force_from__gt=now).order_by("in_force_from")
    worked_on = PolicyVersion.objects.filter(status__in=[Status.DRAFT, Status.IN_REVIEW])
    rows = [*ahead, *worked_on.order_by("-status", "-changed_at")]
    return [_shown(row, ends, now) for row in rows]


def versions_behind(
    *, now: datetime, size: int, above: Place | None = None, below: Place | None = None
) -> Page[VersionShown]:
    """A page of what was retired, withdrawn or discarded, latest begun first. Three statements."""
    ends = _ends()
    retired = [id_ for id_, end in ends.items() if end <= now]
    put_away = PolicyVersion.objects.filter(status__in=[Status.WITHDRAWN, Status.DISCARDED])
    rows = put_away | PolicyVersion.objects.filter(id__in=retired)
    return read_page(rows, lambda row: _shown(row, ends, now), at="created_at", size=size, above=above, below=below)


def comparable_versions(*, now: datetime, most: int) -> list[VersionShown]:
    """The versions that can be compared: all but what was discarded, the latest begun first. Two statements."""
    ends = _ends()
    rows = PolicyVersion.objects.exclude(status=Status.DISCARDED).order_by("-created_at", "-id")[:most]
    return [_shown(row, ends, now) for row in rows]


def _ends() -> Ends:
    """When each approved version ends: the next one by time, then by number, takes its place."""
    approved = PolicyVersion.objects.filter(status=Status.APPROVED).order_by("in_force_from", "number")
    spans = approved.values_list("id", "in_force_from")
    return {id_: end for (id_, _), (_, end) in pairwise(spans) if end is not None}


def _shown(row: PolicyVersion, ends: Ends, now: datetime) -> VersionShown:
    starts, ended = row.in_force_from, ends.get(row.id)
    return VersionShown(
        id=row.id,
        number=row.number,
        state=state_of(Status(row.status), starts=starts, ends=ended, now=now),
        note=row.note,
        document=row.document,
        edits=row.edits,
        based_on=row.based_on_id,
        written_by=row.written_by_name,
        writers=frozenset(row.writers),
        created_at=row.created_at,
        changed_at=row.changed_at,
        submitted_at=row.submitted_at,
        reviewed_by=row.reviewed_by_name,
        reviewed_at=row.reviewed_at,
        review_words=row.review_words,
        starts=starts,
        ends=ended,
    )
