"""What was charged wrongly is put right, also after it was paid, and nobody is charged again for what was credited."""

import pytest

from amends.core.disputes.reasons import Wish
from amends.core.liability.notes import BalanceChanged, NothingOwed
from amends.core.liability.overriding import NoteIssuedAlready
from amends.core.settlements.legs import LegState, Method
from amends.records.disputes.models import Dispute
from amends.records.invariants.check import violations
from amends.records.liability.models import CreditNote, DebitLine, DebitNote, NoteStep
from amends.records.liability.queries_case import liability_of
from amends.records.settlements.models import Leg
from amends.usecases.liability.credit_debit_note import CreditDebitNote, credit_debit_note
from amends.usecases.liability.settle_debit_note import SettleDebitNote, settle_debit_note
from amends.usecases.settlements.record_leg import RecordLeg, record_leg
from amends.usecases.settlements.replace_leg import ReplaceLeg, replace_leg
from tests.makers.cases import approve, bank_of, nothing_happens, settle
from tests.makers.incoming import NOW
from tests.makers.liability import (
    DECEMBER,
    NINGBO,
    arrived,
    borne_by_supplier,
    defective,
    finance,
    issue,
    override,
    owed,
)
from tests.makers.people import Person, owner, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def merchant() -> Person:
    return owner()


@pytest.fixture
def mei() -> Person:
    return finance()


def credit(note: DebitNote, by: Person, *lines: DebitLine) -> str:
    """Those lines credited, or all that stand."""
    ask = CreditDebitNote(note_id=note.id, words="He is right.", lines=[line.id for line in lines] or None)
    return credit_debit_note(ask=ask, actor=by.actor, now=DECEMBER)


def pay(note: DebitNote, by: Person, *, shown: int) -> None:
    """Its party has paid what the page showed."""
    ask = SettleDebitNote(note_id=note.id, reference="SEPA over 15.00", shown=shown)
    settle_debit_note(ask=ask, actor=by.actor, now=DECEMBER)


def sound() -> bool:
    """Whether every invariant holds."""
    assert list(violations(late=NOW)) == []
    return True


def test_a_payment_is_not_recorded_over_another_balance_than_the_page_showed(merchant: Person, mei: Person) -> None:
    borne_by_supplier(merchant, 1000)
    borne_by_supplier(merchant, 500)
    (note,) = issue()
    credit(note, finance(), note.lines.get(amount=500))
    with nothing_happens(BalanceChanged) as refused:
        pay(note, mei, shown=1500)
    assert refused.value.facts == {"note": "DN2611-0001", "balance": 1000, "currency": "USD"}
    pay(note, mei, shown=1000)
    assert (owed(), sound()) == (0, True)


def test_what_is_credited_of_a_paid_note_is_given_back_in_the_next(merchant: Person, mei: Person) -> None:
    borne_by_supplier(merchant, 1000)
    borne_by_supplier(merchant, 500)
    (note,) = issue()
    pay(note, mei, shown=1500)
    assert credit(note, mei, note.lines.get(amount=500)) == "DN2611-0001-C1"
    note.refresh_from_db()
    later = DebitNote.objects.get(state="collecting")
    line = later.lines.get()
    assert (note.state, note.amount, note.reference, note.settled_at) == ("settled", 1500, "SEPA over 15.00", DECEMBER)
    assert (later.name, later.month.month, line.amount, line.credit, owed(), sound()) == (
        NINGBO, 12, -500, CreditNote.objects.get(), -500, True
    )  # fmt: skip
    assert NoteStep.objects.filter(note=note).latest("id").words == "He is right."
    credit(note, mei)
    with nothing_happens(NothingOwed):
        credit(note, mei)
    assert (owed(), CreditNote.objects.count(), sound()) == (-1500, 2, True)


def test_the_next_note_says_what_it_gives_back_and_is_paid_the_other_way(merchant: Person, mei: Person) -> None:
    borne_by_supplier(merchant, 1000)
    (note,) = issue()
    pay(note, mei, shown=1000)
    credit(note, mei)
    (later,) = issue(DECEMBER.date().replace(day=1), DECEMBER.replace(year=2027, month=1))
    assert (later.number, later.amount) == ("DN2612-0001", -1000)
    pay(later, mei, shown=-1000)
    assert (owed(), sound()) == (0, True)


def test_once_a_paid_note_was_credited_somebody_else_can_bear_it(merchant: Person, mei: Person) -> None:
    dispute = borne_by_supplier(merchant)
    (note,) = issue()
    pay(note, mei, shown=1000)
    with nothing_happens(NoteIssuedAlready):
        override(dispute, mei, 40, 0, 60, now=DECEMBER)
    credit(note, mei)
    told = liability_of(dispute.id)
    assert told is not None and told.issued == ""
    override(dispute, mei, 40, 0, 60, now=DECEMBER)
    assert (owed(), DebitNote.objects.filter(state="collecting").get().lines.count(), sound()) == (-600, 2, True)


def came_back_and_went_to_the_balance(dispute: Dispute, merchant: Person) -> Dispute:
    """The refund to the card comes back after weeks, and the merchant takes the balance instead."""
    leg = Leg.objects.get()
    record_leg(ask=RecordLeg(leg_id=leg.id, state=LegState.FAILED, failure="account closed"), now=DECEMBER)
    replace_leg(ask=ReplaceLeg(leg_id=leg.id, to=Method.WALLET), actor=merchant.actor, now=DECEMBER)
    return settle(dispute)


@pytest.fixture
def by_card(merchant: Person, tmp_path) -> Dispute:
    """10.00 went back to a card and is borne by NINGBO, to whom the note over it was sent."""
    dispute = defective(merchant, arrived(merchant), wish=Wish.REFUND_ORIGINAL)
    approve(dispute, staff())
    settle(dispute, bank_of(tmp_path))
    issue()
    return dispute


def test_who_was_credited_is_not_charged_again_when_the_refund_is_replaced(
    merchant: Person, mei: Person, by_card: Dispute
) -> None:
    credit(DebitNote.objects.get(), mei)
    came_back_and_went_to_the_balance(by_card, merchant)
    assert Leg.objects.get(state="succeeded").method == "wallet"
    assert (owed(), DebitLine.objects.filter(amount__gt=0).count(), sound()) == (0, 1, True)


def test_who_was_not_credited_is_charged_for_the_replacement(merchant: Person, by_card: Dispute) -> None:
    came_back_and_went_to_the_balance(by_card, merchant)
    assert list(DebitLine.objects.order_by("id").values_list("amount", flat=True)) == [1000, -1000, 1000]
    assert (owed(), sound()) == (1000, True)


def test_who_was_credited_is_charged_where_somebody_decides_it_anew(
    merchant: Person, mei: Person, by_card: Dispute
) -> None:
    credit(DebitNote.objects.get(), mei)
    override(by_card, mei, 40, 0, 60, now=DECEMBER)
    came_back_and_went_to_the_balance(by_card, merchant)
    assert (owed(), sound()) == (400, True)
