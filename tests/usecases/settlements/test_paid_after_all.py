"""A refund that had been given up here was made at the payment house after all: it counts once, and is never silent."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from amends.core.access import Role
from amends.core.disputes.reasons import Wish
from amends.core.settlements.legs import LegState, Method
from amends.gateways.payments.misbehaving import TIMEOUT_BEFORE, MisbehavingGateway
from amends.gateways.payments.port import OutcomeUnknown
from amends.gateways.payments.sandbox import SandboxGateway
from amends.records.disputes.models import Dispute
from amends.records.external_claims.models import ExternalClaim, ExternalMovement
from amends.records.invariants.check import violations
from amends.records.ledger.models import Entry, Wallet
from amends.records.notices.models import Outbox
from amends.records.orders.models import Payment
from amends.records.settlements.models import Leg
from amends.records.trail.models import TrailEntry
from amends.usecases.settlements.begin_leg import begin_leg
from amends.usecases.settlements.record_leg import RecordLeg, record_leg
from amends.usecases.settlements.replace_leg import ReplaceLeg, replace_leg
from amends.usecases.settlements.tell_outcome import TellOutcome, tell_outcome
from tests.makers.cases import LATER, approve, bank_of, money, open_case, paid_order, rows, settle
from tests.makers.incoming import NOW
from tests.makers.people import Person, owner, staff

pytestmark = pytest.mark.django_db
AFTER_ALL = "settlement.leg_paid_after_all"


@pytest.fixture
def merchant() -> Person:
    return owner()


@pytest.fixture
def finance() -> Person:
    return staff(Role.STAFF_FINANCE)


@pytest.fixture
def bank(tmp_path: Path) -> SandboxGateway:
    return bank_of(tmp_path)


def told_not_there(merchant: Person, finance: Person, bank: SandboxGateway, *, amount: int | None = None) -> Leg:
    """The only leg: it was called, nobody answered, finance saw nothing at the house and said so."""
    dispute = open_case(merchant, paid_order(merchant, sent=True), wish=Wish.REFUND_ORIGINAL, amount=amount)
    approve(dispute, staff())
    with pytest.raises(OutcomeUnknown):
        settle(dispute, MisbehavingGateway(bank, [TIMEOUT_BEFORE]))
    ask = TellOutcome(leg_id=Leg.objects.get().id, paid=False, words="No such refund.", provider_ref="typed")
    tell_outcome(ask=ask, actor=finance.actor, now=LATER)
    leg = Leg.objects.get()
    assert (leg.state, leg.provider_ref) == ("failed", "")
    return leg


def replaced(leg: Leg, by: Person, to: Method = Method.WALLET) -> Leg:
    """What takes its place."""
    return Leg.objects.get(id=replace_leg(ask=ReplaceLeg(leg_id=leg.id, to=to, words="OK"), actor=by.actor, now=LATER))


def late(leg: Leg, state: LegState = LegState.SUCCEEDED, ref: str = "re_1") -> bool:
    """The house tells of it days afterwards."""
    ask = RecordLeg(leg_id=leg.id, state=state, provider_ref=ref, failure="no" if state is LegState.FAILED else "")
    return record_leg(ask=ask, now=LATER + timedelta(days=1))


def legs() -> list[tuple[str, str, str]]:
    return list(Leg.objects.order_by("number").values_list("method", "state", "provider_ref"))


def payment() -> tuple[int, int, int]:
    """(refunded, reserved, claimed) of the only payment."""
    return Payment.objects.values_list("refunded", "reserved", "external_claimed").get()


def told(code: str) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """(before, after) of the trail's entries of that code."""
    bodies = [json.loads(bytes(one.body)) for one in TrailEntry.objects.filter(code=code).order_by("number")]
    return [(body["before"], body["after"]) for body in bodies]


def sound() -> bool:
    """Whether every invariant holds."""
    assert list(violations(late=NOW)) == []
    return True


def test_a_refund_that_finance_did_not_see_and_that_came_counts_as_if_it_had_come_in_time(
    merchant: Person, finance: Person, bank: SandboxGateway
):
    leg = told_not_there(merchant, finance, bank)
    assert late(leg) is True
    dispute = Dispute.objects.get()
    assert (dispute.state, legs(), payment()) == ("settled", [("original", "succeeded", "re_1")], (1000, 0, 0))
    assert (money(dispute.order), [one.kind for one in Entry.objects.all()]) == ((1000, 1000, 0), ["refund"])
    assert late(leg) is False
    assert Entry.objects.count() == 1
    assert sound()


