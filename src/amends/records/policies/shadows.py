"""Drafts that run in the shadow, and what they said of new disputes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db.models import Count, Q

from amends.core.policies.decide import Program
from amends.core.policies.document import parse_policy
from amends.core.policies.trials import TRIABLE
from amends.records.disputes.models import Dispute
from amends.records.policies.models import Finding, PolicyVersion, ShadowFinding


@dataclass(frozen=True, slots=True)
class Figures:
    """Of how many new disputes a draft, as it stands now, found something, and of how many something else."""

    found: int
    differing: int
    since: datetime | None


@dataclass(frozen=True, slots=True)
class Differing:
    """A dispute of which the draft found something else: both gists, and the ids to go to."""

    id: UUID
    number: str
    before: dict[str, Any]
    after: dict[str, Any]
    found_at: datetime


def any_shadowed() -> bool:
    """Whether some draft runs in the shadow."""
    return PolicyVersion.objects.filter(shadow=True, status__in=TRIABLE).exists()


def shadowed() -> list[PolicyVersion]:
    """The drafts that run in the shadow."""
    return list(PolicyVersion.objects.filter(shadow=True, status__in=TRIABLE).order_by("id"))


@lru_cache(maxsize=16)
def draft_program(version_id: UUID, edits: int, document: str) -> Program:
    """A draft compiled, once for each of its states."""
    return Program(parse_policy(document), version=0)


def shadow_figures(version: PolicyVersion) -> Figures:
    """The figures of the draft's present state."""
    found = ShadowFinding.objects.filter(version=version, edits=version.edits)
    counted = found.aggregate(found=Count("id"), differing=Count("id", filter=Q(differs=True)))
    first = found.order_by("found_at").values_list("found_at", flat=True).first()
    return Figures(counted["found"], counted["differing"], first)


def differing(version: PolicyVersion, *, size: int, before: UUID | None) -> tuple[Sequence[Differing], UUID | None]:
    """Disputes of which the draft found something else, the latest first, and where the next page goes on."""
    rows = ShadowFinding.objects.filter(version=version, edits=version.edits, differs=True).order_by("-id")
    if before:
        rows = rows.filter(id__lt=before)
    page = list(rows[: size + 1])
    ids = [row.dispute_id for row in page]
    numbers = dict(Dispute.objects.filter(id__in=ids).values_list("id", "number"))
    gists = dict(Finding.objects.filter(dispute_id__in=ids).values_list("dispute_id", "gist"))
    told = [Differing(r.id, numbers[r.dispute_id], gists[r.dispute_id], r.gist, r.found_at) for r in page[:size]]
    return told, page[size - 1].id if len(page) > size else None
