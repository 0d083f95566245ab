"""The table of a debit note's states: each is reached, and each but the last is left."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from amends.core.liability.notes import (
    NOTE_MOVES,
    MonthNotOver,
    NoteMove,
    NoteMoveNotAllowed,
    NoteState,
    allowed_note_moves,
    check_month_over,
    check_note_move,
    month_of,
    next_month,
    note_number,
)


def test_every_state_is_reached_and_leads_to_settled():
    reached = {NoteState.COLLECTING} | {facts.target for facts in NOTE_MOVES.values()}
    assert reached == set(NoteState)
    ends, more = {NoteState.SETTLED}, True
    while more:
        leading = {state for facts in NOTE_MOVES.values() if facts.target in ends for state in facts.sources}
        more, ends = not leading <= ends, ends | leading
    assert ends == set(NoteState)


def test_what_owes_nothing_is_left_alone():
    assert allowed_note_moves(NoteState.CREDITED, balance=0, standing=False) == []
    assert allowed_note_moves(NoteState.CREDITED, balance=-1, standing=False) == [NoteMove.DISPUTE, NoteMove.SETTLE]
    assert allowed_note_moves(NoteState.SETTLED, balance=5, standing=False) == []


def test_a_note_that_was_paid_is_credited_and_stays_paid():
    assert allowed_note_moves(NoteState.SETTLED, balance=5, standing=True) == [NoteMove.CREDIT]
    assert check_note_move(NoteMove.CREDIT, state=NoteState.SETTLED, note="DN1") is NoteState.SETTLED


def test_a_move_from_elsewhere_is_refused():
    with pytest.raises(NoteMoveNotAllowed, match="Debit note DN1 is disputed; “Record the payment”"):
        check_note_move(NoteMove.SETTLE, state=NoteState.DISPUTED, note="DN1")


def test_months_are_counted_in_utc():
    tokyo = timezone(timedelta(hours=9))
    assert month_of(datetime(2026, 12, 1, 8, 59, tzinfo=tokyo)) == date(2026, 11, 1)
    assert (next_month(date(2026, 11, 1)), next_month(date(2026, 12, 1))) == (date(2026, 12, 1), date(2027, 1, 1))
    with pytest.raises(MonthNotOver, match="2026-11 is not over yet"):
        check_month_over(date(2026, 11, 1), now=datetime(2026, 11, 30, 23, 59, tzinfo=UTC))
    check_month_over(date(2026, 11, 1), now=datetime(2026, 12, 1, tzinfo=UTC))


def test_a_note_is_called_by_its_month():
    assert note_number("DN", date(2026, 1, 1), 12) == "DN2601-0012"
