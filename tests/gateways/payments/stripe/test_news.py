"""What Stripe's events tell, whichever way and in whatever order they come."""

import json
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from structlog.testing import capture_logs

from amends.core.external_claims.words import ExternalKind, ExternalState
from amends.core.settlements.legs import LegState
from amends.gateways.payments.port import Envelope, Forged, News, OutcomeUnknown, RefundOrder
from amends.gateways.payments.stripe.gateway import StripeGateway
from amends.gateways.payments.stripe.simulator import Signed
from amends.usecases.external_claims.record_external_claim import RecordExternalClaim
from amends.usecases.settlements.record_leg import RecordLeg
from tests.makers.incoming import NOW
from tests.makers.stripe import Stripe

KEY = UUID("01900000-0000-7000-8000-000000000001")


def told(stripe: Stripe, *kinds: str) -> list[News]:
    """What the house's events of these kinds (all, if none is named) tell, the latest first."""
    events = [one for one in reversed(stripe.house.events) if not kinds or one["type"] in kinds]
    return [news for event in events for news in stripe.gateway.read(json.dumps(event).encode())]


def claims(stripe: Stripe) -> list[RecordExternalClaim]:
    return [one for one in told(stripe) if isinstance(one, RecordExternalClaim)]


def seconds(at: int) -> datetime:
    return datetime.fromtimestamp(at, UTC)


def test_a_refund_of_ours_tells_of_its_leg_as_it_stands_now(stripe: Stripe):
    stripe.house.refunds_begin = "pending"
    payment = stripe.house.pay(1000)
    made = stripe.gateway.refund(RefundOrder(key=KEY, payment_ref=payment, amount=400, currency="USD"))
    assert told(stripe) == [RecordLeg(leg_id=KEY, state=LegState.PENDING, provider_ref=made.ref)]
    stripe.house.move_refund(made.ref, "succeeded")
    assert told(stripe) == [RecordLeg(leg_id=KEY, state=LegState.SUCCEEDED, provider_ref=made.ref)] * 2
    stripe.house.move_refund(made.ref, "failed", reason="declined")
    failed = RecordLeg(leg_id=KEY, state=LegState.FAILED, provider_ref=made.ref, failure="declined")
    assert told(stripe, "refund.failed", "refund.created") == [failed] * 2


@pytest.mark.parametrize("kind", ["refund.created", "refund.updated", "refund.failed", "charge.refund.updated"])
def test_every_kind_of_event_about_a_refund_is_read_alike(stripe: Stripe, kind: str):
    payment = stripe.house.pay(1000)
    stripe.gateway.refund(RefundOrder(key=KEY, payment_ref=payment, amount=400, currency="USD"))
    event = {**stripe.house.events[0], "type": kind}
    (news,) = stripe.gateway.read(json.dumps(event).encode())
    assert isinstance(news, RecordLeg) and news.state is LegState.SUCCEEDED


def test_a_refund_made_by_hand_is_money_that_left(stripe: Stripe):
    payment = stripe.house.pay(1000)
    refund = stripe.house.make_refund({"payment_intent": payment, "amount": "300"})
    (claim,) = claims(stripe)
    assert (claim.kind, claim.state, claim.amount, claim.currency) == (
        ExternalKind.REFUND,
        ExternalState.LOST,
        300,
        "USD",
    )
    assert (claim.provider, claim.ref, claim.payment_refs) == ("stripe", refund["id"], (payment, refund["charge"]))
    assert [(one.ref, one.amount, one.fee) for one in claim.moved] == [(refund["id"], -300, 0)]
    stripe.house.move_refund(refund["id"], "failed")
    again = claims(stripe)[0]
    assert (again.state, [one.amount for one in again.moved]) == (ExternalState.WON, [-300, 300])


