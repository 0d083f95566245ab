"""What PayPal tells becomes an ask of ours; what does not concern us becomes nothing."""

import json
from datetime import timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import pytest

from amends.core.external_claims.words import ExternalKind, ExternalState
from amends.core.settlements.legs import LegState
from amends.gateways.payments.port import News, OutcomeUnknown, RefundOrder
from amends.usecases.external_claims.record_external_claim import Moved, RecordExternalClaim
from amends.usecases.settlements.record_leg import RecordLeg
from tests.makers.incoming import NOW
from tests.makers.paypal import PayPal


def told(at: PayPal, *kinds: str) -> list[News]:
    """What the events of these kinds tell, in the order they were sent."""
    return [news for sent in at.house.sent if sent.kind in kinds for news in at.gateway.read(sent.body)]


def event(kind: str, resource: dict[str, object]) -> bytes:
    return json.dumps({"id": "WH-1", "event_type": kind, "resource": resource}).encode()


def test_a_refund_of_ours_is_told_with_its_leg_whatever_the_event_is_called(at: PayPal):
    capture, key, at.house.refunds_are = at.house.paid("10.00"), uuid4(), "PENDING"
    at.gateway.refund(RefundOrder(key=key, payment_ref=capture.id, amount=250, currency="USD"))
    ref = capture.refunds[0].id
    pending = RecordLeg(leg_id=key, state=LegState.PENDING, provider_ref=ref)
    assert told(at, "PAYMENT.REFUND.PENDING") == [pending]
    at.house.refund_ends(ref, "COMPLETED")
    assert told(at, "PAYMENT.CAPTURE.REFUNDED") == [RecordLeg(leg_id=key, state=LegState.SUCCEEDED, provider_ref=ref)]
    at.house.refund_ends(ref, "FAILED")
    failed = [RecordLeg(leg_id=key, state=LegState.FAILED, provider_ref=ref, failure="FAILED")]
    assert told(at, "PAYMENT.REFUND.FAILED") == failed
    misnamed = at.house.sent[-1].body.replace(b"PAYMENT.REFUND.FAILED", b"PAYMENT.CAPTURE.REFUNDED")
    assert at.gateway.read(misnamed) == failed


@pytest.mark.parametrize(
    "carried", ["", str(UUID(int=9)), "#1001", f"amends-topup.{UUID(int=9)}", "amends-leg.nonsense"]
)
def test_a_refund_by_hand_is_money_gone_past_us(at: PayPal, carried: str):
    capture = at.house.paid("10.00")
    made = at.house.refund_made(capture, Decimal("2.50"), custom_id=carried)
    assert told(at, "PAYMENT.CAPTURE.REFUNDED") == [
        RecordExternalClaim(
            provider="paypal",
            ref=made.id,
            payment_refs=(capture.id,),
            kind=ExternalKind.REFUND,
            state=ExternalState.LOST,
            reason="made at PayPal",
            amount=250,
            currency="USD",
            respond_by=None,
            opened_at=NOW,
            told_at=NOW,
            moved=(Moved(ref=made.id, amount=-250, fee=0, currency="USD", at=NOW),),
        )
    ]


@pytest.mark.parametrize("ends", ["FAILED", "CANCELLED"])
def test_a_refund_by_hand_holds_its_money_while_it_is_pending_and_gives_back_only_what_had_left(at: PayPal, ends: str):
    made = at.house.refund_made(at.house.paid("10.00"), Decimal("2.50"), status="PENDING")
    (pending,) = told(at, "PAYMENT.REFUND.PENDING")
    at.time.passes(days=2)
    at.house.refund_ends(made.id, ends)
    (failed,) = told(at, "PAYMENT.REFUND.FAILED")
    assert isinstance(pending, RecordExternalClaim) and isinstance(failed, RecordExternalClaim)
    assert (pending.kind, pending.state, pending.amount, pending.moved) == (
        ExternalKind.REFUND,
        ExternalState.UNDER_REVIEW,
        250,
        (),
    )
    later = NOW + timedelta(days=2)
    back = Moved(ref=f"{made.id} failed", amount=250, fee=0, currency="USD", at=later, if_gone=True)
    assert (failed.ref, failed.state, failed.told_at, failed.moved) == (made.id, ExternalState.WON, later, (back,))


def test_an_event_without_our_mark_is_not_taken_for_a_refund_by_hand(at: PayPal):
    """What PayPal leaves out of an event stands in the refund itself."""
    capture, key = at.house.paid("10.00"), uuid4()
    at.gateway.refund(RefundOrder(key=key, payment_ref=capture.id, amount=250, currency="USD"))
    sent = json.loads(at.house.sent[-1].body)
    del sent["resource"]["custom_id"]
    assert at.gateway.read(json.dumps(sent).encode()) == [
        RecordLeg(leg_id=key, state=LegState.SUCCEEDED, provider_ref=capture.refunds[0].id)
    ]


