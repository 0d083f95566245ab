"""What happened at Stripe or PayPal, from its event to the money here: taken once, held while it may go, given back."""

from collections.abc import Iterator
from decimal import Decimal

import pytest

from amends.core.orders.claimable import ClaimedElsewhere
from amends.core.policies.enforce import PolicyRefuses
from amends.core.wallet.taking_back import TopUpClaimed
from amends.gateways.payments.paypal.simulated_book import Captured
from amends.gateways.payments.paypal.simulated_news import Sent
from amends.records.external_claims.models import ExternalClaim, ExternalMovement
from amends.records.invariants.check import violations
from amends.records.orders.models import Order, Payment
from amends.records.wallet.models import TopUp
from amends.usecases.external_claims.record_external_claim import RecordExternalClaim, record_external_claim
from tests.makers.cases import nothing_happens, open_case, paid_order
from tests.makers.claims import elsewhere
from tests.makers.incoming import NOW
from tests.makers.paypal import PayPal, paypal
from tests.makers.people import Person, owner
from tests.makers.stripe import Stripe, stripe_house
from tests.makers.wallet import asked, begun, came, guarded_owner, parts

pytestmark = pytest.mark.django_db


@pytest.fixture
def merchant() -> Person:
    return owner()


@pytest.fixture
def at() -> Iterator[PayPal]:
    with paypal() as house:
        yield house


@pytest.fixture
def stripe() -> Iterator[Stripe]:
    with stripe_house() as house:
        yield house


def paid_at_paypal(at: PayPal, merchant: Person) -> tuple[Order, Captured]:
    """An order of 10.00, and its payment there."""
    order = paid_order(merchant, sent=True)
    capture = at.house.paid("10.00", custom_id=order.number)
    Payment.objects.filter(order=order).update(provider="paypal", provider_ref=capture.id)
    at.house.sent.clear()
    return order, capture


def hear(at: PayPal, *events: Sent) -> None:
    """Takes in these events, or all that were sent and not heard yet."""
    heard = list(events) or list(at.house.sent)
    for sent in heard:
        for news in at.gateway.read(sent.body):
            assert isinstance(news, RecordExternalClaim)
            record_external_claim(ask=news, now=at.time.now)
    at.house.sent = [sent for sent in at.house.sent if sent not in heard]


def claims() -> list[tuple[str, str, str]]:
    """Kind, state and effect of each claim, in the order they were opened."""
    return list(ExternalClaim.objects.order_by("opened_at", "kind", "id").values_list("kind", "state", "effect"))


def gone() -> int:
    """What left by claims so far as the books have it."""
    return -sum(ExternalMovement.objects.values_list("amount", flat=True))


def sound() -> bool:
    return list(violations(late=NOW)) == []


def test_a_warning_that_ended_in_our_money_leaves_nothing_to_refund(merchant: Person, at: PayPal):
    order, capture = paid_at_paypal(at, merchant)
    warning = at.house.dispute(capture, "10.00", channel="ALERT")
    hear(at)
    assert (claims(), elsewhere(order.id)) == ([("early_warning", "needs_response", "warns")], (0, 0, ""))
    at.time.passes(days=1)
    at.house.resolve(warning, "RESOLVED_BUYER_FAVOUR", takes="10.00")
    hear(at)
    assert (claims(), elsewhere(order.id)[0], gone()) == ([("chargeback", "lost", "lost")], 1000, 1000)
    with nothing_happens(PolicyRefuses):
        open_case(merchant, order)
    assert sound()


def test_a_reversal_heard_before_its_dispute_shows_the_money_takes_it_once(merchant: Person, at: PayPal):
    order, capture = paid_at_paypal(at, merchant)
    dispute = at.house.dispute(capture, "10.00", stage="CHARGEBACK", shows=False)
    at.house.reverse(capture)
    hear(at)
    assert (elsewhere(order.id)[1], gone()) == (1, 1000), "nothing is promised meanwhile"
    at.time.passes(seconds=90)
    at.house.show_taken(dispute)
    hear(at)
    assert sorted(claims()) == [("chargeback", "closed", "released"), ("chargeback", "needs_response", "holds")]
    assert (elsewhere(order.id), gone()) == ((1000, 1, f"paypal {dispute.id}"), 1000)
    at.time.passes(days=9)
    at.house.resolve(dispute, "RESOLVED_SELLER_FAVOUR", gives_back=True)
    hear(at)
    assert (elsewhere(order.id), gone()) == ((0, 0, ""), 0)
    assert open_case(merchant, order).state == "under_review"
    assert sound()


