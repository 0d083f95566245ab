"""Each award is borne by those whom the policy names, to the minor unit, and the books say so."""

import pytest

from amends.core.access import SYSTEM
from amends.core.disputes.reasons import Reason, Wish
from amends.core.ledger.posting import LedgerKind
from amends.records.invariants.check import violations
from amends.records.ledger.models import Entry
from amends.records.liability.models import Bearing, DebitLine, DebitNote
from amends.records.policies.programs import program_of
from amends.records.settlements.models import Leg
from amends.records.settlements.take import take_leg
from amends.usecases.decisions.approve_dispute import ApproveDispute, approve_dispute
from amends.usecases.liability.reverse_liability import reverse_liability
from amends.usecases.policies.load_standard_policy import standard_document
from amends.usecases.settlements.pay_wallet_leg import pay_wallet_leg
from tests.makers.cases import GOODWILL, LATER, approve, bank_of, open_case, paid_order, refunded, resent, rows, settle
from tests.makers.documents import in_force_since
from tests.makers.incoming import NOW
from tests.makers.liability import (
    DECEMBER,
    NINGBO,
    NOVEMBER,
    YUN,
    arrived,
    borne_by_supplier,
    broken,
    defective,
    issue,
    override,
    owed,
    paid_out,
)
from tests.makers.people import Person, owner, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def merchant() -> Person:
    return owner()


@pytest.fixture(autouse=True)
def _versions_of_this_test() -> None:
    """A policy of the test before is not kept compiled."""
    program_of.cache_clear()


def borne_by(shares: str) -> str:
    """The standard policy with other shares for goods that do not work."""
    head, found, rest = standard_document().partition('id = "bad-quality"')
    assert found
    return head + found + rest.replace("liability = { supplier = 100 }", f"liability = {{ {shares} }}", 1)


def sound() -> bool:
    """Whether every invariant holds."""
    assert list(violations(late=NOW)) == []
    return True


def test_the_supplier_bears_what_does_not_work(merchant: Person):
    dispute = borne_by_supplier(merchant)
    line, leg = DebitLine.objects.get(), Leg.objects.get()
    entry = line.entry
    posting = entry.postings.get()
    assert (entry.kind, entry.key, entry.dispute_id) == ("liability", f"{leg.id}/1/supplier", dispute.id)
    assert (posting.source.kind, posting.source.detail, posting.destination.kind, posting.amount) == (
        "supplier", NINGBO, "after_sales", 1000
    )  # fmt: skip
    note = DebitNote.objects.get()
    assert (note.kind, note.name, note.currency, note.month, note.state, note.number) == (
        "supplier", NINGBO, "USD", NOVEMBER, "collecting", None
    )  # fmt: skip
    assert (line.note_id, line.leg_id, line.amount, owed(), sound()) == (note.id, leg.id, 1000, 1000, True)
    bearing = Bearing.objects.get()
    assert (bearing.clause, bearing.version, bearing.supplier, bearing.by_name) == ("bad-quality", 1, 100, "Amends")


def test_the_carrier_bears_what_broke_on_the_way_back_to_the_card_too(merchant: Person, tmp_path):
    order = arrived(merchant, payments=(300, 700))
    dispute = broken(merchant, order, wish=Wish.REFUND_ORIGINAL)
    approve(dispute, staff())
    settle(dispute, bank_of(tmp_path))
    assert list(DebitLine.objects.order_by("id").values_list("amount", flat=True)) == [300, 700]
    assert (DebitNote.objects.get().name, owed(LedgerKind.CARRIER, YUN), sound()) == (YUN, 1000, True)


def test_the_platform_bears_a_cancellation_and_nothing_is_posted_for_it(merchant: Person):
    refunded(merchant, staff(), paid_order(merchant, supplier=NINGBO, shipping_method=YUN))
    assert (Entry.objects.get().kind, DebitNote.objects.count(), sound()) == ("refund", 0, True)
    assert (Bearing.objects.get().platform, Bearing.objects.get().clause) == (100, "cancellation-in-time")


def test_the_share_of_a_supplier_nobody_knows_falls_to_the_platform(merchant: Person):
    borne_by_supplier(merchant, supplier=" ")
    bearing = Bearing.objects.get()
    assert (bearing.supplier, bearing.supplier_name, DebitLine.objects.count(), sound()) == (100, "", 0, True)