@pytest.mark.parametrize(
    ("status", "state", "moved"),
    [("succeeded", "lost", [-1000]), ("failed", "won", [-1000, 1000]), ("canceled", "won", [])],
)
def test_a_refund_made_by_hand_holds_its_money_while_it_is_pending(
    stripe: Stripe, status: str, state: str, moved: list[int]
):
    stripe.house.refunds_begin = "pending"
    payment = stripe.house.pay(1000)
    refund = stripe.house.make_refund({"payment_intent": payment, "metadata": {"amends_leg": "not a key"}})
    (pending,) = claims(stripe)
    assert (pending.kind, pending.state, pending.amount, pending.moved) == (
        ExternalKind.REFUND,
        ExternalState.UNDER_REVIEW,
        1000,
        (),
    )
    stripe.house.move_refund(refund["id"], status)
    (ended, *_) = claims(stripe)
    assert (ended.ref, ended.state, [one.amount for one in ended.moved]) == (refund["id"], state, moved)


def test_a_chargeback_tells_the_whole_of_it(stripe: Stripe):
    payment = stripe.house.pay(1000)
    warning = stripe.house.warn(payment)
    stripe.house.now += 60
    opened = stripe.house.now
    ref = stripe.house.open_dispute(payment, 700)
    dispute = stripe.house.thing(ref)
    latest, earlier = told(stripe, "charge.dispute.created", "charge.dispute.funds_withdrawn")
    assert isinstance(latest, RecordExternalClaim) and isinstance(earlier, RecordExternalClaim)
    assert (latest.kind, latest.state) == (ExternalKind.CHARGEBACK, ExternalState.NEEDS_RESPONSE)
    assert (latest.ref, latest.payment_refs) == (ref, (payment, dispute["charge"]))
    assert (latest.amount, latest.currency, latest.reason) == (700, "USD", "product_not_received")
    assert (latest.opened_at, latest.respond_by) == (seconds(opened), seconds(opened + 7 * 86_400))
    assert (earlier.told_at, latest.told_at) == (seconds(opened + 1), seconds(opened + 2))
    assert [(one.amount, one.fee, one.currency) for one in latest.moved] == [(-700, 1500, "USD")]
    assert latest.announces == warning


@pytest.mark.parametrize(
    ("status", "kind", "state"),
    [
        ("warning_needs_response", "inquiry", "needs_response"),
        ("warning_under_review", "inquiry", "under_review"),
        ("warning_closed", "inquiry", "closed"),
        ("needs_response", "chargeback", "needs_response"),
        ("under_review", "chargeback", "under_review"),
        ("appeal_needs_response", "chargeback", "needs_response"),
        ("appeal_under_review", "chargeback", "under_review"),
        ("prevented", "chargeback", "closed"),
        ("charge_refunded", "chargeback", "closed"),
        ("won", "chargeback", "won"),
        ("lost", "chargeback", "lost"),
    ],
)
def test_the_disputes_own_status_says_where_it_stands(stripe: Stripe, status: str, kind: str, state: str):
    ref = stripe.house.open_dispute(stripe.house.pay(1000), status="warning_needs_response")
    stripe.house.thing(ref)["status"] = status
    assert [(one.kind, one.state, one.moved) for one in claims(stripe)] == [(kind, state, ())]


def test_funds_reinstated_on_a_lost_dispute_do_not_make_it_won(stripe: Stripe):
    ref = stripe.house.open_dispute(stripe.house.pay(1000))
    stripe.house.move_dispute(ref, "lost")
    event = {**stripe.house.events[-1], "type": "charge.dispute.funds_reinstated"}
    (claim,) = stripe.gateway.read(json.dumps(event).encode())
    assert isinstance(claim, RecordExternalClaim) and claim.state is ExternalState.LOST


def test_a_won_dispute_brings_the_money_back_and_keeps_the_fee(stripe: Stripe):
    ref = stripe.house.open_dispute(stripe.house.pay(1000))
    stripe.house.move_dispute(ref, "won")
    assert {one.state for one in claims(stripe)} == {ExternalState.WON}
    assert [(one.amount, one.fee) for one in claims(stripe)[0].moved] == [(-1000, 1500), (1000, 0)]


