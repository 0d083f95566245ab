"""PayPal falls silent, breaks off, forgets and changes its mind; money goes back once all the same, or honestly waits."""

from collections.abc import Iterator
from itertools import product

import pytest

from amends.gateways.payments.port import OutcomeUnknown
from amends.gateways.payments.simulated import Fault
from amends.records.invariants.check import violations
from amends.records.ledger.models import Entry
from amends.records.settlements.models import Leg
from tests.makers.cases import money
from tests.makers.paypal import PayPal, disputed, given_back, paypal
from tests.makers.people import Person, owner, staff

pytestmark = pytest.mark.django_db
FAULTS = [one for one in Fault if one is not Fault.FINE]


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


@pytest.mark.parametrize("faults", list(product(FAULTS, repeat=2)), ids=lambda two: " then ".join(two))
def test_whatever_two_things_go_wrong_exactly_one_refund_exists(merchant: Person, faults: tuple[Fault, ...]):
    with paypal(faults=faults, timeout=0.15) as at:
        dispute, capture = disputed(at, merchant, staff())
        settled = at.settle_stubbornly(dispute)
        assert (settled.state, given_back(capture)) == ("settled", [("10.00", "COMPLETED")])
        assert (Entry.objects.count(), money(settled.order), not at.door.faults) == (1, (1000, 1000, 0), True)
        assert list(violations(late=at.time.now)) == []
