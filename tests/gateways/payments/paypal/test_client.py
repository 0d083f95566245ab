"""Tokens are asked for seldom, and what nobody answered for sure is unknown."""

import json

import pytest

from amends.gateways.payments.paypal.client import PayPalClient, PayPalRefused
from amends.gateways.payments.port import OutcomeUnknown
from amends.gateways.payments.simulated import Answered, Fault, SimulatedHouse
from tests.makers.paypal import PayPal, paypal


def client_to(url: str, secret: str = "secret") -> PayPalClient:
    return PayPalClient(client_id="client", secret=secret, api_base=url, timeout=0.3)


def test_a_token_serves_many_requests_and_is_renewed_once_when_it_is_refused(at: PayPal):
    client, capture = client_to(at.door.url), at.house.paid("10.00")
    for _ in range(3):
        client.ask("GET", f"/v2/payments/captures/{capture.id}")
    assert at.house.tokens == 1
    at.house.end_tokens()
    assert client.ask("GET", f"/v2/payments/captures/{capture.id}")["id"] == capture.id
    assert at.house.tokens == 2


def test_a_token_that_is_refused_again_leaves_the_outcome_unknown():
    def never(asked: object) -> Answered:
        known = json.dumps({"access_token": "A21AA", "expires_in": 32400}).encode()
        return Answered(200, known) if "oauth2" in asked.path else Answered(401, b'{"name": "AUTHENTICATION_FAILURE"}')  # type: ignore[attr-defined]

    with SimulatedHouse(never) as door, pytest.raises(OutcomeUnknown, match="401 AUTHENTICATION_FAILURE"):
        client_to(door.url).ask("POST", "/v2/payments/captures/X/refund", body={})
    assert [one.path for one in door.asked] == [
        "/v1/oauth2/token",
        "/v2/payments/captures/X/refund",
        "/v1/oauth2/token",
        "/v2/payments/captures/X/refund",
    ]


def test_an_old_token_is_renewed_before_it_ends():
    def short(asked: object) -> Answered:
        return Answered(200, json.dumps({"access_token": "A21AA", "expires_in": 59}).encode())

    with SimulatedHouse(short) as door:
        client = client_to(door.url)
        client.ask("GET", "/x")
        client.ask("GET", "/x")
    assert [one.path for one in door.asked] == ["/v1/oauth2/token", "/x"] * 2


def test_a_wrong_secret_is_no_answer_about_money(at: PayPal):
    with pytest.raises(OutcomeUnknown, match="401 invalid_client"):
        client_to(at.door.url, secret="wrong").ask("GET", "/v2/payments/captures/X")


@pytest.mark.parametrize("fault", [one for one in Fault if one is not Fault.FINE])
def test_every_fault_leaves_the_outcome_unknown(fault: Fault):
    with paypal(faults=[fault]) as at, pytest.raises(OutcomeUnknown):
        client_to(at.door.url).ask("GET", f"/v2/payments/captures/{at.house.paid('1.00').id}")


def test_nobody_there_is_unknown():
    with pytest.raises(OutcomeUnknown, match="ConnectError"):
        client_to("http://127.0.0.1:9").ask("GET", "/x")


@pytest.mark.parametrize(
    ("status", "body", "words"),
    [
        (200, b"<html>", "200 without words"),
        (302, b"{}", "302"),
        (409, b'{"details": [{"issue": "PREVIOUS_REQUEST_IN_PROGRESS"}]}', "409 PREVIOUS_REQUEST_IN_PROGRESS"),
        (422, b'{"details": [{"issue": "DUPLICATE_REQUEST_ID"}]}', "422 DUPLICATE_REQUEST_ID"),
        (503, b"[]", "503"),
        (403, b'{"name": "NOT_AUTHORIZED", "message": "Authorization failed"}', "403 NOT_AUTHORIZED"),
        (404, b"<html>", "answered 404$"),
        (400, b"{}", "answered 400$"),
        (422, b'["CAPTURE_FULLY_REFUNDED"]', "answered 422$"),
    ],
)
def test_answers_that_settle_nothing(status: int, body: bytes, words: str):
    def answer(asked: object) -> Answered:
        token = Answered(200, b'{"access_token": "A", "expires_in": 999}')
        return token if "oauth2" in asked.path else Answered(status, body)  # type: ignore[attr-defined]

    with SimulatedHouse(answer) as door, pytest.raises(OutcomeUnknown, match=words):
        client_to(door.url).ask("POST", "/x", body={})


def test_a_no_is_told_with_its_issue(at: PayPal):
    with pytest.raises(PayPalRefused) as refused:
        client_to(at.door.url).ask("GET", "/v2/payments/captures/NONE")
    assert (refused.value.status, refused.value.issue) == (404, "INVALID_RESOURCE_ID")
