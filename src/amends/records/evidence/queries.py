"""What files a draft or a dispute has, and where each may be seen."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum

from amends.core.access import Actor, Permission, Side
from amends.core.evidence.formats import MediaKind, MediaType
from amends.core.evidence.purposes import Purpose
from amends.records.evidence.models import Evidence, EvidenceFetch


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    """One file as a page shows it. `size` in bytes is the original's; `has_thumbnail` for pictures only."""

    id: UUID
    purpose: Purpose
    shows_buyer_email: bool
    name: str
    media_type: MediaType
    size: int
    sha256: str
    has_thumbnail: bool
    added_by_name: str
    added_at: datetime

    @property
    def kind(self) -> MediaKind:
        """Picture, video or document."""
        return self.media_type.kind


def evidence_file(row: Evidence) -> EvidenceFile:
    """The row as a page shows it."""
    return EvidenceFile(
        id=row.id,
        purpose=Purpose(row.purpose),
        shows_buyer_email=row.shows_buyer_email,
        name=row.name,
        media_type=MediaType(row.content_type),
        size=row.size,
        sha256=row.sha256,
        has_thumbnail=bool(row.thumbnail_key),
        added_by_name=row.added_by_name,
        added_at=row.added_at,
    )


def files_of_draft(draft_id: UUID) -> list[EvidenceFile]:
    """The draft's files, the first given first."""
    return [evidence_file(row) for row in Evidence.objects.filter(draft_id=draft_id).order_by("id")]


def files_of_dispute(dispute_id: UUID) -> list[EvidenceFile]:
    """The dispute's files, the first given first."""
    return [evidence_file(row) for row in Evidence.objects.filter(dispute_id=dispute_id).order_by("id")]


@dataclass(frozen=True, slots=True)
class PendingFile:
    """A file that is still to be fetched. `failed_for` is the code of why the last try failed, empty before it."""

    url: str
    purpose: Purpose
    given_at: datetime
    tries: int
    next_try_at: datetime
    failed_for: str


def pending_of_dispute(dispute_id: UUID) -> list[PendingFile]:
    """The dispute's files that are still to be fetched, the first given first."""
    waiting = EvidenceFetch.objects.filter(dispute_id=dispute_id, next_try_at__isnull=False).order_by("id")
    columns = ("url", "purpose", "asked_at", "tries", "next_try_at", "failed_for")
    return [PendingFile(url, Purpose(purpose), *rest) for url, purpose, *rest in waiting.values_list(*columns)]


@dataclass(frozen=True, slots=True)
class Amount:
    """How many files there are, and how many bytes they have together."""

    files: int
    size: int


def amount_of(files: "QuerySet[Evidence]") -> Amount:
    """What the limits count, of a draft's or a dispute's files."""
    found = files.aggregate(files=Count("id"), size=Sum("size"))
    return Amount(found["files"], found["size"] or 0)


def visible_to(actor: Actor) -> "QuerySet[Evidence]":
    """The files that `actor` may see.

    Staff who read disputes: every dispute's. A merchant's people: those of their account's disputes, and of the drafts
    they began themselves. Nobody else sees any.
    """
    if actor.side is Side.STAFF and actor.may(Permission.STAFF_DISPUTE_READ):
        return Evidence.objects.filter(dispute__isnull=False)
    if actor.account_id is None or not actor.may(Permission.MERCHANT_DISPUTE_READ):
        return Evidence.objects.none()
    own = Q(dispute__isnull=False) | Q(draft__begun_by_id=actor.id)
    return Evidence.objects.filter(own, account_id=actor.account_id)


def due_fetches(*, now: datetime, limit: int) -> list[UUID]:
    """Files given by address that are to be fetched now, those due first."""
    due = EvidenceFetch.objects.filter(next_try_at__lte=now).order_by("next_try_at")
    return list(due.values_list("id", flat=True)[:limit])
