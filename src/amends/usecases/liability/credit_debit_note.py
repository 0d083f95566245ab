"""Credit an issued debit note: some of its lines, or all that still stand, need not be paid."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from amends.core.access import Actor, Permission, require
from amends.core.liability.notes import LinesUnknown, NoteMove, NoteState, NothingOwed, check_note_move, check_words
from amends.records.liability.collect import undo
from amends.records.liability.models import CreditNote, DebitLine, DebitNote
from amends.usecases.liability.move_note import move_note, take_note


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditDebitNote:
    """The ask: why, and which lines; None for all that still stand."""

    note_id: UUID
    words: str
    lines: Collection[UUID] | None = None


def credit_debit_note(*, ask: CreditDebitNote, actor: Actor, now: datetime) -> str:
    """Reverses the lines' postings; the credit note's number. What was paid already goes back in what collects now.

    Raises Forbidden, WordsMissing, NoteUnseen, NoteMoveNotAllowed, LinesUnknown, and NothingOwed when no line stands.
    """
    require(actor, Permission.STAFF_DEBIT_MANAGE)
    words = check_words(ask.words)
    with transaction.atomic():
        note = take_note(ask.note_id)
        target = check_note_move(NoteMove.CREDIT, state=NoteState(note.state), note=note.number or str(note.id))
        lines = _chosen(note, ask.lines)
        credit = CreditNote.objects.create(
            note=note,
            number=f"{note.number}-C{CreditNote.objects.filter(note=note).count() + 1}",
            amount=sum(line.amount for line in lines),
            words=words,
            by=actor.id,
            by_name=actor.name,
            at=now,
        )
        for line in lines:
            undo(line, credit=credit, now=now)
        move_note(note, target, actor=actor, now=now, words=words)
        return credit.number


def _chosen(note: DebitNote, wanted: Collection[UUID] | None) -> list[DebitLine]:
    """The lines to credit, oldest first. The note's lock keeps them standing."""
    rows = DebitLine.objects.filter(note=note, reverses=None, reversed_by=None).select_related("note", "entry")
    standing = list(rows.order_by("id"))
    if not standing:
        raise NothingOwed(note=note.number)
    if wanted is None:
        return standing
    chosen = [line for line in standing if line.id in wanted]
    if not chosen or len(chosen) != len(set(wanted)):
        raise LinesUnknown
    return chosen