@pytest.mark.parametrize(
    ("currency", "amount", "parts"), [("JPY", 1001, (601, 300)), ("KWD", 12_345, (7_407, 3_703)), ("USD", 1, (1, 0))]
)
def test_shares_are_split_to_the_minor_unit_of_any_currency(
    merchant: Person, currency: str, amount: int, parts: tuple[int, int]
):
    """60 % supplier, 30 % carrier, 10 % platform by largest remainder; a tie is the platform's."""
    in_force_since(borne_by("supplier = 60, carrier = 30, platform = 10"), NOW)
    order = arrived(merchant, amount, currency=currency, sold_for=None, sold_for_currency="")
    paid_out(defective(merchant, order), staff())
    named = {note.kind: note.lines.get().amount for note in DebitNote.objects.all()}
    assert (named.get("supplier", 0), named.get("carrier", 0)) == parts
    assert (owed(currency=currency), owed(LedgerKind.CARRIER, YUN, currency), sound()) == (*parts, True)


def test_what_the_merchant_bears_is_what_was_not_awarded(merchant: Person):
    """Half is the merchant's: of what is awarded all the same the supplier bears everything."""
    in_force_since(borne_by("merchant = 50, supplier = 50"), NOW)
    dispute = defective(merchant, arrived(merchant), amount=500)
    paid_out(dispute, staff())
    assert (Bearing.objects.get().merchant, DebitLine.objects.get().amount, owed(), sound()) == (50, 500, 500, True)


def test_a_resend_carries_no_money_and_nothing_is_posted_for_it(merchant: Person):
    resent(merchant, staff(), arrived(merchant))
    assert (Bearing.objects.count(), Entry.objects.count(), DebitLine.objects.count(), sound()) == (1, 0, 0, True)


def test_what_is_paid_twice_is_charged_once(merchant: Person):
    dispute = borne_by_supplier(merchant)
    before = rows()
    settle(dispute)
    assert pay_wallet_leg(leg_id=Leg.objects.get().id, now=LATER) is False
    assert rows() == before


def test_what_no_clause_speaks_of_is_the_platforms(merchant: Person):
    dispute = open_case(merchant, arrived(merchant), reason=Reason.BAD_QUALITY, detail=None)
    ask = ApproveDispute(dispute=dispute.number, departing=GOODWILL)
    approve_dispute(ask=ask, actor=staff().actor, now=NOW)
    assert settle(dispute).state == "settled"
    assert (Bearing.objects.get().clause, Bearing.objects.get().platform, owed()) == (None, 100, 0)


def take_back(now=LATER) -> int:
    """The leg's money came back."""
    taken = take_leg(leg_id=Leg.objects.get().id, actor=SYSTEM)
    Leg.objects.update(state="failed")
    return reverse_liability(taken, now=now)


def test_a_leg_whose_money_came_back_takes_its_charge_back(merchant: Person):
    borne_by_supplier(merchant)
    assert (take_back(), take_back(), owed()) == (1, 0, 0)
    charge, reversal = DebitLine.objects.order_by("id")
    assert (reversal.reverses_id, reversal.amount, reversal.note_id) == (charge.id, -1000, charge.note_id)
    assert (reversal.entry.reverses_id, reversal.entry.kind) == (charge.entry_id, "liability_reversed")
    assert issue() == []


def test_money_that_comes_back_after_the_note_was_issued_is_taken_back_in_the_next_one(merchant: Person):
    borne_by_supplier(merchant)
    (note,) = issue()
    assert (note.amount, take_back(DECEMBER), owed()) == (1000, 1, 0)
    later = DebitNote.objects.get(state="collecting")
    assert (later.month.month, later.lines.get().amount, note.lines.count()) == (12, -1000, 1)


def test_an_override_before_the_money_goes_is_what_is_posted(merchant: Person):
    agent = staff()
    dispute = defective(merchant, arrived(merchant))
    approve(dispute, agent)
    override(dispute, agent, 0, 40, 60)
    settle(dispute)
    assert (owed(), owed(LedgerKind.CARRIER, YUN), DebitLine.objects.get().entry.key.split("/")[1:]) == (
        0, 400, ["2", "carrier"]
    )  # fmt: skip
    assert sound()