def test_the_two_tellings_of_one_movement_come_to_the_same_in_either_order_and_twice(merchant: Person, at: PayPal):
    order, capture = paid_at_paypal(at, merchant)
    dispute = at.house.dispute(capture, "10.00", stage="CHARGEBACK", shows=False)
    at.house.reverse(capture)
    created, reversed_ = at.house.sent
    (alone,) = at.gateway.read(reversed_.body)
    at.house.show_taken(dispute)
    hear(at, at.house.sent[-1])
    assert isinstance(alone, RecordExternalClaim)
    for _ in range(2):
        record_external_claim(ask=alone, now=at.time.now)
        assert (elsewhere(order.id), gone()) == ((1000, 1, f"paypal {dispute.id}"), 1000)
        hear(at, created, reversed_)
    assert (ExternalMovement.objects.count(), sorted(state for _, state, _ in claims())) == (
        1,
        ["closed", "needs_response"],
    )
    assert sound()


def test_a_payment_that_is_reversed_again_after_a_dispute_was_won_is_gone_again(merchant: Person, at: PayPal):
    order, capture = paid_at_paypal(at, merchant)
    dispute = at.house.dispute(capture, "10.00", stage="CHARGEBACK")
    at.time.passes(days=9)
    at.house.resolve(dispute, "RESOLVED_SELLER_FAVOUR", gives_back=True)
    at.time.passes(days=9)
    at.house.reverse(capture)
    hear(at)
    assert (elsewhere(order.id)[0], gone()) == (1000, 1000)
    assert sound()


def test_a_refund_made_through_the_dispute_leaves_once(merchant: Person, at: PayPal):
    order, capture = paid_at_paypal(at, merchant)
    inquiry = at.house.dispute(capture, "10.00")
    at.time.passes(days=1)
    at.house.accept(inquiry)
    hear(at)
    assert sorted(claims()) == [("chargeback", "lost", "lost"), ("refund", "closed", "released")]
    assert (elsewhere(order.id)[0], gone()) == (1000, 1000)
    assert sound()


def test_a_refund_made_by_hand_before_a_dispute_is_money_of_its_own(merchant: Person, at: PayPal):
    order, capture = paid_at_paypal(at, merchant)
    at.house.refund_made(capture, Decimal("5.00"))
    at.time.passes(seconds=3600)
    at.house.dispute(capture, "5.00", stage="CHARGEBACK")
    hear(at)
    assert sorted(claims()) == [("chargeback", "needs_response", "holds"), ("refund", "lost", "lost")]
    assert (elsewhere(order.id)[0], gone()) == (1000, 1000)
    assert sound()


@pytest.mark.parametrize("told", [(0, 1, 2), (0, 2, 1), (2, 0, 1)])
def test_a_refund_made_by_hand_after_a_dispute_was_won_is_money_of_its_own(
    merchant: Person, at: PayPal, told: tuple[int, ...]
):
    order, capture = paid_at_paypal(at, merchant)
    dispute = at.house.dispute(capture, "10.00", stage="CHARGEBACK")
    at.time.passes(seconds=3600)
    at.house.resolve(dispute, "RESOLVED_SELLER_FAVOUR", gives_back=True)
    at.time.passes(seconds=60)
    at.house.refund_made(capture, Decimal("10.00"))
    sent = list(at.house.sent)
    for one in told:
        hear(at, sent[one])
    assert sorted(claims()) == [("chargeback", "won", "released"), ("refund", "lost", "lost")]
    assert (elsewhere(order.id)[0], gone()) == (1000, 1000)
    assert sound()


def test_a_refund_by_hand_holds_while_it_is_pending_is_gone_and_comes_back_when_it_fails(merchant: Person, at: PayPal):
    order, capture = paid_at_paypal(at, merchant)
    made = at.house.refund_made(capture, Decimal("10.00"), status="PENDING")
    hear(at)
    assert (claims(), elsewhere(order.id)[:2], gone()) == ([("refund", "under_review", "holds")], (1000, 1), 0)
    with nothing_happens(ClaimedElsewhere):
        open_case(merchant, order)
    at.time.passes(days=1)
    at.house.refund_ends(made.id, "COMPLETED")
    hear(at)
    assert (claims(), elsewhere(order.id)[:2], gone()) == ([("refund", "lost", "lost")], (1000, 0), 1000)
    at.time.passes(days=1)
    at.house.refund_ends(made.id, "FAILED")
    failed = at.house.sent[-1]
    for _ in range(2):
        hear(at, failed)
        assert (claims(), elsewhere(order.id)[:2], gone()) == ([("refund", "won", "released")], (0, 0), 0)
    assert ExternalMovement.objects.count() == 2
    assert open_case(merchant, order).state == "under_review"
    assert sound()


def test_a_pending_refund_by_hand_that_fails_never_moved_anything(merchant: Person, at: PayPal):
    order, capture = paid_at_paypal(at, merchant)
    made = at.house.refund_made(capture, Decimal("10.00"), status="PENDING")
    hear(at)
    at.time.passes(days=1)
    at.house.refund_ends(made.id, "CANCELLED")
    hear(at)
    assert (claims(), elsewhere(order.id)) == ([("refund", "won", "released")], (0, 0, ""))
    assert not ExternalMovement.objects.exists()


