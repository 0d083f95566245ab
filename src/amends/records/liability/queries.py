"""Debit notes for the book: a month's, party by party, and what they come to. Amounts in minor units."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet, Sum

from amends.core.liability.notes import NoteState
from amends.core.policies.words import Bearer
from amends.records.liability.models import DebitNote


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteRow:
    """A debit note. `balance` is what its lines come to now; `number` is empty while it collects."""

    id: UUID
    number: str
    kind: Bearer
    name: str
    currency: str
    month: date
    state: NoteState
    balance: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteTotals:
    """What the notes of one currency come to: those that collect, those to be paid, those that were."""

    currency: str
    collecting: int
    open: int
    settled: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteFilter:
    """Which notes: of a month, of suppliers or carriers, in a state."""

    month: date
    kind: Bearer | None = None
    state: NoteState | None = None


def note_months(*, most: int) -> list[date]:
    """The months that have notes, the latest first."""
    return list(DebitNote.objects.order_by("-month").values_list("month", flat=True).distinct()[:most])


def collecting_months(*, before: date) -> list[date]:
    """Past months with notes that still collect, the earliest first. One statement."""
    notes = DebitNote.objects.filter(state=NoteState.COLLECTING, month__lt=before)
    owed = notes.annotate(balance=Sum("lines__amount", default=0)).exclude(balance=0)
    return sorted(set(owed.values_list("month", flat=True)))


def read_notes(*, wanted: NoteFilter, size: int, after: UUID | None = None) -> tuple[list[NoteRow], UUID | None]:
    """A page of a month's notes by party, and where the next one goes on."""
    rows = _filtered(wanted).annotate(balance=Sum("lines__amount", default=0))
    last = DebitNote.objects.filter(id=after).first() if after else None
    if last is not None:
        later = Q(currency__gt=last.currency, name=last.name) | Q(name__gt=last.name)
        rows = rows.filter(Q(kind=last.kind) & later | Q(kind__gt=last.kind))
    found = list(rows.order_by("kind", "name", "currency")[: size + 1])
    more, found = len(found) > size, found[:size]
    return [_row(row) for row in found], found[-1].id if more else None


def note_totals(wanted: NoteFilter) -> tuple[NoteTotals, ...]:
    """What a month's notes come to, currency by currency. One statement."""
    rows = _filtered(wanted).values_list("currency", "state").annotate(whole=Sum("lines__amount", default=0))
    sums: dict[str, dict[str, int]] = defaultdict(lambda: {"collecting": 0, "open": 0, "settled": 0})
    for currency, state, whole in rows:
        group = state if state in ("collecting", "settled") else "open"
        sums[currency][group] += whole
    return tuple(NoteTotals(currency=currency, **sums[currency]) for currency in sorted(sums))


def _filtered(wanted: NoteFilter) -> QuerySet[DebitNote, Any]:
    rows = DebitNote.objects.filter(month=wanted.month)
    rows = rows.filter(kind=wanted.kind.value) if wanted.kind else rows
    return rows.filter(state=wanted.state.value) if wanted.state else rows


def _row(row: Any) -> NoteRow:
    """`row` is a DebitNote with its balance."""
    return NoteRow(
        id=row.id,
        number=row.number or "",
        kind=Bearer(row.kind),
        name=row.name,
        currency=row.currency,
        month=row.month,
        state=NoteState(row.state),
        balance=row.balance,
    )
