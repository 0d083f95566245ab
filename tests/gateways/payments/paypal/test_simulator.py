"""The stand-in for PayPal refuses: it is no witness for anything otherwise."""

import json

import httpx
import pytest

from tests.makers.paypal import PayPal


def ask(at: PayPal, path: str, body: dict[str, object] | None = None, key: str = "") -> httpx.Response:
    """A request by somebody who takes no care at all."""
    login = httpx.post(f"{at.door.url}/v1/oauth2/token", auth=("client", "secret"))
    headers = {"Authorization": f"Bearer {login.json()['access_token']}", "PayPal-Request-Id": key}
    content = None if body is None else json.dumps(body)
    return httpx.request("GET" if body is None else "POST", at.door.url + path, content=content, headers=headers)


def issue(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["details"][0]["issue"]


def some(value: str, currency: str = "USD") -> dict[str, object]:
    return {"amount": {"currency_code": currency, "value": value}}


def test_nobody_comes_in_without_a_token(at: PayPal):
    assert httpx.get(f"{at.door.url}/v2/payments/captures/X").status_code == 401
    assert httpx.post(f"{at.door.url}/v1/oauth2/token", auth=("client", "guess")).status_code == 401


def test_without_a_key_it_pays_twice_and_with_a_fresh_one_too(at: PayPal):
    capture = at.house.paid("10.00")
    for key in ("", "", "one", "two"):
        assert ask(at, f"/v2/payments/captures/{capture.id}/refund", some("2.50"), key).status_code == 201
    assert len(capture.refunds) == 4
    assert issue(ask(at, f"/v2/payments/captures/{capture.id}/refund", some("0.01"), "three")) == (
        422,
        "CAPTURE_FULLY_REFUNDED",
    )


def test_a_forgotten_key_pays_again(at: PayPal):
    capture = at.house.paid("10.00")
    for days, paid in [(44, 1), (0.9, 1), (0.2, 2)]:
        ask(at, f"/v2/payments/captures/{capture.id}/refund", some("2.50"), "one")
        at.time.passes(days=days)
        ask(at, f"/v2/payments/captures/{capture.id}/refund", some("2.50"), "one")
        assert len(capture.refunds) == paid


@pytest.mark.parametrize(
    ("amount", "refusal"),
    [
        (some("10.01"), "REFUND_AMOUNT_EXCEEDED"),
        (some("1.00", "EUR"), "REFUND_CAPTURE_CURRENCY_MISMATCH"),
        (some("1.005"), "DECIMAL_PRECISION"),
        (some("0"), "CANNOT_BE_ZERO_OR_NEGATIVE"),
    ],
)
def test_it_keeps_its_ceilings(at: PayPal, amount: dict[str, object], refusal: str):
    capture = at.house.paid("10.00")
    assert issue(ask(at, f"/v2/payments/captures/{capture.id}/refund", amount)) == (422, refusal)
    assert capture.refunds == []


def test_a_key_stands_for_one_ask_only(at: PayPal):
    capture = at.house.paid("10.00")
    ask(at, f"/v2/payments/captures/{capture.id}/refund", some("1.00"), "one")
    again = ask(at, f"/v2/payments/captures/{capture.id}/refund", some("2.00"), "one")
    assert (issue(again), len(capture.refunds)) == ((422, "PAYPAL_REQUEST_ID_PREVIOUSLY_USED"), 1)


def test_yen_have_no_decimals(at: PayPal):
    capture = at.house.paid("1000", "JPY")
    answer = ask(at, f"/v2/payments/captures/{capture.id}/refund", some("10.00", "JPY"))
    assert issue(answer) == (422, "DECIMALS_NOT_SUPPORTED")


def test_an_order_is_taken_once_and_only_when_somebody_agreed(at: PayPal):
    made = ask(at, "/v2/checkout/orders", {"intent": "CAPTURE", "purchase_units": [some("5.00")]}).json()["id"]
    assert issue(ask(at, f"/v2/checkout/orders/{made}/capture", {}, "a")) == (422, "ORDER_NOT_APPROVED")
    at.house.approve(made)
    assert ask(at, f"/v2/checkout/orders/{made}/capture", {}, "b").status_code == 201
    assert ask(at, f"/v2/checkout/orders/{made}/capture", {}, "b").status_code == 200
    assert issue(ask(at, f"/v2/checkout/orders/{made}/capture", {}, "c")) == (422, "ORDER_ALREADY_CAPTURED")
    assert len(at.house.captures) == 1
