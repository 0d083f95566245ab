"""Payment houses time out, refuse and forget to answer; money goes back once all the same, or says that it did not."""

from itertools import product
from pathlib import Path

import pytest

from amends.core.disputes.reasons import Wish
from amends.core.disputes.states import MoveNotAllowed
from amends.gateways.payments.misbehaving import FINE, REFUSED, TIMEOUT_AFTER, TIMEOUT_BEFORE, MisbehavingGateway
from amends.gateways.payments.port import OutcomeUnknown
from amends.gateways.payments.sandbox import SandboxGateway
from amends.records.disputes.models import Dispute
from amends.records.invariants.check import violations
from amends.records.ledger.models import Entry
from amends.records.notices.models import Outbox
from amends.records.orders.models import Payment
from amends.records.settlements.models import Leg
from amends.records.settlements.waiting import stuck_settlements, undone_legs
from amends.records.trail.models import TrailEntry
from amends.usecases.disputes.withdraw_dispute import WithdrawDispute, withdraw_dispute
from tests.makers.cases import approve, bank_of, money, nothing_happens, open_case, paid_order, settle
from tests.makers.incoming import NOW
from tests.makers.people import Person, owner, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def merchant() -> Person:
    return owner()


@pytest.fixture
def dispute(merchant: Person) -> Dispute:
    dispute = open_case(merchant, paid_order(merchant, sent=True), wish=Wish.REFUND_ORIGINAL)
    approve(dispute, staff())
    return dispute


@pytest.fixture
def bank(tmp_path: Path) -> SandboxGateway:
    return bank_of(tmp_path)


def book(bank: SandboxGateway) -> list[int]:
    """The amounts the payment house gave back for the one payment there is."""
    return [amount for _, amount in bank.refunds(Payment.objects.get().provider_ref)]


@pytest.mark.parametrize(("fault", "paid"), [(TIMEOUT_BEFORE, []), (TIMEOUT_AFTER, [1000])])
def test_an_unknown_outcome_is_a_state_and_resolves_to_one_refund(
    dispute: Dispute, bank: SandboxGateway, fault: str, paid: list[int]
):
    house = MisbehavingGateway(bank, [fault])
    with pytest.raises(OutcomeUnknown):
        settle(dispute, house)
    leg = Leg.objects.get()
    dispute.refresh_from_db()
    assert (leg.state, leg.failure, leg.calls, dispute.state, book(bank)) == (
        "unknown",
        "timed out",
        1,
        "settling",
        paid,
    )
    assert (money(dispute.order), dispute.order.open_disputes) == ((1000, 0, 1000), 1)
    assert (Entry.objects.exists(), undone_legs(dispute.id)) == (False, [(leg.id, "original")])
    assert list(violations(late=NOW)) == []
    assert settle(dispute, house).state == "settled"
    assert (book(bank), Entry.objects.count(), money(dispute.order)) == ([1000], 1, (1000, 1000, 0))
    assert {call.key for call in house.calls} == {leg.id}


def test_whatever_goes_wrong_in_whatever_sequence_money_goes_back_once(merchant: Person, tmp_path: Path):
    """Every sequence of three faults, each met by the job's next run."""
    agent = staff()
    for at, faults in enumerate(product([TIMEOUT_BEFORE, TIMEOUT_AFTER, FINE], repeat=3)):
        dispute = open_case(merchant, paid_order(merchant), wish=Wish.REFUND_ORIGINAL)
        approve(dispute, agent)
        inner = SandboxGateway(tmp_path / f"{at}.sqlite")
        house = MisbehavingGateway(inner, faults)
        for _ in range(6):
            try:
                settle(dispute, house)
            except OutcomeUnknown:
                continue
        dispute.refresh_from_db()
        ref = Payment.objects.get(order=dispute.order).provider_ref
        assert (dispute.state, [amount for _, amount in inner.refunds(ref)]) == ("settled", [1000]), faults
    assert list(violations(late=NOW)) == []


def test_a_refusal_fails_the_leg_tells_finance_and_keeps_the_order_held(
    dispute: Dispute, merchant: Person, bank: SandboxGateway
):
    assert settle(dispute, MisbehavingGateway(bank, [REFUSED])).state == "settling"
    leg = Leg.objects.get()
    assert (leg.state, leg.failure, leg.provider_ref, book(bank)) == ("failed", "the payment is too old", "", [])
    assert Outbox.objects.filter(code="settlement.leg_failed", dispute_id=dispute.id).count() == 1
    assert (money(dispute.order), dispute.order.open_disputes) == ((1000, 0, 1000), 1)
    assert (Payment.objects.get().reserved, Entry.objects.exists(), undone_legs(dispute.id)) == (1000, False, [])
    assert TrailEntry.objects.filter(subject_id=dispute.id).latest("number").code == "settlement.leg_recorded"
    assert list(violations(late=NOW)) == []
    settle(dispute, bank)
    assert (Leg.objects.get().state, book(bank)) == ("failed", [])
    with nothing_happens(MoveNotAllowed):
        withdraw_dispute(ask=WithdrawDispute(dispute=dispute.number), actor=merchant.actor, now=NOW)


def test_of_two_legs_one_is_paid_and_one_refused_and_the_case_stays_open(merchant: Person, tmp_path: Path):
    dispute = open_case(merchant, paid_order(merchant, payments=(600, 400)), wish=Wish.REFUND_ORIGINAL)
    approve(dispute, staff())
    assert settle(dispute, MisbehavingGateway(bank_of(tmp_path), [FINE, REFUSED])).state == "settling"
    assert list(Leg.objects.order_by("number").values_list("state", flat=True)) == ["succeeded", "failed"]
    assert (money(dispute.order), Entry.objects.count(), dispute.order.open_disputes) == ((1000, 0, 1000), 1, 1)
    assert list(Payment.objects.order_by("id").values_list("refunded", "reserved")) == [(600, 0), (0, 400)]
    assert list(violations(late=NOW)) == []


def test_a_settlement_that_went_quiet_is_taken_up_again(dispute: Dispute, bank: SandboxGateway):
    assert stuck_settlements(before=NOW, limit=9) == []
    planned = Leg.objects.get().settlement.planned_at
    assert planned == NOW
    assert stuck_settlements(before=NOW.replace(hour=23), limit=9) == [dispute.id]
    settle(dispute, bank)
    assert stuck_settlements(before=NOW.replace(hour=23), limit=9) == []


def test_what_the_house_has_too_little_of_is_refused_there_too(dispute: Dispute, bank: SandboxGateway):
    Payment.objects.update(provider_ref="sandbox_999_x")
    assert settle(dispute, bank).state == "settling"
    assert Leg.objects.get().failure == "the payment has less left than this refund"
