"""A refund is made once under its key, found by its mark, and refused for a reason of ours."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from amends.core.settlements.legs import LegState, Unrefundable
from amends.gateways.payments.paypal.simulated_book import Captured
from amends.gateways.payments.port import OutcomeUnknown, Refund, RefundOrder, RefundRefused
from tests.makers.paypal import PayPal, given_back

KEY = UUID("0192f0c0-0000-7000-8000-000000000001")


def order(capture: Captured, amount: int = 250, *, key: UUID = KEY, days: float = 0) -> RefundOrder:
    return RefundOrder(
        key=key,
        payment_ref=capture.id,
        amount=amount,
        currency=capture.currency,
        waited=timedelta(days=days),
    )


def test_the_same_key_gives_back_once_however_often_it_is_asked(at: PayPal):
    capture = at.house.paid("10.00")
    first, again = at.gateway.refund(order(capture)), at.gateway.refund(order(capture))
    assert first == again == Refund(ref=capture.refunds[0].id)
    assert given_back(capture) == [("2.50", "COMPLETED")]


def test_several_partial_refunds_leave_nothing(at: PayPal):
    capture = at.house.paid("10.00")
    for amount in (250, 250, 500):
        at.gateway.refund(order(capture, amount, key=uuid4()))
    with pytest.raises(RefundRefused) as refused:
        at.gateway.refund(order(capture, 1, key=uuid4()))
    assert (refused.value.why, capture.refunded) == (Unrefundable.NOTHING_LEFT, capture.amount)


@pytest.mark.parametrize(
    ("status", "state", "failure"),
    [
        ("COMPLETED", LegState.SUCCEEDED, ""),
        ("PENDING", LegState.PENDING, ""),
        ("FAILED", LegState.FAILED, "FAILED"),
        ("CANCELLED", LegState.FAILED, "CANCELLED"),
    ],
)
def test_a_refund_stands_as_paypal_says(at: PayPal, status: str, state: LegState, failure: str):
    capture, at.house.refunds_are = at.house.paid("10.00"), status
    made = at.gateway.refund(order(capture))
    assert made == Refund(ref=capture.refunds[0].id, state=state, failure=failure)
    assert at.gateway.find(order(capture)) == made


@pytest.mark.parametrize(
    ("issue", "why"),
    [
        ("CAPTURE_FULLY_REFUNDED", Unrefundable.NOTHING_LEFT),
        ("REFUND_AMOUNT_EXCEEDED", Unrefundable.NOTHING_LEFT),
        ("REFUND_TIME_LIMIT_EXCEEDED", Unrefundable.TOO_OLD),
        ("TRANSACTION_DISPUTED", Unrefundable.DISPUTED),
        ("REFUND_NOT_PERMITTED_DUE_TO_CHARGEBACK", Unrefundable.DISPUTED),
        ("PARTIAL_REFUND_NOT_ALLOWED", Unrefundable.OTHER),
        ("REFUND_FAILED_INSUFFICIENT_FUNDS", Unrefundable.OTHER),
    ],
)
def test_each_no_of_paypals_has_a_reason_of_ours(at: PayPal, issue: str, why: Unrefundable):
    capture = at.house.paid("10.00")
    capture.refusal = issue
    with pytest.raises(RefundRefused, match=issue) as refused:
        at.gateway.refund(order(capture))
    assert (refused.value.why, given_back(capture)) == (why, [])


def test_a_payment_that_paypal_does_not_know_is_refused(at: PayPal):
    with pytest.raises(RefundRefused) as refused:
        at.gateway.refund(RefundOrder(key=KEY, payment_ref="../orders/X?y", amount=1, currency="USD"))
    assert refused.value.why is Unrefundable.NOT_FOUND


def test_an_amount_that_paypal_cannot_express_is_never_sent(at: PayPal):
    with pytest.raises(RefundRefused, match="whole units only"):
        at.gateway.refund(RefundOrder(key=KEY, payment_ref="X", amount=101, currency="HUF"))
    assert at.door.asked == []


def test_nothing_left_is_believed_only_after_a_look(at: PayPal):
    """PayPal forgot the key early, and what took the rest is our own refund."""
    capture = at.house.paid("10.00")
    made = at.gateway.refund(order(capture, 1000))
    at.time.passes(days=46)
    assert at.gateway.refund(order(capture, 1000, days=1)) == made
    assert given_back(capture) == [("10.00", "COMPLETED")]


def test_a_refund_is_found_by_its_mark_and_by_nothing_else(at: PayPal):
    capture = at.house.paid("10.00", custom_id=str(KEY))
    at.house.refund_made(capture, capture.amount / 4, custom_id=str(KEY))
    assert at.gateway.find(order(capture)) is None
    at.gateway.refund(order(capture))
    assert at.gateway.find(order(capture)) == Refund(ref=capture.refunds[1].id)
    assert at.gateway.find(order(capture, key=uuid4())) is None
    assert [one.path for one in at.door.asked[-2:]] == [
        f"/v2/payments/captures/{capture.id}",
        f"/v2/checkout/orders/{capture.order_id}",
    ]


def test_once_the_key_may_be_forgotten_what_is_found_counts_and_nothing_is_asked_for(at: PayPal):
    found, missing = at.house.paid("10.00"), at.house.paid("10.00")
    made = at.gateway.refund(order(found))
    at.time.passes(days=46)
    assert at.gateway.find(order(found, days=46)) == made
    for ask in (at.gateway.find, at.gateway.refund):
        with pytest.raises(OutcomeUnknown, match="a person has to look"):
            ask(order(missing, days=44))
    assert at.gateway.find(order(missing, days=43.9)) is None
    assert (given_back(found), given_back(missing)) == ([("2.50", "COMPLETED")], [])


def orderless(at: PayPal, whole: str = "10.00") -> Captured:
    """A payment whose order PayPal does not show any more, so that its refunds cannot be looked through."""
    capture = at.house.paid(whole)
    del at.house.orders[capture.order_id]
    return capture


def test_nothing_left_is_not_believed_of_a_repeated_order_where_nobody_can_look(at: PayPal):
    capture = orderless(at)
    at.gateway.refund(order(capture, 1000))
    at.time.passes(days=46)
    with pytest.raises(OutcomeUnknown, match="nothing is left at PayPal, and PayPal does not show the payment's order"):
        at.gateway.refund(replace(order(capture, 1000, days=1), repeated=True))
    assert given_back(capture) == [("10.00", "COMPLETED")]


def test_nothing_left_is_believed_of_a_first_order_wherever_it_went(at: PayPal):
    capture = orderless(at)
    at.house.refund_made(capture, capture.amount, custom_id="by hand")
    with pytest.raises(RefundRefused) as refused:
        at.gateway.refund(order(capture))
    assert refused.value.why is Unrefundable.NOTHING_LEFT


def test_where_nobody_can_look_the_identical_order_is_repeated_while_its_key_lives(at: PayPal):
    capture = orderless(at)
    made = at.gateway.refund(order(capture))
    assert at.gateway.find(order(capture, days=43.9)) is None
    assert at.gateway.refund(replace(order(capture, days=43.9), repeated=True)) == made
    with pytest.raises(OutcomeUnknown, match=r"does not show the payment's order.*its key may be forgotten"):
        at.gateway.find(order(capture, days=44))
    assert given_back(capture) == [("2.50", "COMPLETED")]


def test_where_the_payment_is_not_there_nobody_can_say_that_no_refund_of_it_is(at: PayPal):
    capture = at.house.paid("10.00")
    at.gateway.refund(order(capture))
    del at.house.captures[capture.id]
    with pytest.raises(OutcomeUnknown, match="PayPal does not show the payment"):
        at.gateway.find(order(capture))


def test_a_refund_whose_name_we_hold_is_looked_up_by_it_whatever_else_is_forgotten(at: PayPal):
    capture, at.house.refunds_are = orderless(at), "PENDING"
    made = at.gateway.refund(order(capture))
    named = replace(order(capture, days=60), ref=made.ref)
    assert at.gateway.find(named) == made
    assert at.door.asked[-1].path == f"/v2/payments/refunds/{made.ref}"
    with pytest.raises(OutcomeUnknown, match="does not show refund NOBODY"):
        at.gateway.find(replace(named, ref="NOBODY"))
