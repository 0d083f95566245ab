"""Refunds at Stripe through its SDK: once for a key, and a no is told apart from silence."""

import json
from dataclasses import replace
from uuid import UUID, uuid4

import pytest

from amends.core.settlements.legs import LegState, Unrefundable
from amends.gateways.payments.port import OutcomeUnknown, Refund, RefundOrder, RefundRefused
from amends.gateways.payments.simulated import Answered, Fault, SimulatedHouse
from amends.gateways.payments.stripe.gateway import StripeGateway
from tests.makers.stripe import Stripe, stripe_house

KEY = UUID("01900000-0000-7000-8000-000000000001")


def order(payment: str, amount: int = 400, currency: str = "USD", key: UUID = KEY) -> RefundOrder:
    return RefundOrder(key=key, payment_ref=payment, amount=amount, currency=currency)


def test_a_refund_carries_our_key_in_its_header_and_in_its_metadata(stripe: Stripe):
    payment = stripe.house.pay(1000)
    done = stripe.gateway.refund(order(payment))
    (kept,) = stripe.house.kinds["refunds"].values()
    assert done == Refund(kept["id"], LegState.SUCCEEDED, "")
    assert (kept["amount"], kept["metadata"], kept["payment_intent"]) == (400, {"amends_leg": str(KEY)}, payment)
    (posted,) = stripe.posts()
    assert (posted.path, posted.headers["idempotency-key"]) == ("/v1/refunds", str(KEY))


def test_the_same_key_is_paid_once_and_another_ask_under_it_is_refused(stripe: Stripe):
    payment = stripe.house.pay(1000)
    first = stripe.gateway.refund(order(payment))
    assert stripe.gateway.refund(order(payment)) == first
    assert stripe.gateway.find(order(payment)) == first
    with pytest.raises(OutcomeUnknown, match="same parameters"):
        stripe.gateway.refund(order(payment, 500))
    with pytest.raises(OutcomeUnknown, match="another amount"):
        stripe.gateway.find(order(payment, 500))
    assert stripe.house.refunded(payment) == [400]


def test_of_a_key_used_for_another_request_nothing_is_known(stripe: Stripe):
    """What was asked under it before may have been paid: our own request, in other words than today's."""
    first, second = stripe.house.pay(1000), stripe.house.pay(1000)
    stripe.gateway.refund(order(first))
    with pytest.raises(OutcomeUnknown, match="same parameters"):
        stripe.gateway.refund(order(second))
    assert (stripe.house.refunded(first), stripe.house.refunded(second)) == ([400], [])


def test_a_payment_may_be_known_by_its_charge(stripe: Stripe):
    payment = stripe.house.pay(1000)
    charge = stripe.house.thing(payment)["latest_charge"]
    done = stripe.gateway.refund(order(charge))
    assert stripe.gateway.find(order(charge)) == stripe.gateway.find(order(payment)) == done


def test_several_refunds_of_one_payment_each_have_their_key(stripe: Stripe):
    payment = stripe.house.pay(100_000)
    keys = [uuid4() for _ in range(120)]
    done = {key: stripe.gateway.refund(order(payment, 7, key=key)) for key in keys}
    assert {key: stripe.gateway.find(order(payment, 7, key=key)) for key in (keys[0], keys[60], keys[-1])} == {
        key: done[key] for key in (keys[0], keys[60], keys[-1])
    }
    assert len(stripe.house.refunded(payment)) == 120
    assert stripe.gateway.find(order(payment, 7, key=uuid4())) is None


def disputed(stripe: Stripe) -> RefundOrder:
    payment = stripe.house.pay(1000)
    stripe.house.open_dispute(payment)
    return order(payment)


def refunded_by_hand(stripe: Stripe) -> RefundOrder:
    payment = stripe.house.pay(1000)
    stripe.house.make_refund({"payment_intent": payment})
    return order(payment)


