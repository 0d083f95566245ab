"""Somebody pays the platform on PayPal's page; the money is taken once, and told with the top-up's own id."""

import json
from uuid import uuid4

import pytest

from amends.gateways.payments.port import OutcomeUnknown, RefundRefused, TopUpOrder
from amends.gateways.payments.simulated import Fault
from amends.usecases.wallet.record_top_up import RecordTopUp
from tests.makers.paypal import PayPal, paypal


def top_up(amount: int = 5000, currency: str = "USD") -> TopUpOrder:
    return TopUpOrder(
        key=uuid4(),
        amount=amount,
        currency=currency,
        words="Balance " * 30,
        done_url="https://amends.example/done",
        cancel_url="https://amends.example/cancelled",
    )


def paid(order: TopUpOrder, ref: str, failure: str = "") -> RecordTopUp:
    return RecordTopUp(
        top_up_id=order.key, payment_ref=ref, amount=order.amount, currency=order.currency, failure=failure
    )


def test_the_same_key_begins_one_order(at: PayPal):
    order = top_up()
    checkout = at.gateway.begin(order)
    assert at.gateway.begin(order) == checkout
    assert (list(at.house.orders), checkout.url) == (
        [checkout.ref],
        f"https://www.paypal.com/checkoutnow?token={checkout.ref}",
    )
    asked = json.loads(at.asked("POST", "/v2/checkout/orders")[0].body)
    context = asked["payment_source"]["paypal"]["experience_context"]
    assert (context["return_url"], context["cancel_url"]) == (order.done_url, order.cancel_url)
    assert len(asked["purchase_units"][0]["description"]) == 127


def test_nothing_is_taken_before_somebody_agreed_and_once_after(at: PayPal):
    order = top_up()
    ref = at.gateway.begin(order).ref
    assert (at.gateway.find_top_up(key=order.key, ref=ref), at.house.captures) == (None, {})
    at.house.approve(ref)
    told = at.gateway.find_top_up(key=order.key, ref=ref)
    (capture,) = at.house.captures.values()
    assert told == at.gateway.find_top_up(key=order.key, ref=ref) == paid(order, capture.id)
    (asked,) = at.asked("POST", "/capture")
    assert asked.headers["paypal-request-id"] == f"{order.key}-capture"


@pytest.mark.parametrize("fault", [one for one in Fault if one is not Fault.FINE])
def test_whatever_goes_wrong_while_taking_it_is_taken_once(fault: Fault):
    with paypal(faults=[fault], troubled=lambda asked: asked.path.endswith("/capture")) as at:
        order = top_up()
        ref = at.gateway.begin(order).ref
        at.house.approve(ref)
        with pytest.raises(OutcomeUnknown):
            at.gateway.find_top_up(key=order.key, ref=ref)
        told = at.gateway.find_top_up(key=order.key, ref=ref)
        assert told == paid(order, next(iter(at.house.captures)))
        assert len(at.house.captures) == 1


def test_an_order_of_another_top_up_credits_nobody_else(at: PayPal):
    mine, theirs = top_up(), top_up(99900)
    at.gateway.begin(mine)
    ref = at.gateway.begin(theirs).ref
    at.house.approve(ref)
    assert (at.gateway.find_top_up(key=mine.key, ref=ref), at.house.captures) == (None, {})


def test_agreeing_alone_is_news_enough_to_take_it(at: PayPal):
    order = top_up()
    at.house.approve(at.gateway.begin(order).ref)
    (approved,) = at.house.sent
    told = at.gateway.read(approved.body)
    (capture,) = at.house.captures.values()
    assert told == [paid(order, capture.id)]
    completed = at.house.sent[-1]
    assert (completed.kind, at.gateway.read(completed.body)) == ("PAYMENT.CAPTURE.COMPLETED", told)
    assert (at.gateway.read(approved.body), len(at.house.captures)) == (told, 1)


def test_a_payment_that_the_bank_declines_says_so(at: PayPal):
    order = top_up()
    ref = at.gateway.begin(order).ref
    at.house.decline(ref)
    assert at.house.orders[ref].capture
    declined = paid(order, at.house.orders[ref].capture.id, "DECLINED")
    assert at.gateway.find_top_up(key=order.key, ref=ref) == declined
    assert at.gateway.read(at.house.sent[-1].body) == [declined]


def test_an_order_that_is_void_or_gone(at: PayPal):
    order = top_up()
    ref = at.gateway.begin(order).ref
    at.house.orders[ref].status = "VOIDED"
    assert at.gateway.find_top_up(key=order.key, ref=ref) == paid(order, "", "VOIDED")
    assert at.gateway.find_top_up(key=order.key, ref="GONE") is None


def test_what_paypal_cannot_take_is_refused_before_it_is_asked(at: PayPal):
    with pytest.raises(RefundRefused, match="knows no KWD"):
        at.gateway.begin(top_up(5000, "KWD"))
    assert at.door.asked == []
