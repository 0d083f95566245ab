"""Paying on Stripe's page, and reading our account there line by line."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from amends.gateways.payments.port import OutcomeUnknown, RefundOrder, RefundRefused, TopUpOrder
from amends.gateways.payments.simulated import Fault
from amends.usecases.wallet.record_top_up import RecordTopUp
from tests.makers.incoming import NOW
from tests.makers.stripe import Stripe, stripe_house

KEY = UUID("01900000-0000-7000-8000-000000000002")
ORDER = TopUpOrder(KEY, 5000, "USD", "Top up your balance", "https://a.example/done", "https://a.example/back")


def found(stripe: Stripe, ref: str) -> RecordTopUp | None:
    return stripe.gateway.find_top_up(key=KEY, ref=ref)


def told(stripe: Stripe) -> list[object]:
    return [one for event in stripe.house.events for one in stripe.gateway.read(json.dumps(event).encode())]


def test_the_same_key_leads_to_the_same_page(stripe: Stripe):
    checkout = stripe.gateway.begin(ORDER)
    assert stripe.gateway.begin(ORDER) == checkout
    (session,) = stripe.house.kinds["sessions"].values()
    assert (checkout.ref, checkout.url) == (session["id"], session["url"])
    assert (session["client_reference_id"], session["metadata"]) == (str(KEY), {"amends_top_up": str(KEY)})
    assert (session["amount_total"], session["currency"], session["mode"]) == (5000, "usd", "payment")
    assert (session["success_url"], session["cancel_url"]) == (ORDER.done_url, ORDER.cancel_url)
    with pytest.raises(OutcomeUnknown, match="same parameters"):
        stripe.gateway.begin(replace(ORDER, amount=6000))


def test_a_lost_answer_leads_to_the_same_page_too():
    with stripe_house([Fault.DROPPED_AFTER]) as stripe:
        with pytest.raises(OutcomeUnknown):
            stripe.gateway.begin(ORDER)
        stripe.gateway.begin(ORDER)
        assert len(stripe.house.kinds["sessions"]) == 1


def test_too_little_is_refused(stripe: Stripe):
    with pytest.raises(RefundRefused, match=r"at least \$0.50"):
        stripe.gateway.begin(replace(ORDER, amount=49))


def test_nobody_paid_yet(stripe: Stripe):
    ref = stripe.gateway.begin(ORDER).ref
    assert found(stripe, ref) is None


def test_somebody_paid(stripe: Stripe):
    ref = stripe.gateway.begin(ORDER).ref
    stripe.house.pay_session(ref)
    paid = RecordTopUp(
        top_up_id=KEY, payment_ref=stripe.house.thing(ref)["payment_intent"], amount=5000, currency="USD"
    )
    assert (found(stripe, ref), told(stripe)) == (paid, [paid])
    assert stripe.gateway.find_top_up(key=uuid4(), ref=ref) is None


@pytest.mark.parametrize(("end", "failure"), [("paid", ""), ("failed", "The customer's bank account has been closed.")])
def test_a_slow_payment_is_known_when_it_ends(stripe: Stripe, end: str, failure: str):
    ref = stripe.gateway.begin(ORDER).ref
    stripe.house.pay_session(ref, late="pending")
    assert (found(stripe, ref), told(stripe)) == (None, [])
    stripe.house.pay_session(ref, late=end)
    known = found(stripe, ref)
    assert known and (known.amount, known.failure) == (5000, failure)
    assert told(stripe) == [known, known], "the first message is read again as things stand now"


def test_a_page_that_ran_out_says_so(stripe: Stripe):
    ref = stripe.gateway.begin(ORDER).ref
    stripe.house.expire_session(ref)
    known = found(stripe, ref)
    assert known and known.failure == "not paid in time"
    assert told(stripe) == [known]


def test_somebody_elses_session_is_not_ours(stripe: Stripe):
    ref = stripe.gateway.begin(ORDER).ref
    stripe.house.thing(ref)["metadata"] = {}
    stripe.house.pay_session(ref)
    assert told(stripe) == []


def test_the_account_line_by_line_with_our_keys(stripe: Stripe):
    house, leg = stripe.house, uuid4()
    payment = house.pay(1000)
    made = stripe.gateway.refund(RefundOrder(key=leg, payment_ref=payment, amount=300, currency="USD"))
    dispute = house.open_dispute(payment, 700)
    house.pay_session(stripe.gateway.begin(ORDER).ref)
    lines = list(stripe.gateway.movements(since=NOW, until=NOW + timedelta(hours=1)))
    assert [(one.about, one.kind, one.amount, one.fee, one.key) for one in lines] == [
        (lines[0].about, "charge", 5000, 0, KEY),
        (dispute, "dispute", -700, 1500, None),
        (made.ref, "refund", -300, 0, leg),
        (house.thing(payment)["latest_charge"], "charge", 1000, 0, None),
    ]
    assert {one.currency for one in lines} == {"USD"}
    assert lines[-1].at == NOW.replace(microsecond=0)


def test_only_the_time_asked_for_and_every_page_of_it(stripe: Stripe):
    for _ in range(230):
        stripe.house.pay(10)
        stripe.house.now += 1
    until = datetime.fromtimestamp(stripe.house.now - 1, UTC)
    lines = list(stripe.gateway.movements(since=NOW + timedelta(seconds=1), until=until))
    assert (len(lines), len({one.ref for one in lines})) == (228, 228)


def test_an_account_that_cannot_be_read_is_unknown():
    with stripe_house([Fault.BUSY], troubled=lambda _: True) as stripe, pytest.raises(OutcomeUnknown):
        list(stripe.gateway.movements(since=NOW, until=NOW))