REFUSED = {
    "disputed": (disputed, Unrefundable.DISPUTED, "charged back"),
    "nothing left": (refunded_by_hand, Unrefundable.NOTHING_LEFT, "already been refunded"),
    "too much": (lambda stripe: order(stripe.house.pay(399)), Unrefundable.NOTHING_LEFT, "greater than unrefunded"),
    "unknown there": (lambda _: order("pi_nobody"), Unrefundable.NOT_FOUND, "No such object"),
    "not Stripe's": (lambda _: order("sandbox_1_x"), Unrefundable.NOT_FOUND, "no payment named sandbox_1_x"),
    "other currency": (
        lambda stripe: order(stripe.house.pay(1000, "eur")),
        Unrefundable.OTHER,
        "in EUR, not in USD",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_no_of_stripes_is_a_refusal_with_its_reason_and_nothing_is_paid(stripe: Stripe, case: str):
    make, why, words = REFUSED[case]
    asked = make(stripe)
    before = list(stripe.house.kinds["refunds"])
    for _ in range(2):
        with pytest.raises(RefundRefused, match=words) as refused:
            stripe.gateway.refund(asked)
        assert refused.value.why is why
    assert list(stripe.house.kinds["refunds"]) == before


@pytest.mark.parametrize("payment", ["pi_nobody", "ch_nobody", "sandbox_1_x"])
def test_where_the_payment_is_not_there_nobody_can_say_that_no_refund_of_it_is(stripe: Stripe, payment: str):
    """It may be at another account, or in test mode."""
    with pytest.raises(OutcomeUnknown):
        stripe.gateway.find(order(payment))


def test_a_refund_whose_name_we_hold_is_looked_up_by_it(stripe: Stripe):
    payment = stripe.house.pay(1000)
    made = stripe.gateway.refund(order(payment))
    stripe.house.kinds["refunds"][made.ref]["metadata"] = {}
    assert stripe.gateway.find(order(payment)) is None
    assert stripe.gateway.find(replace(order(payment), ref=made.ref)) == made
    with pytest.raises(OutcomeUnknown):
        stripe.gateway.find(replace(order(payment), ref="re_nobody"))


@pytest.mark.parametrize("fault", [fault for fault in Fault if fault is not Fault.FINE])
def test_silence_and_trouble_are_unknown_and_the_outcome_is_found_afterwards(fault: Fault):
    with stripe_house([fault], timeout=0.4) as stripe:
        payment = stripe.house.pay(1000)
        with pytest.raises(OutcomeUnknown):
            stripe.gateway.refund(order(payment))
        done = fault in (Fault.DROPPED_AFTER, Fault.SILENT_AFTER, Fault.BROKEN_AFTER)
        assert len(stripe.posts()) == 1, "the SDK retries nothing by itself"
        assert stripe.house.refunded(payment) == ([400] if done else [])
        assert (stripe.gateway.find(order(payment)) is not None) == done
        stripe.gateway.refund(order(payment))
        assert stripe.house.refunded(payment) == [400]


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (401, {"type": "invalid_request_error", "message": "Invalid API Key provided"}),
        (403, {"type": "invalid_request_error", "message": "no"}),
        (409, {"type": "idempotency_error", "code": "idempotency_key_in_use", "message": "wait"}),
        (400, {"type": "invalid_request_error", "code": "rate_limit", "message": "slower"}),
        (502, None),
        (200, None),
    ],
)
def test_what_says_nothing_about_the_refund_is_unknown(status: int, error: object):
    body = json.dumps({"error": error}).encode() if error else b"<html>"
    with SimulatedHouse(lambda _: Answered(status, body)) as front:
        gateway = StripeGateway(secret_key="sk_test_x", api_base=front.url)
        with pytest.raises(OutcomeUnknown):
            gateway.refund(order("pi_1"))
        with pytest.raises(OutcomeUnknown):
            gateway.find(order("pi_1"))


def test_a_card_error_with_words_of_age_says_too_old():
    error = {"type": "invalid_request_error", "message": "This payment is too old to be refunded."}
    with SimulatedHouse(lambda asked: answered_no(asked.method, error)) as front:
        with pytest.raises(RefundRefused) as refused:
            StripeGateway(secret_key="sk_test_x", api_base=front.url).refund(order("ch_1"))
        assert refused.value.why is Unrefundable.TOO_OLD


def answered_no(method: str, error: object) -> Answered:
    """A payment, no refunds of it, and no to a new one."""
    if method == "POST":
        return Answered(400, json.dumps({"error": error}).encode())
    return Answered(200, b'{"object": "list", "url": "/v1/x", "has_more": false, "data": [], "currency": "usd"}')


def test_an_error_kept_under_the_key_stays_unknown_until_stripe_forgets_the_key(stripe: Stripe):
    payment = stripe.house.pay(1000)
    stripe.house.break_next(done=False)
    for _ in range(3):
        with pytest.raises(OutcomeUnknown, match="HTTP 500"):
            stripe.gateway.refund(order(payment))
    assert (stripe.house.refunded(payment), stripe.gateway.find(order(payment))) == ([], None)
    stripe.house.forget_keys()
    stripe.gateway.refund(order(payment))
    assert stripe.house.refunded(payment) == [400]


def test_a_refusal_of_a_forgotten_key_is_not_believed_when_the_first_call_took_all(stripe: Stripe):
    payment = stripe.house.pay(400)
    first = stripe.gateway.refund(order(payment))
    stripe.house.forget_keys()
    assert stripe.gateway.refund(order(payment)) == first
    assert stripe.house.refunded(payment) == [400]


@pytest.mark.parametrize(
    ("status", "reason", "state", "failure"),
    [
        ("pending", "", LegState.PENDING, ""),
        ("requires_action", "", LegState.PENDING, ""),
        ("failed", "expired_or_canceled_card", LegState.FAILED, "expired_or_canceled_card"),
        ("canceled", "", LegState.FAILED, "canceled"),
    ],
)
def test_a_refund_stands_where_stripe_says(stripe: Stripe, status: str, reason: str, state: LegState, failure: str):
    payment = stripe.house.pay(1000)
    made = stripe.gateway.refund(order(payment))
    stripe.house.move_refund(made.ref, status, reason=reason)
    assert stripe.gateway.find(order(payment)) == replace(made, state=state, failure=failure)


def test_a_word_for_a_refunds_state_that_we_do_not_know_is_unknown(stripe: Stripe):
    payment = stripe.house.pay(1000)
    made = stripe.gateway.refund(order(payment))
    stripe.house.move_refund(made.ref, "levitating")
    with pytest.raises(OutcomeUnknown, match="levitating"):
        stripe.gateway.find(order(payment))


@pytest.mark.parametrize(("currency", "ours", "theirs"), [("ISK", 50, 5000), ("JPY", 50, 50), ("KWD", 1230, 1230)])
def test_amounts_are_told_in_stripes_units(stripe: Stripe, currency: str, ours: int, theirs: int):
    payment = stripe.house.pay(theirs * 2, currency.lower())
    stripe.gateway.refund(order(payment, ours, currency))
    assert stripe.house.refunded(payment) == [theirs]


def test_an_amount_stripe_cannot_be_told_is_refused_before_it_is_asked(stripe: Stripe):
    payment = stripe.house.pay(5000, "kwd")
    with pytest.raises(RefundRefused, match="last digit"):
        stripe.gateway.refund(order(payment, 1234, "KWD"))
    assert stripe.posts() == []
