"""Writing a debit note's lines, each with its own entry in the ledger."""

from datetime import datetime
from importlib.resources import files
from uuid import UUID

from django.db import connection

from amends.core.ledger.posting import LedgerKind, Posting
from amends.core.liability.notes import NoteState, month_of, next_month
from amends.core.liability.shares import CHARGED
from amends.core.money import Money
from amends.core.policies.words import Bearer
from amends.records.ledger.post import NewEntry, ledger_account, post_entry
from amends.records.liability.bearings import bearing_of
from amends.records.liability.models import Bearing, CreditNote, DebitLine, DebitNote
from amends.records.settlements.models import Leg

_TAKE = files(__package__).joinpath("take_note.sql").read_text()
_HOLD = files(__package__).joinpath("hold_notes.sql").read_text()


def collecting_note(*, kind: Bearer, name: str, currency: str, now: datetime) -> UUID:
    """The note that collects from a party now, made at first use and kept from being issued until the commit.

    The month's of `now`, or the next one's where that was issued a moment ago.
    """
    month = month_of(now)
    while True:
        wanted = {"kind": kind.value, "name": name, "currency": currency, "month": month}
        DebitNote.objects.bulk_create([DebitNote(**wanted)], ignore_conflicts=True)
        with connection.cursor() as cursor:
            cursor.execute(_TAKE, wanted)
            id_, state = cursor.fetchone()
        if state == NoteState.COLLECTING.value:
            return UUID(str(id_))
        month = next_month(month)


def standing_lines(dispute_id: UUID) -> list[DebitLine]:
    """The dispute's lines that nothing undid, with their notes and legs, oldest first.

    Their notes are kept from moving until the commit, so that no line is undone twice.
    """
    with connection.cursor() as cursor:
        cursor.execute(_HOLD, {"dispute": dispute_id})
    lines = DebitLine.objects.filter(dispute_id=dispute_id, reverses=None, reversed_by=None)
    return list(lines.select_related("note", "leg", "entry").order_by("id"))


def charge(leg: Leg, bearing: Bearing, *, order_id: UUID, now: datetime) -> None:
    """Splits the leg's money, and charges supplier and carrier with what they bear: once for a leg and bearing.

    Who was credited under this bearing for a leg that this one replaces is not charged again: nobody decided that.
    """
    told = bearing_of(bearing)
    borne, spared = told.split(leg.amount), _credited(leg, bearing)
    for bearer in CHARGED:
        if (amount := borne.of(bearer)) and bearer.value not in spared:
            name = told.name_of(bearer)
            note_id = collecting_note(kind=bearer, name=name, currency=leg.currency, now=now)
            entry = NewEntry(
                kind="liability",
                key=f"{leg.id}/{bearing.number}/{bearer.value}",
                account_id=leg.account_id,
                order_id=order_id,
                dispute_id=bearing.dispute_id,
            )
            posting = Posting(
                ledger_account(LedgerKind(bearer.value), currency=leg.currency, detail=name),
                ledger_account(LedgerKind.AFTER_SALES, currency=leg.currency),
                Money(amount, leg.currency),
            )
            DebitLine.objects.create(
                account_id=leg.account_id,
                dispute_id=bearing.dispute_id,
                note_id=note_id,
                leg=leg,
                bearing=bearing,
                amount=amount,
                entry_id=post_entry(entry, [posting], wallet=None, now=now),
                posted_at=now,
            )


def _credited(leg: Leg, bearing: Bearing) -> set[str]:
    """Those to whom what they bore of a leg in this one's place before was credited."""
    kinds: set[str] = set()
    while leg.replaces is not None:
        leg = leg.replaces
        lines = DebitLine.objects.filter(leg=leg, bearing=bearing, reversed_by__credit__isnull=False)
        kinds.update(lines.values_list("note__kind", flat=True))
    return kinds


def undo(line: DebitLine, *, credit: CreditNote | None, now: datetime) -> None:
    """Reverses a standing line and its entry: by a credit on its own note, else within what collects now.

    A note that was paid keeps its balance: what is credited of it is taken back within what collects now, too.
    """
    note = line.note
    currency = note.currency
    credited = credit is not None and note.state != NoteState.SETTLED.value
    if credited or note.state == NoteState.COLLECTING.value:
        note_id = note.id
    else:
        note_id = collecting_note(kind=Bearer(note.kind), name=note.name, currency=currency, now=now)
    entry = NewEntry(
        kind="liability_reversed",
        key=line.entry.key,
        account_id=line.account_id,
        order_id=line.entry.order_id,
        dispute_id=line.dispute_id,
        reverses_id=line.entry_id,
    )
    posting = Posting(
        ledger_account(LedgerKind.AFTER_SALES, currency=currency),
        ledger_account(LedgerKind(note.kind), currency=currency, detail=note.name),
        Money(line.amount, currency),
    )
    DebitLine.objects.create(
        account_id=line.account_id,
        dispute_id=line.dispute_id,
        note_id=note_id,
        leg_id=line.leg_id,
        bearing_id=line.bearing_id,
        amount=-line.amount,
        entry_id=post_entry(entry, [posting], wallet=None, now=now),
        reverses=line,
        credit=credit,
        posted_at=now,
    )
