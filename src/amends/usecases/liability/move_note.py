"""What every verb that moves a debit note does: take it out locked, write its state, keep the step."""

from datetime import datetime
from uuid import UUID

from django.db.models import Sum

from amends.core.access import Actor
from amends.core.liability.notes import NoteState, NoteUnseen
from amends.records.liability.models import DebitLine, DebitNote, NoteStep


def take_note(note_id: UUID) -> DebitNote:
    """The note, locked. Raises NoteUnseen."""
    note = DebitNote.objects.select_for_update().filter(id=note_id).first()
    if note is None:
        raise NoteUnseen(note=note_id)
    return note


def balance_of(note: DebitNote) -> int:
    """What the note's lines come to now, credits taken off; minor units, below nothing where we owe."""
    return int(DebitLine.objects.filter(note=note).aggregate(whole=Sum("amount", default=0))["whole"])


def move_note(
    note: DebitNote, target: NoteState, *, actor: Actor, now: datetime, words: str = "", fields: tuple[str, ...] = ()
) -> None:
    """Puts the locked note into `target`, where it is not yet, and keeps the step; `fields` are saved besides."""
    before, note.state = note.state, target.value
    if note.state != before or fields:
        note.save(update_fields=["state", *fields])
    NoteStep.objects.create(
        note=note,
        before=before,
        after=note.state,
        words=words,
        balance=balance_of(note),
        by=actor.id,
        by_name=actor.name,
        at=now,
    )
