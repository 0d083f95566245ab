"""Record a supplier's or carrier's objection to a debit note: they have no login of their own."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from amends.core.access import Actor, Permission, require
from amends.core.liability.notes import NoteMove, NoteState, check_note_move, check_words
from amends.usecases.liability.move_note import move_note, take_note


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeDebitNote:
    """The ask: what the party says against it."""

    note_id: UUID
    words: str


def dispute_debit_note(*, ask: DisputeDebitNote, actor: Actor, now: datetime) -> None:
    """Raises Forbidden, WordsMissing, NoteUnseen and NoteMoveNotAllowed."""
    require(actor, Permission.STAFF_DEBIT_MANAGE)
    words = check_words(ask.words)
    with transaction.atomic():
        note = take_note(ask.note_id)
        target = check_note_move(NoteMove.DISPUTE, state=NoteState(note.state), note=note.number or str(note.id))
        move_note(note, target, actor=actor, now=now, words=words)
