"""What a payment house tells of twice is one line there, and one booking here."""

from collections.abc import Iterator

import pytest

from amends.records.orders.models import Payment
from amends.usecases.external_claims.record_external_claim import RecordExternalClaim, record_external_claim
from tests.makers.cases import paid_order
from tests.makers.paypal import PayPal, paypal
from tests.makers.people import owner
from tests.makers.statements import beside, fetched, said

pytestmark = pytest.mark.django_db


@pytest.fixture
def at() -> Iterator[PayPal]:
    with paypal() as house:
        yield house


def hear(at: PayPal) -> None:
    """Takes in what PayPal told of disputes, reversals and refunds by hand."""
    for sent in at.house.sent:
        for news in at.gateway.read(sent.body):
            if isinstance(news, RecordExternalClaim):
                record_external_claim(ask=news, now=at.time.now)


@pytest.mark.parametrize("first", ["reversal", "refund", "dispute"])
def test_money_told_by_itself_and_through_a_dispute_agrees_with_its_one_line(at: PayPal, first: str):
    order = paid_order(owner())
    capture = at.house.paid("10.00", custom_id=order.number)
    Payment.objects.filter(order=order).update(provider="paypal", provider_ref=capture.id)
    if first == "refund":
        at.house.accept(at.house.dispute(capture, "10.00"))
    else:
        dispute = at.house.dispute(capture, "10.00", stage="CHARGEBACK", shows=False)
        at.house.reverse(capture)
        hear(at) if first == "reversal" else at.house.sent.clear()
        at.house.show_taken(dispute)
    hear(at)
    fetched("paypal", at.gateway)
    assert said(beside("paypal")) == [("claim", "agrees", -1000, -1000), ("payment", "agrees", 1000, 1000)]