def test_an_inquiry_may_become_a_chargeback_under_its_name(stripe: Stripe):
    ref = stripe.house.open_dispute(stripe.house.pay(1000), status="warning_needs_response")
    stripe.house.move_dispute(ref, "needs_response")
    assert {(one.ref, one.kind, len(one.moved)) for one in claims(stripe)} == {(ref, ExternalKind.CHARGEBACK, 1)}


@pytest.mark.parametrize("status", ["prevented", "charge_refunded", "warning_closed"])
def test_a_dispute_that_ended_without_a_winner_is_lost_where_our_money_is_gone(stripe: Stripe, status: str):
    ref = stripe.house.open_dispute(stripe.house.pay(1000))
    stripe.house.move_dispute(ref, status)
    (claim, *_) = claims(stripe)
    assert (claim.state, [(one.amount, one.fee) for one in claim.moved]) == (ExternalState.LOST, [(-1000, 1500)])


def test_a_chargeback_that_was_prevented_by_paying_the_buyer_is_lost(stripe: Stripe):
    ref = stripe.house.open_dispute(stripe.house.pay(1000), status="warning_needs_response")
    stripe.house.move_dispute(ref, "prevented")
    assert {(one.kind, one.state, one.moved[0].amount) for one in claims(stripe)} == {
        (ExternalKind.CHARGEBACK, ExternalState.LOST, -1000)
    }


def test_a_dispute_that_was_prevented_for_a_fee_alone_is_closed(stripe: Stripe):
    ref = stripe.house.open_dispute(stripe.house.pay(1000))
    stripe.house.thing(ref)["balance_transactions"][0]["amount"] = 0
    stripe.house.thing(ref)["status"] = "prevented"
    (claim, *_) = claims(stripe)
    assert (claim.state, [(one.amount, one.fee) for one in claim.moved]) == (ExternalState.CLOSED, [(0, 1500)])


def test_a_lost_dispute_that_is_appealed_waits_for_us_until_its_day(stripe: Stripe):
    ref = stripe.house.open_dispute(stripe.house.pay(1000))
    stripe.house.move_dispute(ref, "lost")
    stripe.house.move_dispute(ref, "appeal_needs_response")
    (claim, *_) = claims(stripe)
    due = seconds(stripe.house.thing(ref)["evidence_details"]["due_by"])
    assert (claim.state, claim.respond_by) == (ExternalState.NEEDS_RESPONSE, due)
    stripe.house.move_dispute(ref, "won")
    assert [(one.amount, one.fee) for one in claims(stripe)[0].moved] == [(-1000, 1500), (1000, 0)]


def test_a_word_for_a_disputes_state_that_is_new_goes_on_holding_and_is_logged(stripe: Stripe):
    ref = stripe.house.open_dispute(stripe.house.pay(1000))
    stripe.house.thing(ref)["status"] = "escalated_to_the_moon"
    with capture_logs() as logs:
        (claim, *_) = claims(stripe)
    assert (claim.kind, claim.state) == (ExternalKind.CHARGEBACK, ExternalState.UNDER_REVIEW)
    assert ([one.amount for one in claim.moved], claim.respond_by is None) == ([-1000], False)
    assert {(one["log_level"], one["dispute"], one["status"]) for one in logs} == {
        ("error", ref, "escalated_to_the_moon")
    }


