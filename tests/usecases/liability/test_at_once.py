"""Two who do the same thing at the same moment do it once."""

import pytest

from amends.core.liability.notes import BalanceChanged, NoteMoveNotAllowed
from amends.records.invariants.check import violations
from amends.records.liability.models import DebitLine, DebitNote, NoteStep
from amends.usecases.liability.credit_debit_note import CreditDebitNote, credit_debit_note
from amends.usecases.liability.issue_debit_notes import IssueDebitNotes, issue_debit_notes
from amends.usecases.liability.settle_debit_note import SettleDebitNote, settle_debit_note
from tests.makers.at_once import at_once
from tests.makers.incoming import NOW
from tests.makers.liability import (
    DECEMBER,
    NOVEMBER,
    arrived,
    borne_by_supplier,
    broken,
    finance,
    issue,
    owed,
    paid_out,
)
from tests.makers.people import owner, staff

pytestmark = pytest.mark.usefixtures("committed_db")


def test_four_who_issue_make_one_note():
    borne_by_supplier(owner())
    mei, ask = finance(), IssueDebitNotes(month=NOVEMBER)
    issued = at_once(*[lambda: issue_debit_notes(ask=ask, actor=mei.actor, now=DECEMBER)] * 4)
    assert sorted(map(int, issued)) == [0, 0, 0, 1]  # type: ignore[call-overload]
    assert (DebitNote.objects.get().number, NoteStep.objects.count()) == ("DN2611-0001", 1)
    assert list(violations(late=NOW)) == []


def test_of_a_credit_and_two_payments_one_comes_first():
    borne_by_supplier(owner())
    mei, (note,) = finance(), issue()
    credit = CreditDebitNote(note_id=note.id, words="Well.")
    pay = SettleDebitNote(note_id=note.id, reference="SEPA 1", shown=1000)
    done = at_once(
        lambda: credit_debit_note(ask=credit, actor=mei.actor, now=DECEMBER),
        lambda: settle_debit_note(ask=pay, actor=mei.actor, now=DECEMBER),
        lambda: settle_debit_note(ask=pay, actor=mei.actor, now=DECEMBER),
    )
    refused = [type(one) for one in done if isinstance(one, Exception)]
    paid_first = ([NoteMoveNotAllowed], -1000)
    assert (refused, owed()) in (paid_first, ([BalanceChanged, BalanceChanged], 0))
    assert list(violations(late=NOW)) == []


def test_legs_paid_at_once_collect_on_one_note():
    merchant, agent = owner(), staff()
    disputes = [broken(merchant, arrived(merchant, 100 + at)) for at in range(6)]
    at_once(*[lambda dispute=dispute: paid_out(dispute, agent) for dispute in disputes])  # type: ignore[misc]
    assert sorted(DebitLine.objects.values_list("amount", flat=True)) == [100, 101, 102, 103, 104, 105]
    assert (DebitNote.objects.count(), list(violations(late=NOW))) == (1, [])
