"""Debit notes: the one table of their states and moves, and their months."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum

from amends.core.money import say_minor
from amends.core.refusals import Refusal, Said


class NoteState(StrEnum):
    """Where a debit note stands."""

    COLLECTING = "collecting"
    ISSUED = "issued"
    DISPUTED = "disputed"
    UPHELD = "upheld"
    CREDITED = "credited"
    SETTLED = "settled"


class NoteMove(StrEnum):
    """What can be done to a debit note."""

    ISSUE = "issue"
    DISPUTE = "dispute"
    UPHOLD = "uphold"
    CREDIT = "credit"
    SETTLE = "settle"


@dataclass(frozen=True, slots=True)
class NoteMoveFacts:
    """From which states to which one."""

    title: str
    sources: tuple[NoteState, ...]
    target: NoteState


_S = NoteState
NOTE_MOVES: dict[NoteMove, NoteMoveFacts] = {
    NoteMove.ISSUE: NoteMoveFacts("Issue", (_S.COLLECTING,), _S.ISSUED),
    NoteMove.DISPUTE: NoteMoveFacts("Record an objection", (_S.ISSUED, _S.UPHELD, _S.CREDITED), _S.DISPUTED),
    NoteMove.UPHOLD: NoteMoveFacts("Uphold", (_S.DISPUTED,), _S.UPHELD),
    NoteMove.CREDIT: NoteMoveFacts("Credit", (_S.ISSUED, _S.DISPUTED, _S.UPHELD, _S.CREDITED, _S.SETTLED), _S.CREDITED),
    NoteMove.SETTLE: NoteMoveFacts("Record the payment", (_S.ISSUED, _S.UPHELD, _S.CREDITED), _S.SETTLED),
}


class NoteUnseen(Refusal):
    """No such debit note."""

    code = "liability.note_unseen"
    sentence = "There is no debit note %(note)s."
    kind = "unseen"


class NoteMoveNotAllowed(Refusal):
    """The note is not in a state from which this leads anywhere."""

    code = "liability.note_move"
    sentence = "Debit note %(note)s is %(state)s; “%(move)s” is not possible now."


class MonthNotOver(Refusal):
    """A month that still collects cannot be closed."""

    code = "liability.month_not_over"
    sentence = "%(month)s is not over yet; its notes can be issued from its end on (UTC)."


class NothingOwed(Refusal):
    """The note's balance is nothing."""

    code = "liability.nothing_owed"
    sentence = "Nothing is left to pay of debit note %(note)s."


class BalanceChanged(Refusal):
    """The note was credited, or taken back from, after its payment was looked up."""

    code = "liability.balance_changed"
    sentence = "Debit note %(note)s comes to %(balance)s %(currency)s by now; the payment was not recorded."


class WordsMissing(Refusal):
    """An objection, its answer and a credit say why."""

    code = "liability.words_missing"
    sentence = "Say in words why, in at most %(most)s characters."
    kind = "invalid"
    field = "words"


class ReferenceMissing(Refusal):
    """A payment can be found again by its reference."""

    code = "liability.reference_missing"
    sentence = "Name the payment, as the bank does, in at most %(most)s characters."
    kind = "invalid"
    field = "reference"


class LinesUnknown(Refusal):
    """Only charges of this note that still stand can be credited."""

    code = "liability.lines_unknown"
    sentence = "Choose lines of this note that still stand; one was credited meanwhile, or is not of this note."
    kind = "invalid"
    field = "lines"


WORDS_LIMIT = 2000
REFERENCE_LIMIT = 120


def allowed_note_moves(state: NoteState, *, balance: int, standing: bool) -> list[NoteMove]:
    """The moves possible for a note over `balance` minor units: none any more once everything was credited.

    Nothing can be credited of a note without a charge that is `standing`.
    """
    if not balance:
        return []
    possible = [move for move, facts in NOTE_MOVES.items() if state in facts.sources]
    return [move for move in possible if standing or move is not NoteMove.CREDIT]


def check_note_move(move: NoteMove, *, state: NoteState, note: str) -> NoteState:
    """The state that `move` leads to. A settled note stays settled: it was paid. Raises NoteMoveNotAllowed."""
    facts = NOTE_MOVES[move]
    if state not in facts.sources:
        raise NoteMoveNotAllowed(note=note, state=state.value, move=Said(move.value, facts.title))
    return state if state is NoteState.SETTLED else facts.target


def check_balance(shown: int, *, balance: int, note: str, currency: str) -> None:
    """A payment is recorded over the balance that was `shown`, minor units. Raises BalanceChanged, NothingOwed."""
    if balance != shown:
        raise BalanceChanged(note=note, balance=say_minor(balance, currency), currency=currency)
    if not balance:
        raise NothingOwed(note=note)


def check_words(words: str) -> str:
    """The words without the space around them. Raises WordsMissing."""
    told = words.strip()
    if not told or len(told) > WORDS_LIMIT:
        raise WordsMissing(most=WORDS_LIMIT)
    return told


def check_reference(reference: str) -> str:
    """The reference without the space around it. Raises ReferenceMissing."""
    told = reference.strip()
    if not told or len(told) > REFERENCE_LIMIT:
        raise ReferenceMissing(most=REFERENCE_LIMIT)
    return told


def month_of(at: datetime) -> date:
    """The first day of the UTC month of `at`: months are collected by it."""
    return at.astimezone(UTC).date().replace(day=1)


def next_month(month: date) -> date:
    """The first day of the month after."""
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def check_month_over(month: date, *, now: datetime) -> None:
    """Raises MonthNotOver."""
    if month >= month_of(now):
        raise MonthNotOver(month=f"{month:%Y-%m}")


def note_number(prefix: str, month: date, at: int) -> str:
    """The `at`-th number of a month: ``DN2610-0007``."""
    return f"{prefix}{month:%y%m}-{at:04d}"
