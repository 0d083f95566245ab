"""A webhook counts only when PayPal says that it signed these very bytes, lately, for us."""

import json
from datetime import timedelta

import pytest

from amends.gateways.payments.paypal.simulated_news import Sent, Signer
from amends.gateways.payments.port import Envelope, Forged, OutcomeUnknown
from amends.gateways.payments.simulated import Fault
from tests.makers.incoming import NOW
from tests.makers.paypal import WEBHOOK, PayPal, paypal

VERIFY = "verify-webhook-signature"


@pytest.fixture
def sent(at: PayPal) -> Sent:
    at.house.paid("10.00")
    return at.house.sent[0]


def refused(at: PayPal, sent: Sent, *, body: bytes | None = None, **headers: str) -> str:
    """Why it is forged; `headers` in place of the sent ones."""
    told = {**sent.headers, **{name.replace("_", "-"): value for name, value in headers.items()}}
    with pytest.raises(Forged) as forged:
        at.gateway.check(body=sent.body if body is None else body, headers=told, now=at.time.now)
    return str(forged.value)


def test_paypals_own_is_accepted_byte_for_byte(at: PayPal, sent: Sent):
    envelope = at.gateway.check(body=sent.body, headers=sent.headers, now=at.time.now)
    assert envelope == Envelope(id=json.loads(sent.body)["id"], kind="PAYMENT.CAPTURE.COMPLETED")
    (asked,) = at.asked("POST", VERIFY)
    assert b'"webhook_event":' + sent.body + b"}" in asked.body


def test_delivered_again_it_has_the_same_name(at: PayPal, sent: Sent):
    first = at.gateway.check(body=sent.body, headers=sent.headers, now=NOW)
    assert at.gateway.check(body=sent.body, headers=sent.headers, now=NOW + timedelta(days=3)) == first


@pytest.mark.parametrize("change", [b'"10.00"', b"COMPLETED"])
def test_one_changed_byte_is_forged(at: PayPal, sent: Sent, change: bytes):
    changed = sent.body.replace(change, change.replace(b"0", b"9").replace(b"COM", b"COW"))
    assert changed != sent.body
    assert refused(at, sent, body=changed) == "PayPal did not sign it"


def test_the_same_words_written_anew_are_not_what_was_signed(at: PayPal, sent: Sent):
    assert refused(at, sent, body=json.dumps(json.loads(sent.body)).encode()) == "PayPal did not sign it"


def test_what_was_signed_for_another_webhook_is_not_ours(at: PayPal):
    theirs = Signer("9ZZ").event("PAYMENT.CAPTURE.COMPLETED", "capture", {}, at=at.time.now)
    assert refused(at, theirs) == "PayPal did not sign it"


def test_a_signature_of_another_message_is_forged(at: PayPal, sent: Sent):
    at.house.paid("99.00")
    assert refused(at, at.house.sent[1], paypal_transmission_sig=sent.headers["paypal-transmission-sig"])


@pytest.mark.parametrize(
    ("header", "value"),
    [
        *((f"paypal_{name}", "") for name in "transmission_id transmission_time transmission_sig cert_url".split()),
        ("paypal_auth_algo", ""),
        ("paypal_transmission_sig", "x" * 501),
        ("paypal_cert_url", "https://paypal.com.evil.example/cert"),
        ("paypal_cert_url", "https://evilpaypal.com/cert"),
        ("paypal_cert_url", "https://api.paypal.com@evil.example/cert"),
        ("paypal_cert_url", "http://api.paypal.com/cert"),
        ("paypal_cert_url", "https://api.paypal.com:8443/cert"),
        ("paypal_cert_url", "https://api.paypal.com:x/cert"),
        ("paypal_cert_url", "https://api.paypal.com:70000/cert"),
        ("paypal_cert_url", "https://["),
        ("paypal_transmission_time", "yesterday"),
        ("paypal_transmission_time", "2026-11-23T12:00:00"),
        ("paypal_transmission_time", "0001-01-01T00:00:00+14:00"),
        ("paypal_transmission_time", "2026-11-19T11:59:59Z"),
        ("paypal_transmission_time", "2026-11-23T12:05:01Z"),
    ],
)
def test_what_cannot_be_paypals_is_refused_without_asking(at: PayPal, sent: Sent, header: str, value: str):
    assert refused(at, sent, **{header: value})
    assert at.door.asked == []


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xff\xfe",
        b"[]",
        b'{"id": "WH-1"}',
        b'{"id": 1, "event_type": "X"}',
        b'{"id": "WH-1", "event_type": "X"}, "webhook_id": "MINE"',
        b'{"id": "WH-1", "event_type": "X"}} ',
        b"[" * 200_000,
        b'{"id":' * 80_000,
    ],
    ids=lambda body: body[:40].decode(errors="replace"),
)
def test_a_body_that_is_more_or_less_than_one_event_is_refused_without_asking(at: PayPal, sent: Sent, body: bytes):
    assert refused(at, sent, body=body)
    assert at.door.asked == []


def test_stale_even_where_paypal_would_still_vouch_for_it(at: PayPal, sent: Sent):
    at.time.passes(days=4, seconds=1)
    assert refused(at, sent) == "it was sent too long ago, or later than now"
    assert at.door.asked == []


def test_when_paypal_cannot_be_asked_nobody_knows():
    with paypal(faults=[Fault.BROKEN_BEFORE]) as at:
        at.house.paid("10.00")
        (sent,) = at.house.sent
        with pytest.raises(OutcomeUnknown):
            at.gateway.check(body=sent.body, headers=sent.headers, now=at.time.now)
        assert at.gateway.check(body=sent.body, headers=sent.headers, now=at.time.now).kind == sent.kind
    assert WEBHOOK in at.asked("POST", VERIFY)[0].body.decode()
