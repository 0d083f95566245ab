"""A refusal names the field at fault as the request calls it."""

from typing import Any

import pytest

from amends.core.access import Role
from amends.records.disputes.models import Dispute
from amends.records.evidence.models import Evidence
from amends.records.orders.models import Order
from tests.doors.api.conftest import Desk
from tests.doors.api.telling import told
from tests.doors.api.test_asking import multipart
from tests.makers.people import NOW
from tests.makers.store import store
from tests.makers.tokens import staff_token
from tests.makers.wire import Answer, call

__all__ = ["store"]

PATH = "/api/v1/disputes"
MUG = {"sku": "A", "name": "Mug", "quantity": 1}


def faults(answer: Answer) -> list[tuple[str, str]]:
    assert answer.status in (409, 422)
    return [(one["field"], one["code"]) for one in answer.body["errors"]]


@pytest.fixture
def number(desk: Desk, store: object) -> str:
    return str(call("POST", PATH, token=desk.token, body=desk.body()).body["number"])


def move(number: str, name: str, token: str, **body: Any) -> Answer:
    return call("POST", f"{PATH}/{number}/{name}", token=token, body=body)


@pytest.mark.parametrize(("content", "code"), [(b"", "evidence.empty_file"), (b"<svg/>", "evidence.unknown_type")])
def test_of_an_upload_it_is_the_file(desk: Desk, number: str, content: bytes, code: str) -> None:
    raw, kind = multipart(content)
    refused = call("POST", f"{PATH}/{number}/evidence", token=desk.token, raw=raw, CONTENT_TYPE=kind)
    assert faults(refused) == [("file", code)]
    assert not Evidence.objects.exists()


def test_of_addresses_it_is_the_one_of_them(desk: Desk, number: str) -> None:
    files = [{"url": "https://files.example/a.jpg"}, {"url": "https://a b/"}]
    assert faults(move(number, "evidence/addresses", desk.token, files=files)) == [
        ("files[1].url", "address.malformed")
    ]
    call("POST", f"{PATH}/{number}/withdraw", token=desk.token)
    late = move(number, "evidence/addresses", desk.token, files=files[:1])
    assert faults(late) == [("files", "evidence.too_late")]


def test_of_a_decision_it_is_why_it_departs(desk: Desk, number: str) -> None:
    less = move(number, "offer", staff_token(), outcome="refund_wallet", amount=1)
    assert faults(less) == [("departing.reason", "decision.departure_unexplained")]
    assert Dispute.objects.get().state == "under_review"


def test_of_an_offer_to_resend_it_is_the_outcome_or_the_amount_beside_it(desk: Desk, number: str) -> None:
    token = staff_token()
    unsent = move(number, "offer", token, outcome="resend", amount=100)
    assert faults(unsent) == [("outcome", "dispute.resend_not_for_reason")]
    Dispute.objects.update(reason="delayed")
    beside = move(number, "offer", token, outcome="resend", amount=100)
    assert faults(beside) == [("amount", "decision.amount_with_resend")]
    assert Dispute.objects.get().state == "under_review"


def test_of_a_move_it_is_its_words(desk: Desk, number: str) -> None:
    staff = staff_token()
    assert faults(move(number, "request-evidence", staff, words=" ")) == [("words", "dispute.message_empty")]
    assert faults(move(number, "messages", staff, body=" ")) == [("body", "dispute.message_empty")]
    move(number, "request-evidence", staff, words="A picture?")
    assert faults(move(number, "submit-evidence", desk.token)) == [("words", "dispute.nothing_submitted")]
    assert Dispute.objects.get().state == "evidence_requested"


def test_of_an_opening_it_is_that_evidence_may_come_later(desk: Desk, store: object) -> None:
    Order.objects.update(stage="dispatched", dispatched_at=NOW)
    body = desk.body(reason="damaged", detail="badly_damaged")
    refused = call("POST", PATH, token=desk.token, body=body)
    assert faults(refused) == [("evidence_later", "dispute.evidence_missing")]
    told = call("POST", f"{PATH}/preview", token=desk.token, body=body).body
    assert [one["errors"][0]["field"] for one in told["faults"]] == ["evidence_later", "evidence_later"]
    assert not Dispute.objects.exists()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"shipping": -5}, "shipping"),
        ({"sold_for": -1}, "sold_for"),
        ({"number": " "}, "number"),
        ({"number": "SH1"}, "number"),
        ({"currency": "ZZZ"}, "currency"),
        ({"country": "usa"}, "country"),
        ({"placed_at": "1900-01-01T00:00:00Z"}, "placed_at"),
        ({"placed_at": "2099-01-01T00:00:00Z"}, "placed_at"),
        ({"dispatched_at": "2020-01-01T00:00:00Z"}, "dispatched_at"),
        ({"buyer_name": "x" * 201}, "buyer_name"),
        ({"address": {"street": "x"}}, "address"),
        ({"address": {"city": "x" * 201}}, "address.city"),
        ({"lines": []}, "lines"),
        ({"lines": [{"sku": "A", "name": "Mug", "quantity": 0}]}, "lines[0].quantity"),
        ({"lines": [MUG, {**MUG, "goods": -1}]}, "lines[1].goods"),
        ({"lines": [MUG, MUG, {**MUG, "name": " "}]}, "lines[2].name"),
        ({"lines": [{**MUG, "sku": "x" * 121}]}, "lines[0].sku"),
        ({"payment_state": "refunded"}, "payment_state"),
        ({"payments": [{"provider": "x", "provider_ref": "y", "amount": 0, "paid_at": "2026-11-01T00:00:00Z"}]},
         "payments[0].amount"),
        ({"payments": [{"provider": "x", "provider_ref": "y", "amount": 1, "paid_at": "1900-01-01T00:00:00Z"}]},
         "payments[0].paid_at"),
    ],
)  # fmt: skip
def test_of_an_order_it_is_what_cannot_be(desk: Desk, change: dict[str, Any], field: str) -> None:
    token, body = staff_token(Role.PLATFORM), told(desk.merchant.account_id, **change)
    refused = call("POST", "/api/v1/orders", token=token, body=body)
    assert [one["field"] for one in refused.body["errors"]] == [field]
    (result,) = call("POST", "/api/v1/orders/batch", token=token, body={"orders": [body]}).body["results"]
    assert [one["field"] for one in result["problem"]["errors"]] == [field]
    assert Order.objects.count() == 1
