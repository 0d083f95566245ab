"""A debit note from its month's end to its payment: numbered, objected to, upheld or credited, settled."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction

from amends.core.access import SYSTEM, Forbidden, Role
from amends.core.liability.notes import (
    LinesUnknown,
    MonthNotOver,
    NoteMoveNotAllowed,
    NoteUnseen,
    NothingOwed,
    ReferenceMissing,
    WordsMissing,
)
from amends.records.ids import new_id
from amends.records.invariants.check import violations
from amends.records.ledger.models import Entry
from amends.records.liability.models import CreditNote, DebitLine, DebitNote, NoteStep
from amends.usecases.liability.credit_debit_note import CreditDebitNote, credit_debit_note
from amends.usecases.liability.dispute_debit_note import DisputeDebitNote, dispute_debit_note
from amends.usecases.liability.issue_debit_notes import IssueDebitNotes, issue_debit_notes
from amends.usecases.liability.move_note import balance_of
from amends.usecases.liability.settle_debit_note import SettleDebitNote, settle_debit_note
from amends.usecases.liability.uphold_debit_note import UpholdDebitNote, uphold_debit_note
from tests.makers.cases import nothing_happens, rows
from tests.makers.incoming import NOW
from tests.makers.liability import (
    DECEMBER,
    NINGBO,
    NOVEMBER,
    YUN,
    arrived,
    borne_by_supplier,
    broken,
    finance,
    issue,
    owed,
    paid_out,
)
from tests.makers.people import Person, owner, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def merchant() -> Person:
    return owner()


@pytest.fixture
def mei() -> Person:
    return finance()


def sound() -> bool:
    """Whether every invariant holds."""
    assert list(violations(late=NOW)) == []
    return True


def credit(note: DebitNote, by: Person, *lines: DebitLine) -> str:
    """Those lines credited, or all that stand."""
    ask = CreditDebitNote(note_id=note.id, words="He is right.", lines=[line.id for line in lines] or None)
    return credit_debit_note(ask=ask, actor=by.actor, now=DECEMBER)


def settle_note(note: DebitNote, by: Person, reference: str = "SEPA 4711") -> None:
    """Its party has paid."""
    ask = SettleDebitNote(note_id=note.id, reference=reference, shown=balance_of(note))
    settle_debit_note(ask=ask, actor=by.actor, now=DECEMBER)


def object_to(note: DebitNote, by: Person, words: str = "我们的货没有问题。") -> None:
    """Its party's words against it."""
    dispute_debit_note(ask=DisputeDebitNote(note_id=note.id, words=words), actor=by.actor, now=DECEMBER)


def uphold(note: DebitNote, by: Person) -> None:
    """What was charged stands."""
    ask = UpholdDebitNote(note_id=note.id, words="Twelve pictures say otherwise.")
    uphold_debit_note(ask=ask, actor=by.actor, now=DECEMBER)


def states(note: DebitNote) -> list[str]:
    """The note's history."""
    return list(NoteStep.objects.filter(note=note).order_by("id").values_list("after", flat=True))


def test_a_month_is_collected_by_party_and_currency_and_numbered_without_gaps(merchant: Person):
    borne_by_supplier(merchant, 1000)
    borne_by_supplier(merchant, 500)
    borne_by_supplier(merchant, 700, currency="JPY", sold_for=None, sold_for_currency="")
    borne_by_supplier(merchant, 12_345, currency="KWD", supplier="Aa", sold_for=None, sold_for_currency="")
    paid_out(broken(merchant, arrived(merchant, 90)), staff())
    told = [(note.number, note.kind, note.name, note.currency, note.amount, note.state) for note in issue()]
    assert told == [
        ("DN2611-0001", "carrier", YUN, "USD", 90, "issued"),
        ("DN2611-0002", "supplier", "Aa", "KWD", 12_345, "issued"),
        ("DN2611-0003", "supplier", NINGBO, "JPY", 700, "issued"),
        ("DN2611-0004", "supplier", NINGBO, "USD", 1500, "issued"),
    ]
    assert sound()


def test_issuing_again_changes_nothing(merchant: Person):
    borne_by_supplier(merchant)
    issue()
    before = rows()
    assert issue_debit_notes(ask=IssueDebitNotes(month=NOVEMBER), actor=SYSTEM, now=DECEMBER) == 0
    assert rows() == before


def test_a_month_that_is_not_over_collects_on(merchant: Person, mei: Person):
    borne_by_supplier(merchant)
    last = datetime(2026, 11, 30, 23, 59, 59, 999999, tzinfo=UTC)
    for month in (NOVEMBER, date(2026, 12, 1), date(2027, 1, 31)):
        with nothing_happens(MonthNotOver):
            issue_debit_notes(ask=IssueDebitNotes(month=month), actor=mei.actor, now=last)
    assert issue_debit_notes(ask=IssueDebitNotes(month=NOVEMBER), actor=mei.actor, now=last + timedelta(microseconds=1))


def test_what_comes_after_the_note_was_issued_goes_into_the_next(merchant: Person):
    """A leg paid in November's last second and written after November's notes were issued."""
    borne_by_supplier(merchant)
    issue()
    borne_by_supplier(merchant, 300)
    late = DebitNote.objects.get(state="collecting")
    assert (late.month, late.lines.get().amount, owed(), sound()) == (date(2026, 12, 1), 300, 1300, True)