def test_one_that_is_pending_after_all_is_under_way_again(merchant: Person, finance: Person, bank: SandboxGateway):
    leg = told_not_there(merchant, finance, bank)
    assert late(leg, LegState.PENDING) is True
    assert (legs(), payment()) == ([("original", "pending", "re_1")], (0, 1000, 0))
    assert late(leg, LegState.FAILED) is True
    before = rows()
    assert late(leg, LegState.PENDING) is late(leg, LegState.SUCCEEDED) is False
    assert rows() == before
    assert (legs(), Entry.objects.count()) == ([("original", "failed", "re_1")], 0)
    assert sound()


@pytest.mark.parametrize("to", [Method.WALLET, Method.ORIGINAL])
@pytest.mark.parametrize("amount", [None, 400])
def test_what_was_only_planned_in_its_place_is_not_paid(
    merchant: Person, finance: Person, bank: SandboxGateway, to: Method, amount: int | None
):
    leg = told_not_there(merchant, finance, bank, amount=amount)
    new, whole = replaced(leg, finance, to), leg.amount
    assert late(leg) is True
    assert legs() == [("original", "succeeded", "re_1"), (to.value, "closed", "")]
    new.refresh_from_db()
    assert (new.failure, new.replaces_id) == ("leg 1 was paid after all", None)
    dispute = settle(Dispute.objects.get())
    assert (dispute.state, payment(), Wallet.objects.exists()) == ("settled", (whole, 0, 0), False)
    assert (money(dispute.order), Entry.objects.count()) == ((1000, whole, 0), 1)
    changed = [(after["leg"], before["state"], after["state"]) for before, after in told("settlement.leg_recorded")]
    assert changed[-2:] == [(2, "planned", "closed"), (1, "closed", "succeeded")]
    assert not Outbox.objects.filter(code=AFTER_ALL).exists()
    assert sound()


def test_one_that_is_under_way_again_and_fails_can_be_replaced_again(
    merchant: Person, finance: Person, bank: SandboxGateway
):
    leg = told_not_there(merchant, finance, bank)
    replaced(leg, merchant)
    late(leg, LegState.PENDING)
    assert (legs()[1], payment()) == (("wallet", "closed", ""), (0, 1000, 0))
    late(leg, LegState.FAILED)
    replaced(leg, merchant)
    assert settle(Dispute.objects.get()).state == "settled"
    assert (Wallet.objects.get().cash, payment(), len(legs())) == (1000, (0, 0, 0), 3)
    assert sound()


def test_the_first_of_three_takes_its_place_again_and_the_third_is_not_paid(
    merchant: Person, finance: Person, bank: SandboxGateway
):
    leg = told_not_there(merchant, finance, bank)
    second = replaced(leg, finance, Method.ORIGINAL)
    begin_leg(leg_id=second.id, now=LATER)
    record_leg(ask=RecordLeg(leg_id=second.id, state=LegState.FAILED, failure="too old"), now=LATER)
    third = replaced(second, merchant)
    assert late(leg, LegState.PENDING) is True
    assert [state for _, state, _ in legs()] == ["pending", "closed", "closed"]
    assert (third.number, payment()) == (3, (0, 1000, 0))
    assert late(second, ref="re_2") is True
    assert (ExternalClaim.objects.get().ref, payment()) == ("re_2", (0, 1000, 1000))
    late(leg, LegState.FAILED)
    replaced(leg, finance)
    assert [state for _, state, _ in legs()] == ["closed", "closed", "closed", "planned"]
    assert sound()


def paid_twice(merchant: Person, finance: Person, bank: SandboxGateway, amount: int | None = None) -> Leg:
    """Told not there, taken to the balance, and paid there."""
    leg = told_not_there(merchant, finance, bank, amount=amount)
    replaced(leg, merchant)
    settle(Dispute.objects.get(), bank)
    return leg