@pytest.mark.parametrize(("actionable", "state"), [(True, ExternalState.NEEDS_RESPONSE), (False, ExternalState.CLOSED)])
def test_an_early_warning_announces_and_moves_nothing(stripe: Stripe, actionable: bool, state: ExternalState):
    payment = stripe.house.pay(1000)
    ref = stripe.house.warn(payment)
    stripe.house.thing(ref)["actionable"] = actionable
    (claim,) = claims(stripe)
    charge = stripe.house.thing(payment)["latest_charge"]
    assert (claim.kind, claim.state, claim.moved) == (ExternalKind.EARLY_WARNING, state, ())
    assert (claim.amount, claim.reason, claim.payment_refs) == (1000, "made_with_stolen_card", (payment, charge))


def test_kinds_that_do_not_concern_us_tell_nothing_and_ask_nothing(stripe: Stripe):
    event = {"id": "evt_1", "type": "invoice.paid", "created": 1, "data": {"object": {"id": "in_1"}}}
    assert stripe.gateway.read(json.dumps(event).encode()) == []
    assert stripe.front.asked == []


def test_what_cannot_be_asked_now_is_unknown(stripe: Stripe):
    stripe.house.open_dispute(stripe.house.pay(1000))
    body = json.dumps(stripe.house.events[0]).encode()
    gateway = StripeGateway(secret_key="sk_test_wrong", api_base=stripe.front.url)
    with pytest.raises(OutcomeUnknown):
        gateway.read(body)


def signed(stripe: Stripe, at: datetime = NOW) -> Signed:
    stripe.house.warn(stripe.house.pay(1000))
    return stripe.house.signed(stripe.house.events[0], at=at)


def test_a_message_of_stripes_is_known_by_its_signature(stripe: Stripe):
    body, headers = signed(stripe)
    envelope = Envelope(stripe.house.events[0]["id"], "radar.early_fraud_warning.created")
    for late in (timedelta(0), timedelta(seconds=300), timedelta(seconds=-300)):
        assert stripe.gateway.check(body=body, headers=headers, now=NOW + late) == envelope


@pytest.mark.parametrize("late", [timedelta(seconds=301), timedelta(seconds=-301), timedelta(days=9)])
def test_a_stale_message_or_one_of_the_future_is_forged(stripe: Stripe, late: timedelta):
    body, headers = signed(stripe)
    with pytest.raises(Forged):
        stripe.gateway.check(body=body, headers=headers, now=NOW + late)


@pytest.mark.parametrize(
    "header",
    [
        None,
        "",
        "t=1",
        "v1=abc",
        "t=x,v1=abc",
        "t=1,v1=ä",
        "t=99999999999999999,v1=a",
        "t=,v1=",
        "=",
        "t",
        "t=1=2,v1=3=4",
    ],
)
def test_a_malformed_signature_is_forged(stripe: Stripe, header: str | None):
    body, _ = signed(stripe)
    with pytest.raises(Forged):
        stripe.gateway.check(body=body, headers={} if header is None else {"stripe-signature": header}, now=NOW)


def test_a_changed_body_or_another_secret_or_none_is_forged(stripe: Stripe):
    body, headers = signed(stripe)
    other = StripeGateway(secret_key="sk_test_x", webhook_secret="whsec_other")
    without = StripeGateway(secret_key="sk_test_x")
    for gateway, sent in ((stripe.gateway, body + b" "), (stripe.gateway, b"\xff"), (other, body), (without, body)):
        with pytest.raises(Forged):
            gateway.check(body=sent, headers=headers, now=NOW)


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b"{}", b'"x"', b"null", b"no json", b'{"id": "evt_1"}', b"[" * 200_000],
    ids=lambda body: body[:20].decode(),
)
def test_a_signed_body_that_is_no_event_is_forged(stripe: Stripe, body: bytes):
    import stripe as sdk

    from amends.gateways.payments.stripe.simulator import WEBHOOK_SECRET

    stamp = int(NOW.timestamp())
    header = sdk.WebhookSignature.generate_signature_header(body.decode(), WEBHOOK_SECRET, stamp)
    with pytest.raises(Forged):
        stripe.gateway.check(body=body, headers={"stripe-signature": header}, now=NOW)