def test_who_objects_is_answered_and_pays(merchant: Person, mei: Person):
    borne_by_supplier(merchant)
    (note,) = issue()
    object_to(note, mei)
    uphold(note, mei)
    settle_note(note, mei)
    note.refresh_from_db()
    assert (note.state, note.reference, note.settled_at, note.amount) == ("settled", "SEPA 4711", DECEMBER, 1000)
    assert (states(note), owed()) == (["issued", "disputed", "upheld", "settled"], 0)
    posting = Entry.objects.get(kind="debit_note_settled").postings.get()
    assert (posting.source.kind, posting.source.detail, posting.destination.kind, posting.amount) == (
        "clearing", "bank", "supplier", 1000
    )  # fmt: skip
    assert sound()


def test_a_line_is_credited_and_the_rest_paid(merchant: Person, mei: Person):
    borne_by_supplier(merchant, 1000)
    borne_by_supplier(merchant, 500)
    (note,) = issue()
    object_to(note, mei)
    small = note.lines.get(amount=500)
    assert credit(note, mei, small) == "DN2611-0001-C1"
    note.refresh_from_db()
    assert (note.state, note.amount, owed(), CreditNote.objects.get().amount) == ("credited", 1500, 1000, 500)
    assert Entry.objects.get(kind="liability_reversed").reverses_id == small.entry_id
    with nothing_happens(LinesUnknown):
        credit(note, mei, small)
    settle_note(note, mei)
    assert (Entry.objects.get(kind="debit_note_settled").postings.get().amount, owed(), sound()) == (1000, 0, True)


def test_a_note_credited_whole_asks_for_nothing_more(merchant: Person, mei: Person):
    borne_by_supplier(merchant)
    (note,) = issue()
    credit(note, mei)
    assert (owed(), states(note), sound()) == (0, ["issued", "credited"], True)
    with nothing_happens(NothingOwed):
        settle_note(note, mei)
    with nothing_happens(NothingOwed):
        credit(note, mei)


def test_each_move_needs_its_state(merchant: Person, mei: Person):
    borne_by_supplier(merchant)
    collecting = DebitNote.objects.get()
    for move in (object_to, uphold, credit, settle_note):
        with nothing_happens(NoteMoveNotAllowed):
            move(collecting, mei)
    (note,) = issue()
    with nothing_happens(NoteMoveNotAllowed):
        uphold(note, mei)
    object_to(note, mei)
    for move in (object_to, settle_note):
        with nothing_happens(NoteMoveNotAllowed):
            move(note, mei)
    uphold(note, mei)
    settle_note(note, mei)
    for move in (object_to, uphold, settle_note):
        with nothing_happens(NoteMoveNotAllowed):
            move(note, mei)


def test_words_and_references_are_asked_for(merchant: Person, mei: Person):
    borne_by_supplier(merchant)
    (note,) = issue()
    with nothing_happens(WordsMissing):
        object_to(note, mei, " \n ")
    with nothing_happens(WordsMissing):
        object_to(note, mei, "x" * 2001)
    for reference in ("", "  ", "x" * 121):
        with nothing_happens(ReferenceMissing):
            settle_note(note, mei, reference)


def test_only_who_manages_debit_notes_may(merchant: Person, mei: Person):
    borne_by_supplier(merchant)
    (note,) = issue()
    for person in (staff(Role.AGENT), staff(Role.POLICY_OWNER), merchant):
        for move in (object_to, uphold, credit, settle_note):
            with nothing_happens(Forbidden):
                move(note, person)
        with nothing_happens(Forbidden):
            issue_debit_notes(ask=IssueDebitNotes(month=NOVEMBER), actor=person.actor, now=DECEMBER)


def test_a_note_that_is_not_there_and_lines_of_another(merchant: Person, mei: Person):
    borne_by_supplier(merchant)
    paid_out(broken(merchant, arrived(merchant)), staff())
    ask = DisputeDebitNote(note_id=UUID(int=7), words="Not ours.")
    with nothing_happens(NoteUnseen):
        dispute_debit_note(ask=ask, actor=mei.actor, now=DECEMBER)
    carriers, suppliers = issue()
    with nothing_happens(LinesUnknown):
        credit(suppliers, mei, suppliers.lines.get(), carriers.lines.get())
    ask_nothing = CreditDebitNote(note_id=suppliers.id, words="None of it.", lines=[])
    with nothing_happens(LinesUnknown):
        credit_debit_note(ask=ask_nothing, actor=mei.actor, now=DECEMBER)


@pytest.mark.parametrize(
    "statement",
    [
        "update debit_notes set amount = 1 where number is not null",
        "update debit_notes set number = 'DN1' where number is not null",
        "update debit_notes set name = 'Somebody else'",
        "update debit_notes set state = 'collecting', number = null, amount = null, issued_at = null",
        "update debit_notes set state = 'issued', settled_at = null, reference = '' where state = 'settled'",
        "delete from debit_notes",
        "update debit_lines set amount = 2",
        "delete from debit_lines",
        "update bearings set supplier = 0, platform = 100",
        "delete from debit_note_steps",
        "update credit_notes set words = ''",
    ],
)
def test_the_database_keeps_what_was_issued(merchant: Person, mei: Person, statement: str):
    borne_by_supplier(merchant)
    borne_by_supplier(merchant, 100)
    (note,) = issue()
    credit(note, mei, note.lines.get(amount=100))
    settle_note(note, mei)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_an_issued_note_takes_no_line(merchant: Person):
    dispute = borne_by_supplier(merchant)
    (note,) = issue()
    line = note.lines.get()
    with pytest.raises(IntegrityError, match="takes credits only"), transaction.atomic():
        DebitLine.objects.create(
            id=new_id(),
            account_id=merchant.account_id,
            dispute=dispute,
            note=note,
            leg_id=line.leg_id,
            bearing_id=line.bearing_id,
            amount=1,
            entry_id=Entry.objects.get(kind="refund").id,
            posted_at=NOW,
        )
