"""Settle a debit note: its party has paid."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from amends.core.access import Actor, Permission, require
from amends.core.ledger.posting import LedgerKind, Posting
from amends.core.liability.notes import NoteMove, NoteState, check_balance, check_note_move, check_reference
from amends.core.money import Money
from amends.records.ledger.models import LedgerAccount
from amends.records.ledger.post import NewEntry, ledger_account, post_entry
from amends.records.liability.models import DebitNote
from amends.usecases.liability.move_note import balance_of, move_note, take_note


@dataclass(frozen=True, slots=True, kw_only=True)
class SettleDebitNote:
    """The ask: what the bank calls the payment, over the balance (minor units) that the page had `shown`."""

    note_id: UUID
    reference: str
    shown: int


def settle_debit_note(*, ask: SettleDebitNote, actor: Actor, now: datetime) -> None:
    """Posts the whole balance from the bank to what the party owes, which is then nothing for this note.

    A balance below nothing is what we owe the party, and goes the other way. Raises Forbidden, ReferenceMissing,
    NoteUnseen, NoteMoveNotAllowed, BalanceChanged and NothingOwed.
    """
    require(actor, Permission.STAFF_DEBIT_MANAGE)
    reference = check_reference(ask.reference)
    with transaction.atomic():
        note = take_note(ask.note_id)
        target = check_note_move(NoteMove.SETTLE, state=NoteState(note.state), note=note.number or str(note.id))
        balance = balance_of(note)
        check_balance(ask.shown, balance=balance, note=note.number or str(note.id), currency=note.currency)
        entry = NewEntry(kind="debit_note_settled", key=str(note.id), account_id=None)
        post_entry(entry, [_posting(note, balance)], wallet=None, now=now)
        note.reference, note.settled_at = reference, now
        move_note(note, target, actor=actor, now=now, words=reference, fields=("reference", "settled_at"))


def _posting(note: DebitNote, balance: int) -> Posting[LedgerAccount]:
    bank = ledger_account(LedgerKind.CLEARING, currency=note.currency, detail="bank")
    owed = ledger_account(LedgerKind(note.kind), currency=note.currency, detail=note.name)
    source, destination = (bank, owed) if balance > 0 else (owed, bank)
    return Posting(source, destination, Money(abs(balance), note.currency))