def test_a_refund_of_ours_told_without_our_mark_is_no_claim(merchant: Person, at: PayPal):
    """Nothing but the refund itself says whose it is, so it is asked for."""
    _, capture = paid_at_paypal(at, merchant)
    at.house.refund_made(capture, Decimal("10.00"), custom_id="amends-leg.01900000-0000-7000-8000-000000000001")
    body = at.house.sent[-1].body.replace(b'"custom_id"', b'"ignored"')
    assert not [one for one in at.gateway.read(body) if isinstance(one, RecordExternalClaim)]


def topped_up_at_paypal(at: PayPal, merchant: Person) -> Captured:
    """A balance of 100.00 that was paid there."""
    capture = at.house.paid("100.00")
    top_up = begun(merchant, 10_000)
    TopUp.objects.filter(id=top_up).update(provider="paypal")
    came(top_up, 10_000, ref=capture.id)
    at.house.sent.clear()
    return capture


def test_a_top_up_whose_payment_is_told_as_reversed_and_as_disputed_leaves_the_balance_once(at: PayPal):
    merchant = guarded_owner()
    capture = topped_up_at_paypal(at, merchant)
    dispute = at.house.dispute(capture, "100.00", stage="CHARGEBACK", shows=False)
    at.house.reverse(capture)
    hear(at)
    assert (parts(merchant), gone()) == ((0, 0, 0), 10_000)
    at.house.show_taken(dispute)
    hear(at)
    assert (parts(merchant), gone()) == ((0, 0, 0), 10_000)
    at.time.passes(days=9)
    at.house.resolve(dispute, "RESOLVED_SELLER_FAVOUR", gives_back=True)
    hear(at)
    assert (parts(merchant), gone()) == ((10_000, 0, 0), 0)
    assert sound()


def test_nothing_is_withdrawn_while_a_refund_of_a_top_up_by_hand_is_pending(at: PayPal):
    merchant = guarded_owner()
    made = at.house.refund_made(topped_up_at_paypal(at, merchant), Decimal("40.00"), status="PENDING")
    hear(at)
    assert (parts(merchant), gone()) == ((10_000, 0, 0), 0)
    with nothing_happens(TopUpClaimed):
        asked(merchant, 1000)
    assert sound()
    at.time.passes(days=1)
    at.house.refund_ends(made.id, "COMPLETED")
    hear(at)
    assert (parts(merchant), asked(merchant, 6000).amount) == ((6000, 0, 0), 6000)
    assert sound()


def stripe_order(stripe: Stripe, merchant: Person) -> tuple[Order, str]:
    """An order of 10.00, and its payment at Stripe."""
    order = paid_order(merchant, sent=True)
    payment = stripe.house.pay(1000)
    Payment.objects.filter(order=order).update(provider="stripe", provider_ref=payment)
    return order, payment


def hear_stripe(stripe: Stripe) -> None:
    """Takes in all events so far, again."""
    for body, _ in stripe.house.news(at=NOW):
        for news in stripe.gateway.read(body):
            assert isinstance(news, RecordExternalClaim)
            record_external_claim(ask=news, now=NOW)


def test_a_prevented_chargeback_that_cost_the_payment_leaves_nothing_to_refund(merchant: Person, stripe: Stripe):
    order, payment = stripe_order(stripe, merchant)
    ref = stripe.house.open_dispute(payment, status="warning_needs_response")
    stripe.house.move_dispute(ref, "prevented")
    hear_stripe(stripe)
    assert (claims(), elsewhere(order.id)[0], gone()) == ([("chargeback", "lost", "lost")], 1000, 1000)
    with nothing_happens(PolicyRefuses):
        open_case(merchant, order)


def test_an_appeal_holds_with_its_deadline_and_a_new_word_of_stripes_holds_as_well(merchant: Person, stripe: Stripe):
    order, payment = stripe_order(stripe, merchant)
    ref = stripe.house.open_dispute(payment)
    for status, state in (("lost", "lost"), ("appeal_needs_response", "needs_response"), ("moot", "under_review")):
        stripe.house.move_dispute(ref, status)
        hear_stripe(stripe)
        claim = ExternalClaim.objects.get()
        assert (claim.kind, claim.state, elsewhere(order.id)[0], gone()) == ("chargeback", state, 1000, 1000)
        assert claim.respond_by is not None


def test_a_pending_refund_by_hand_at_stripe_holds_until_it_is_gone_or_canceled(merchant: Person, stripe: Stripe):
    stripe.house.refunds_begin = "pending"
    order, payment = stripe_order(stripe, merchant)
    canceled = stripe.house.make_refund({"payment_intent": payment, "amount": "400"})
    gone_later = stripe.house.make_refund({"payment_intent": payment, "amount": "600"})
    hear_stripe(stripe)
    assert (elsewhere(order.id)[:2], gone()) == ((1000, 2), 0)
    stripe.house.move_refund(canceled["id"], "canceled")
    stripe.house.move_refund(gone_later["id"], "succeeded")
    hear_stripe(stripe)
    assert (elsewhere(order.id), gone()) == ((600, 0, ""), 600)
    assert list(violations(late=NOW)) == []