def test_money_that_went_out_twice_is_booked_blocks_and_is_told_to_finance(
    merchant: Person, finance: Person, bank: SandboxGateway
):
    leg = paid_twice(merchant, finance, bank, 400)
    assert late(leg) is True
    dispute, claim = Dispute.objects.get(), ExternalClaim.objects.get()
    assert (legs(), dispute.state) == ([("original", "closed", ""), ("wallet", "succeeded", "")], "settled")
    assert (claim.provider, claim.ref, claim.kind, claim.state, claim.effect, claim.counted) == (
        "sandbox", "re_1", "refund", "lost", "lost", 400
    )  # fmt: skip
    dispute.order.refresh_from_db()
    assert (dispute.order.refunded, dispute.order.external_claimed, payment()) == (400, 400, (0, 0, 400))
    assert list(Entry.objects.order_by("id").values_list("kind", flat=True)) == ["refund", "external_refund"]
    gone = {"leg": 1, "state": "succeeded", "ref": "re_1", "amount": 400, "instead": 2}
    assert told(AFTER_ALL) == [({"leg": 1, "state": "closed"}, gone)]
    assert Outbox.objects.get(code=AFTER_ALL).facts == {
        "number": dispute.number,
        "order": dispute.order.number,
        "leg": 1,
        "leg_state": "succeeded",
        "provider": "sandbox",
        "ref": "re_1",
        "amount": 400,
        "currency": "USD",
    }
    before = rows()
    assert late(leg) is late(leg, LegState.PENDING) is late(leg, LegState.UNKNOWN) is False
    assert rows() == before
    assert sound()


def test_what_went_out_twice_may_be_pending_first_and_may_come_back(
    merchant: Person, finance: Person, bank: SandboxGateway
):
    leg = paid_twice(merchant, finance, bank)
    before = rows()
    assert late(leg, LegState.FAILED) is False
    assert rows() == before
    assert late(leg, LegState.PENDING) is True
    claim = ExternalClaim.objects.get()
    assert (claim.state, claim.counted, ExternalMovement.objects.count()) == ("under_review", 1000, 0)
    assert late(leg) is True
    assert (payment(), ExternalMovement.objects.get().amount) == ((0, 0, 1000), -1000)
    assert late(leg, LegState.FAILED) is True
    claim.refresh_from_db()
    assert (claim.state, claim.effect, claim.counted, payment()) == ("won", "released", 0, (0, 0, 0))
    assert list(ExternalMovement.objects.order_by("amount").values_list("amount", flat=True)) == [-1000, 1000]
    before = rows()
    assert late(leg) is late(leg, LegState.FAILED) is False
    assert rows() == before
    assert Outbox.objects.filter(code=AFTER_ALL).count() == TrailEntry.objects.filter(code=AFTER_ALL).count() == 1
    assert sound()


def test_beside_a_refund_under_way_in_its_place_it_is_told_and_stops_nothing(
    merchant: Person, finance: Person, bank: SandboxGateway
):
    leg = told_not_there(merchant, finance, bank)
    new = replaced(leg, finance, Method.ORIGINAL)
    begin_leg(leg_id=new.id, now=LATER)
    assert late(leg) is True
    assert (legs(), payment()) == ([("original", "closed", ""), ("original", "calling", "")], (0, 1000, 1000))
    assert (ExternalClaim.objects.get().ref, Outbox.objects.filter(code=AFTER_ALL).count()) == ("re_1", 1)
    assert sound()


def test_where_its_payment_is_promised_to_others_by_now_it_is_told_as_well(
    merchant: Person, finance: Person, bank: SandboxGateway
):
    leg = told_not_there(merchant, finance, bank, amount=400)
    replaced(leg, merchant)
    Payment.objects.update(external_claimed=601)
    assert late(leg) is True
    assert legs() == [("original", "closed", ""), ("wallet", "failed", "")]
    assert (Leg.objects.get(number=2).failure, Outbox.objects.filter(code=AFTER_ALL).count()) == (
        "leg 1 was paid after all",
        1,
    )
    settle(Dispute.objects.get())
    assert not Wallet.objects.exists()


def test_a_second_refund_of_one_that_came_back_is_told_as_well(merchant: Person, bank: SandboxGateway):
    dispute = open_case(merchant, paid_order(merchant, sent=True), wish=Wish.REFUND_ORIGINAL)
    approve(dispute, staff())
    settle(dispute, bank)
    leg = Leg.objects.get()
    late(leg, LegState.FAILED, leg.provider_ref)
    assert late(leg, ref="re_2") is True
    assert (legs(), payment()) == ([("original", "failed", leg.provider_ref)], (0, 1000, 1000))
    assert (ExternalClaim.objects.get().ref, Outbox.objects.filter(code=AFTER_ALL).count()) == ("re_2", 1)
    assert sound()
