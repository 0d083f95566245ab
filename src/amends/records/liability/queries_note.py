"""One debit note with its lines, credits and history. Amounts in minor units."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Sum

from amends.core.liability.notes import NoteState, NoteUnseen
from amends.core.policies.words import Bearer
from amends.records.disputes.models import Dispute
from amends.records.liability.models import CreditNote, DebitLine, DebitNote, NoteStep
from amends.records.policies.programs import program_of

_AT_ONCE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteShown:
    """A debit note. `charged` is what it was issued over (what it comes to, while it collects), `balance` what of it

    stands after credits, `credited` the difference; `standing`: there is a charge of it that nothing took back.
    """

    id: UUID
    number: str
    kind: Bearer
    name: str
    currency: str
    month: date
    state: NoteState
    charged: int
    balance: int
    issued_at: datetime | None
    reference: str
    settled_at: datetime | None
    standing: bool

    @property
    def credited(self) -> int:
        """What its credits come to."""
        return self.charged - self.balance

    @property
    def owed_by_us(self) -> int:
        """What we owe the party, where more was taken back than charged."""
        return max(0, -self.balance)


@dataclass(frozen=True, slots=True, kw_only=True)
class LineShown:
    """A line: of the leg's `award`, `percent` are the party's by `clause` (its title; empty where none speaks) of the

    policy's `version`, or by staff (`by`, `why`). `credit` names the credit that took it back, or that it is.
    """

    id: UUID
    posted_at: datetime
    dispute: str
    order: str
    award: int
    percent: int
    clause: str
    clause_id: str
    version: int | None
    by: str
    why: str
    amount: int
    credit: str
    standing: bool


def read_note(note_id: UUID) -> NoteShown:
    """The note. Raises NoteUnseen."""
    stand = DebitLine.objects.filter(note=OuterRef("id"), reverses=None, reversed_by=None)
    found = DebitNote.objects.filter(id=note_id)
    note = found.annotate(balance=Sum("lines__amount", default=0), standing=Exists(stand)).first()
    if note is None:
        raise NoteUnseen(note=note_id)
    return NoteShown(
        id=note.id,
        number=note.number or "",
        kind=Bearer(note.kind),
        name=note.name,
        currency=note.currency,
        month=note.month,
        state=NoteState(note.state),
        charged=note.balance if note.amount is None else note.amount,
        balance=note.balance,
        issued_at=note.issued_at,
        reference=note.reference,
        settled_at=note.settled_at,
        standing=note.standing,
    )


def note_lines(*, note: NoteShown, size: int, after: UUID | None = None) -> tuple[list[LineShown], UUID | None]:
    """A page of the note's lines, oldest first, and where the next one goes on. Two statements."""
    rows = DebitLine.objects.filter(note_id=note.id).annotate(
        award=F("leg__amount"),
        percent=F(f"bearing__{note.kind.value}"),
        version=F("bearing__version"),
        clause_id=F("bearing__clause"),
        bearing_number=F("bearing__number"),
        by=F("bearing__by_name"),
        why=F("bearing__why"),
        undone=F("reversed_by__id"),
        credit_number=F("credit__number"),
        undone_by=F("reversed_by__credit__number"),
    )
    rows = rows.filter(id__gt=after) if after else rows
    found: list[Any] = list(rows.order_by("id")[: size + 1])
    more, found = len(found) > size, found[:size]
    named = Dispute.objects.filter(id__in={row.dispute_id for row in found})
    numbers = {id_: (number, order) for id_, number, order in named.values_list("id", "number", "order__number")}
    return [_line(row, *numbers[row.dispute_id]) for row in found], found[-1].id if more else None


def every_line(note: NoteShown) -> Iterator[LineShown]:
    """All of the note's lines, read some at a time."""
    after: UUID | None = None
    while True:
        lines, after = note_lines(note=note, size=_AT_ONCE, after=after)
        yield from lines
        if after is None:
            return


def credits_of(note_id: UUID) -> list[CreditNote]:
    """The note's credits, in their sequence."""
    return list(CreditNote.objects.filter(note_id=note_id).order_by("id"))


def steps_of(note_id: UUID) -> list[NoteStep]:
    """The note's history, oldest first."""
    return list(NoteStep.objects.filter(note_id=note_id).order_by("id"))


def clause_title(version: int | None, clause: str | None) -> str:
    """What the clause of that version is called; empty without one."""
    if version is None or clause is None:
        return ""
    return next((one.title for one in program_of(version).policy.clauses if one.id == clause), "")


def _line(row: Any, dispute: str, order: str) -> LineShown:
    """`row` is a DebitLine with what `note_lines` adds."""
    by_staff = row.bearing_number > 1
    return LineShown(
        id=row.id,
        posted_at=row.posted_at,
        dispute=dispute,
        order=order,
        award=row.award,
        percent=row.percent,
        clause=clause_title(row.version, row.clause_id),
        clause_id=row.clause_id or "",
        version=row.version,
        by=row.by if by_staff else "",
        why=row.why,
        amount=row.amount,
        credit=row.credit_number or row.undone_by or "",
        standing=row.amount > 0 and row.undone is None,
    )
