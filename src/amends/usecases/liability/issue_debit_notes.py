"""Issue a past month's debit notes."""

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import connection, transaction

from amends.core.access import Actor, Permission, Side, require
from amends.core.liability.notes import NoteMove, NoteState, check_month_over, check_note_move, note_number
from amends.records.liability.models import DebitNote
from amends.usecases.liability.move_note import balance_of, move_note

_ISSUING = 7_305_806
"""Advisory lock of whoever gives numbers, until the commit: they have no gaps and are given once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueDebitNotes:
    """The ask: any day of the month."""

    month: date


def issue_debit_notes(*, ask: IssueDebitNotes, actor: Actor, now: datetime) -> int:
    """Numbers every note that still collects for the month, party by party; how many there were.

    Asked again, also at the same moment, it issues nothing more. A note that comes to nothing is not issued. Raises
    Forbidden and MonthNotOver.
    """
    if actor.side is not Side.SYSTEM:
        require(actor, Permission.STAFF_DEBIT_MANAGE)
    month = ask.month.replace(day=1)
    check_month_over(month, now=now)
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("select pg_advisory_xact_lock(%s)", [_ISSUING])
        wanted = DebitNote.objects.select_for_update().filter(month=month, state=NoteState.COLLECTING)
        notes = [(note, balance_of(note)) for note in wanted.order_by("kind", "name", "currency")]
        owed = [(note, balance) for note, balance in notes if balance]
        first = DebitNote.objects.filter(month=month, number__isnull=False).count() + 1
        for at, (note, balance) in enumerate(owed, start=first):
            note.number = note_number(settings.DEBIT_NOTE_PREFIX, month, at)
            note.amount, note.issued_at = balance, now
            target = check_note_move(NoteMove.ISSUE, state=NoteState(note.state), note=note.number)
            move_note(note, target, actor=actor, now=now, fields=("number", "amount", "issued_at"))
        return len(owed)
