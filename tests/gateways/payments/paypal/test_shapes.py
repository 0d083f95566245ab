"""What we ask PayPal, and what the house that stands for it answers, have the shapes that PayPal publishes."""

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from openapi_core.exceptions import OpenAPIError

from amends.gateways.payments.paypal.simulator import PayPalHouse
from amends.gateways.payments.port import RefundOrder, RefundRefused, TopUpOrder
from amends.gateways.payments.simulated import Answered, Asked, SimulatedHouse
from tests.gateways.payments.paypal.shapes import check_shapes, described, needs_specs
from tests.makers.paypal import WEBHOOK, PayPal, Time, gateway_to

pytestmark = needs_specs
Heard = list[tuple[Asked, Answered]]


@contextmanager
def overheard() -> Iterator[tuple[PayPal, Heard]]:
    """A PayPal, and everything that is said between it and us."""
    heard: Heard = []
    time = Time()
    house = PayPalHouse(clock=time, webhook_id=WEBHOOK)

    def answer(asked: Asked) -> Answered:
        answered = house.answer(asked)
        heard.append((asked, answered))
        return answered

    with SimulatedHouse(answer) as door:
        yield PayPal(house, door, gateway_to(door.url), time), heard


def refund(at: PayPal, capture: str, amount: int, currency: str = "USD", key: UUID | None = None) -> None:
    at.gateway.refund(RefundOrder(key=key or uuid4(), payment_ref=capture, amount=amount, currency=currency))


def give_back(at: PayPal) -> None:
    """Refunds in part and whole, repeated, pending, looked for, and refused in each way."""
    capture = at.house.paid("10.00", custom_id="amends-topup.1", fee="0.64")
    key = uuid4()
    refund(at, capture.id, 250, key=key)
    refund(at, capture.id, 250, key=key)
    at.house.refunds_are = "PENDING"
    refund(at, capture.id, 750)
    at.gateway.find(RefundOrder(key=key, payment_ref=capture.id, amount=250, currency="USD"))
    for wrong in (lambda: refund(at, capture.id, 1), lambda: refund(at, "NOSUCHPAYMENT", 1)):
        with pytest.raises(RefundRefused):
            wrong()
    other = at.house.paid("10.00")
    with pytest.raises(RefundRefused):
        refund(at, other.id, 1001)
    for issue in "REFUND_TIME_LIMIT_EXCEEDED PARTIAL_REFUND_NOT_ALLOWED TRANSACTION_DISPUTED".split():
        other.refusal = issue
        with pytest.raises(RefundRefused):
            refund(at, other.id, 1)
    yen = at.house.paid("900", "JPY")
    refund(at, yen.id, 900, "JPY")
    at.house.end_tokens()
    refund(at, at.house.paid("1500", "HUF").id, 150000, "HUF")


def take_in(at: PayPal) -> None:
    """A top-up that is begun twice, looked at, agreed to and taken."""
    order = TopUpOrder(
        key=uuid4(),
        amount=5000,
        currency="USD",
        words="Balance of Aurora",
        done_url="https://amends.example/done",
        cancel_url="https://amends.example/cancelled",
    )
    begun = at.gateway.begin(order)
    at.gateway.begin(order)
    at.gateway.find_top_up(key=order.key, ref=begun.ref)
    at.house.approve(begun.ref)
    at.gateway.find_top_up(key=order.key, ref=begun.ref)
    at.gateway.find_top_up(key=order.key, ref="GONE")


def quarrel(at: PayPal) -> None:
    """A dispute from its inquiry to its end, a payment that is reversed, and all their news."""
    capture = at.house.paid("10.00")
    dispute = at.house.dispute(capture, "10.00")
    at.house.escalate(dispute)
    at.house.resolve(dispute, "RESOLVED_WITH_PAYOUT", gives_back=True, fee="20.00")
    at.house.reverse(capture)
    other = at.house.paid("10.00")
    late = at.house.dispute(other, "4.00", stage="CHARGEBACK", shows=False)
    at.house.show_taken(late)
    at.house.accept(at.house.dispute(other, "2.00"))
    at.house.resolve(at.house.dispute(other, "1.00", channel="ALERT"), "RESOLVED_BUYER_FAVOUR", takes="1.00")
    by_hand = at.house.refund_made(at.house.paid("10.00"), Decimal("1.00"))
    at.house.refund_ends(by_hand.id, "FAILED")
    for sent in at.house.sent:
        at.gateway.check(body=sent.body, headers=sent.headers, now=at.time.now)
        at.gateway.read(sent.body)


def test_everything_that_is_said_is_as_published() -> None:
    with overheard() as (at, heard):
        give_back(at)
        take_in(at)
        quarrel(at)
    said = Counter(f"{asked.method} {described(asked)} {answered.status}" for asked, answered in heard)
    for asked, answered in heard:
        if described(asked):
            check_shapes(asked, answered)
    for told in (
        "POST paypal_payments_payment_v2.json 201",
        "POST paypal_payments_payment_v2.json 422",
        "POST paypal_payments_payment_v2.json 404",
        "POST paypal_payments_payment_v2.json 401",
        "GET paypal_payments_payment_v2.json 200",
        "POST paypal_checkout_orders_v2.json 201",
        "POST paypal_checkout_orders_v2.json 200",
        "GET paypal_checkout_orders_v2.json 200",
        "GET paypal_checkout_orders_v2.json 404",
        "GET paypal_customer_disputes_v1.json 200",
        "POST paypal_notifications_webhooks_v1.json 200",
    ):
        assert said[told], told


@pytest.mark.parametrize(
    ("part", "wrong"),
    [
        ("asked", {"amount": {"currency_code": "USD", "value": 2.5}}),
        ("asked", {"amount": {"value": "2.50"}}),
        ("asked", {"custom_id": "x" * 128}),
        ("answered", {"status": "DONE"}),
        ("answered", {"custom_id": "amends leg"}),
        ("answered", {"amount": "2.50"}),
    ],
)
def test_a_wrong_shape_is_refused(part: str, wrong: dict[str, object]) -> None:
    with overheard() as (at, heard):
        refund(at, at.house.paid("10.00").id, 250)
    asked, answered = heard[-1]
    check_shapes(asked, answered)
    if part == "asked":
        body = json.dumps({**json.loads(asked.body), **wrong}).encode()
        asked = Asked(asked.method, asked.path, asked.headers, body)
    else:
        answered = Answered(201, json.dumps({**json.loads(answered.body), **wrong}).encode())
    with pytest.raises(OpenAPIError):
        check_shapes(asked, answered)
