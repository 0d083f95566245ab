"""Past disputes as cases to try a draft on: their stored facts, read a page at a time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, TextField
from django.db.models.functions import Cast

from amends.core.policies.trials import TrialStatus
from amends.records.policies.models import Finding, Trial

PAGE = 2_000
BEFORE_ALL = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Range:
    """The disputes after one id, up to and with another."""

    after: UUID
    last: UUID


@dataclass(frozen=True, slots=True)
class PastCase:
    """A dispute's facts, as the JSON text that stands in its finding, and its order's supplier."""

    dispute_id: UUID
    facts: str
    supplier: str


def ranges(parts: int) -> tuple[int, list[Range]]:
    """How many findings there are, and at most `parts` ranges of about as many each that hold them all."""
    ids = Finding.objects.order_by("dispute_id").values_list("dispute_id", flat=True)
    total = ids.count()
    if not total:
        return 0, []
    ends = sorted({ids[total * part // parts - 1] for part in range(1, parts + 1) if total * part >= parts})
    return total, [Range(after, last) for after, last in zip([BEFORE_ALL, *ends], ends, strict=False)]


def frequent_suppliers(most: int) -> list[str]:
    """The suppliers with the most findings."""
    counted = Finding.objects.values("supplier").annotate(cases=Count("id")).order_by("-cases", "supplier")
    return list(counted.values_list("supplier", flat=True)[:most])


def past_cases(within: Range) -> Iterator[PastCase]:
    """All of the range in the order of their ids, a page in memory at a time."""
    rows = Finding.objects.filter(dispute_id__lte=within.last).annotate(told=Cast("facts", TextField()))
    after = within.after
    while True:
        page = list(
            rows.filter(dispute_id__gt=after)
            .order_by("dispute_id")
            .values_list("dispute_id", "told", "supplier")[:PAGE]
        )
        for row in page:
            yield PastCase(*row)
        if len(page) < PAGE:
            return
        after = page[-1][0]


def next_trial(*, silent_since: datetime) -> UUID | None:
    """The trial to take up next: one whose worker went silent, or the first in the queue when none is at work."""
    under_way = Trial.objects.filter(status__in=[TrialStatus.QUEUED, TrialStatus.RUNNING]).order_by("asked_at", "id")
    waiting = list(under_way.values_list("id", "heard_at"))
    if any(heard_at is not None and heard_at > silent_since for _, heard_at in waiting):
        return None
    return waiting[0][0] if waiting else None