def test_a_refund_with_our_mark_is_read_without_asking(at: PayPal):
    at.gateway.refund(RefundOrder(key=uuid4(), payment_ref=at.house.paid("10.00").id, amount=250, currency="USD"))
    assert len(told(at, "PAYMENT.CAPTURE.REFUNDED")) == 1
    assert at.asked("GET", "/v2/payments/refunds/") == []


def test_a_refund_that_is_told_in_part_is_asked_for(at: PayPal):
    capture, key = at.house.paid("10.00"), UUID("0192f0c0-0000-7000-8000-000000000001")
    at.gateway.refund(RefundOrder(key=key, payment_ref=capture.id, amount=250, currency="USD"))
    (refund,) = capture.refunds
    assert at.gateway.read(event("PAYMENT.CAPTURE.REFUNDED", {"id": refund.id})) == [
        RecordLeg(leg_id=key, state=LegState.SUCCEEDED, provider_ref=refund.id)
    ]


def test_a_reversed_payment_with_a_dispute_that_took_the_money_is_told_as_that_dispute(at: PayPal):
    capture = at.house.paid("10.00")
    dispute = at.house.dispute(capture, "10.00", stage="CHARGEBACK")
    at.house.reverse(capture)
    (claim,) = told(at, "PAYMENT.CAPTURE.REVERSED")
    assert isinstance(claim, RecordExternalClaim)
    assert (claim.ref, claim.kind, [one.amount for one in claim.moved]) == (
        dispute.id,
        ExternalKind.CHARGEBACK,
        [-1000],
    )
    assert [claim] == told(at, "CUSTOMER.DISPUTE.CREATED")


def test_a_reversed_payment_is_not_told_through_a_dispute_that_took_nothing_but_a_fee(at: PayPal):
    capture = at.house.paid("10.00")
    ended = at.house.dispute(capture, "10.00")
    at.house.resolve(ended, "RESOLVED_SELLER_FAVOUR", fee="20.00")
    won = at.house.dispute(capture, "10.00", stage="CHARGEBACK")
    at.house.resolve(won, "RESOLVED_SELLER_FAVOUR", gives_back=True)
    reversal = at.house.reverse(capture)
    (claim,) = told(at, "PAYMENT.CAPTURE.REVERSED")
    assert isinstance(claim, RecordExternalClaim)
    assert (claim.ref, [one.amount for one in claim.moved]) == (reversal.id, [-1000])


def test_a_reversed_payment_without_one_is_lost(at: PayPal):
    capture = at.house.paid("10.00")
    reversal = at.house.reverse(capture)
    (claim,) = told(at, "PAYMENT.CAPTURE.REVERSED")
    assert isinstance(claim, RecordExternalClaim)
    assert (claim.ref, claim.kind, claim.state, claim.payment_refs) == (
        reversal.id,
        ExternalKind.CHARGEBACK,
        ExternalState.LOST,
        (capture.id,),
    )
    assert claim.moved == (Moved(ref=reversal.id, amount=-1000, fee=0, currency="USD", at=NOW),)


@pytest.mark.parametrize("kind", ["BILLING.PLAN.CREATED", "PAYMENT.AUTHORIZATION.CREATED", ""])
def test_what_does_not_concern_us_is_nothing(at: PayPal, kind: str):
    assert (at.gateway.read(event(kind, {"id": "X"})), at.door.asked) == ([], [])


def test_payments_by_others_are_nothing(at: PayPal):
    at.house.paid("10.00", custom_id="#1001")
    assert told(at, "PAYMENT.CAPTURE.COMPLETED") == []


@pytest.mark.parametrize(
    ("kind", "resource"),
    [
        ("PAYMENT.CAPTURE.REFUNDED", {}),
        ("PAYMENT.CAPTURE.REFUNDED", {"id": "NONE"}),
        ("CUSTOMER.DISPUTE.CREATED", {"dispute_id": "PP-D-404"}),
        ("CUSTOMER.DISPUTE.CREATED", {}),
        ("PAYMENT.CAPTURE.REVERSED", {"id": "X", "amount": {"value": "no", "currency_code": "USD"}}),
    ],
)
def test_what_cannot_be_read_or_asked_for_is_not_taken_for_nothing(at: PayPal, kind: str, resource: dict[str, object]):
    with pytest.raises(OutcomeUnknown):
        at.gateway.read(event(kind, resource))
