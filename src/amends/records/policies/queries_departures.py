"""How often staff departed from a finding, in what and why."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, F

from amends.core.decisions.award import Outcome
from amends.records.keyset import Page, Place, read_page
from amends.records.policies.models import Departure


@dataclass(frozen=True, slots=True, kw_only=True)
class DepartureShown:
    """One departure: in what (`kind`), why (`reason`, a code), to which outcome; `amount` in minor units."""

    id: UUID
    dispute: str
    version: int
    clause: str | None
    kind: str
    reason: str
    words: str
    outcome: Outcome
    amount: int
    currency: str
    who: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DepartureCount:
    """How often a clause of a version was departed from for one reason. Without a clause: none had applied."""

    version: int
    clause: str | None
    reason: str
    times: int


def read_departures(*, size: int, above: Place | None = None, below: Place | None = None) -> Page[DepartureShown]:
    """A page of departures, newest first. One statement."""
    rows = Departure.objects.annotate(number=F("dispute__number"))
    return read_page(rows, _shown, at="at", size=size, above=above, below=below)


def count_departures(*, since: datetime) -> list[DepartureCount]:
    """Departures since then by version, clause and reason; the most frequent first. One statement."""
    rows = Departure.objects.filter(at__gte=since).values("version", "clause", "reason").annotate(times=Count("id"))
    return [DepartureCount(**row) for row in rows.order_by("-times", "version", "clause", "reason")]


def _shown(row: Departure) -> DepartureShown:
    return DepartureShown(
        id=row.id,
        dispute=row.number,  # type: ignore[attr-defined]
        version=row.version,
        clause=row.clause,
        kind=row.kind,
        reason=row.reason,
        words=row.words,
        outcome=Outcome(row.outcome),
        amount=row.amount,
        currency=row.currency,
        who=row.by_name,
        at=row.at,
    )
