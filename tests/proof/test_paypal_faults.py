"""PayPal falls silent, breaks off, forgets and changes its mind; money goes back once, or the case honestly waits."""

from collections.abc import Iterable, Iterator
from itertools import product

import pytest

from amends.gateways.payments.port import OutcomeUnknown
from amends.gateways.payments.simulated import Fault
from amends.records.invariants.check import violations
from amends.records.ledger.models import Entry
from amends.records.settlements.models import Leg
from tests.makers.cases import money
from tests.makers.paypal import PayPal, disputed, gateway_to, given_back, paypal
from tests.makers.people import Person, owner, staff

pytestmark = pytest.mark.django_db
FAULTS = [one for one in Fault if one is not Fault.FINE]
UNFOUND = "no such refund at PayPal, and its key may be forgotten; a person has to look there"


@pytest.fixture
def merchant() -> Person:
    return owner()


@pytest.fixture
def at() -> Iterator[PayPal]:
    with paypal() as house:
        yield house


def test_when_all_is_well_one_request_gives_the_money_back(at: PayPal, merchant: Person):
    dispute, capture = disputed(at, merchant, staff())
    assert at.settle(dispute).state == "settled"
    leg = Leg.objects.get()
    (refund,) = capture.refunds
    assert (given_back(capture), leg.state, leg.provider_ref) == ([("10.00", "COMPLETED")], "succeeded", refund.id)
    assert [(one.method, one.path) for one in at.door.asked] == [
        ("POST", "/v1/oauth2/token"),
        ("POST", f"/v2/payments/captures/{capture.id}/refund"),
    ]
    asked = at.door.asked[1]
    assert (asked.headers["paypal-request-id"], refund.custom_id) == (str(leg.id), f"amends-leg.{leg.id}")
    assert (money(dispute.order), Entry.objects.count()) == ((1000, 1000, 0), 1)
    assert list(violations(late=at.time.now)) == []


def paid_once(at: PayPal, merchant: Person, agent: Person, faults: Iterable[Fault]) -> None:
    """With these faults, the job run again and again pays exactly once and settles."""
    dispute, capture = disputed(at, merchant, agent)
    at.door.faults.extend(faults)
    settled = at.settle_stubbornly(dispute)
    assert (settled.state, given_back(capture)) == ("settled", [("10.00", "COMPLETED")]), faults
    assert money(settled.order) == (1000, 1000, 0), faults
    leg = Leg.objects.get(settlement__dispute=dispute)
    assert Entry.objects.filter(key=str(leg.id)).count() == 1, faults
    asked = at.asked("POST", f"/v2/payments/captures/{capture.id}/refund")
    assert {one.headers["paypal-request-id"] for one in asked} == {str(leg.id)}, faults
    at.door.faults.clear()


@pytest.mark.parametrize("first", FAULTS)
def test_whatever_goes_wrong_in_whatever_sequence_exactly_one_refund_exists(merchant: Person, first: Fault):
    """Every pair of faults, and every triple of those after which PayPal has done what nobody was told."""
    agent, told = staff(), [Fault.BROKEN_AFTER, Fault.DROPPED_AFTER, Fault.BUSY]
    with paypal(timeout=0.15) as at:
        for faults in [*product([first], FAULTS), *(product([first], told, told) if first in told else ())]:
            paid_once(at, merchant, agent, faults)
    assert list(violations(late=at.time.now)) == []


def test_tokens_break_as_well(merchant: Person):
    agent = staff()
    with paypal(troubled=lambda _: True, timeout=0.15) as at:
        for faults in product([Fault.BROKEN_BEFORE, Fault.DROPPED_AFTER, Fault.FINE], repeat=2):
            at.house.end_tokens()
            at.gateway = gateway_to(at.door.url, timeout=0.15)
            paid_once(at, merchant, agent, faults)


@pytest.mark.parametrize(("fault", "paid"), [(Fault.SILENT_AFTER, 1), (Fault.SILENT_BEFORE, 0)])
def test_once_paypal_forgot_the_key_a_refund_is_found_or_stays_unknown(merchant: Person, fault: Fault, paid: int):
    with paypal(faults=[fault]) as at:
        dispute, capture = disputed(at, merchant, staff())
        with pytest.raises(OutcomeUnknown):
            at.settle(dispute)
        at.time.passes(days=46)
        settled = at.settle_stubbornly(dispute)
        assert len(capture.refunds) == paid
        assert (settled.state, Leg.objects.get().state) == (
            ("settled", "succeeded") if paid else ("settling", "unknown")
        )
        assert (len(at.asked("POST", "/refund")), settled.order.open_disputes) == (1, 1 - paid)
        assert Leg.objects.get().failure == ("" if paid else UNFOUND)


def test_a_leg_that_waited_long_for_its_first_call_is_paid(at: PayPal, merchant: Person):
    dispute, capture = disputed(at, merchant, staff())
    at.time.passes(days=60)
    assert (at.settle(dispute).state, given_back(capture)) == ("settled", [("10.00", "COMPLETED")])


@pytest.mark.parametrize(
    ("stage", "issue"),
    [("INQUIRY", "TRANSACTION_DISPUTED"), ("CHARGEBACK", "REFUND_NOT_PERMITTED_DUE_TO_CHARGEBACK")],
)
def test_a_dispute_at_paypal_between_plan_and_call_fails_the_leg(at: PayPal, merchant: Person, stage: str, issue: str):
    dispute, capture = disputed(at, merchant, staff())
    at.house.dispute(capture, "10.00", stage=stage)
    assert at.settle(dispute).state == "settling"
    leg = Leg.objects.get()
    assert (leg.state, leg.failure.partition(":")[0], given_back(capture)) == ("failed", issue, [])
    assert (money(dispute.order), Entry.objects.count()) == ((1000, 0, 1000), 0)


def test_a_refund_by_hand_of_the_whole_payment_is_not_taken_for_ours(at: PayPal, merchant: Person):
    dispute, capture = disputed(at, merchant, staff())
    at.house.refund_made(capture, capture.amount, custom_id=capture.custom_id)
    assert at.settle(dispute).state == "settling"
    assert (Leg.objects.get().state, len(capture.refunds)) == ("failed", 1)
