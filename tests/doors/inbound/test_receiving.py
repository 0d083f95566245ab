"""Payment houses' messages come in: kept once, whoever else knocks, and answered at once."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from amends.doors.inbound.views import MOST_BYTES
from amends.gateways.payments.port import OutcomeUnknown
from amends.gateways.payments.stripe.gateway import StripeGateway
from amends.gateways.payments.stripe.simulator import Signed
from amends.records.inbound.models import InboundMessage
from tests.makers.cases import rows
from tests.makers.paypal import paypal
from tests.makers.paypal import set_up as paypal_set_up
from tests.makers.stripe import Stripe

pytestmark = pytest.mark.django_db


@pytest.fixture
def message(stripe: Stripe) -> Signed:
    stripe.house.warn(stripe.house.pay(1000))
    return stripe.house.signed(stripe.house.events[0], at=timezone.now())


def post(client: Client, message: Signed, provider: str = "stripe") -> tuple[int, Any]:
    """The answer's status, and its body read as JSON if it has one."""
    body, headers = message
    answer = client.post(
        f"/inbound/{provider}/",
        body,
        content_type="application/json",
        headers={"Stripe-Signature": headers["stripe-signature"]},
    )
    return answer.status_code, json.loads(answer.content) if answer.content else None


def test_a_message_is_kept_as_it_came_and_answered_at_once(client: Client, stripe: Stripe, message: Signed) -> None:
    before = timezone.now()
    assert post(client, message) == (200, None)
    kept = InboundMessage.objects.get()
    assert (kept.provider, kept.event_id, bytes(kept.body)) == ("stripe", stripe.house.events[0]["id"], message[0])
    assert (kept.kind, kept.tries, kept.failure) == ("radar.early_fraud_warning.created", 0, "")
    assert before <= kept.received_at == kept.next_try_at
    assert kept.digested_at is None
    assert stripe.front.asked == [], "whose it is is known without asking anybody"


def test_the_same_message_again_is_answered_alike_and_changes_nothing(
    client: Client, stripe: Stripe, message: Signed
) -> None:
    post(client, message)
    before = rows()
    again = stripe.house.signed(stripe.house.events[0], at=timezone.now() + timedelta(seconds=9))
    assert (post(client, message), post(client, again)) == ((200, None), (200, None))
    assert rows() == before


def changed(message: Signed, _: Stripe) -> Signed:
    return message[0].replace(b"1000", b"9000") + b" ", message[1]


def unsigned(message: Signed, _: Stripe) -> Signed:
    return message[0], {"stripe-signature": ""}


def stale(_: Signed, stripe: Stripe) -> Signed:
    return stripe.house.signed(stripe.house.events[0], at=timezone.now() - timedelta(seconds=330))


@pytest.mark.parametrize("forge", [changed, unsigned, stale])
def test_a_forged_or_stale_message_is_told_so_and_nothing_is_kept(
    client: Client, stripe: Stripe, message: Signed, forge: Callable[[Signed, Stripe], Signed]
) -> None:
    before = rows()
    status, problem = post(client, forge(message, stripe))
    assert (status, problem["code"], problem["status"]) == (400, "inbound.forged", 400)
    assert rows() == before


@pytest.mark.parametrize("provider", ["nobody", "sandbox"])
def test_a_provider_that_is_not_set_up_or_sends_nothing_is_not_there(
    client: Client, message: Signed, provider: str
) -> None:
    before = rows()
    status, problem = post(client, message, provider)
    assert (status, problem["code"]) == (404, "inbound.unknown_provider")
    assert rows() == before


@pytest.mark.parametrize(("size", "status"), [(MOST_BYTES, 400), (MOST_BYTES + 1, 413), (6 * 1024 * 1024, 413)])
def test_a_body_has_a_limit(client: Client, message: Signed, size: int, status: int) -> None:
    assert post(client, (b"x" * size, message[1]))[0] == status
    assert not InboundMessage.objects.exists()


def test_it_is_posted(client: Client, stripe: Stripe) -> None:
    answer = client.get("/inbound/stripe/")
    assert (answer.status_code, answer["Allow"], json.loads(answer.content)["code"]) == (405, "POST", "inbound.method")


def test_a_house_that_must_be_asked_and_cannot_be_is_asked_to_send_again(
    client: Client, message: Signed, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreachable(*_: object, **__: object) -> None:
        raise OutcomeUnknown("timed out")

    monkeypatch.setattr(StripeGateway, "check", unreachable)
    status, problem = post(client, message)
    assert (status, problem["code"]) == (503, "inbound.unchecked")
    assert not InboundMessage.objects.exists()


@pytest.mark.parametrize(
    ("header", "body"),
    [
        ("https://[", b'{"id": "WH-1", "event_type": "X"}'),
        ("https://api.paypal.com:x/cert", b'{"id": "WH-1", "event_type": "X"}'),
        ("https://api.paypal.com/cert", b"[" * 200_000),
    ],
    ids=["no address", "no port", "a deep body"],
)
def test_what_a_stranger_writes_at_paypals_door_is_forged_and_keeps_nothing(
    client: Client, settings: Any, header: str, body: bytes
) -> None:
    with paypal() as at, paypal_set_up(settings, at):
        signed = dict.fromkeys(("transmission_id", "transmission_sig", "auth_algo"), "x")
        headers = {f"HTTP_PAYPAL_{name.upper()}": value for name, value in signed.items()}
        headers |= {"HTTP_PAYPAL_TRANSMISSION_TIME": timezone.now().isoformat(), "HTTP_PAYPAL_CERT_URL": header}
        answer = client.post("/inbound/paypal/", body, content_type="application/json", **headers)
        assert (answer.status_code, json.loads(answer.content)["code"]) == (400, "inbound.forged")
        assert at.door.asked == []
    assert not InboundMessage.objects.exists()
