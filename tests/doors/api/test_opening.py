"""Opening a dispute over JSON: what is answered, what stands afterwards, and what a repeat does."""

import json
import re

import pytest

from amends.core.access import Role
from amends.doors.api.dispute_shapes import DisputeWhole
from amends.doors.api.schemas import Problem
from amends.records.access.models import ApiToken
from amends.records.disputes.models import Claim, Dispute, Message
from amends.records.notices.models import Outbox
from amends.records.policies.models import Finding
from amends.records.requests.models import KeptAnswer
from amends.records.trail.models import TrailEntry
from tests.doors.api.conftest import Desk, token_of
from tests.makers.incoming import take
from tests.makers.people import NOW, owner
from tests.makers.wire import Answer, call

PATH = "/api/v1/disputes"


def opened(desk: Desk, *, key: str | None = None, token: str = "", **changes: object) -> Answer:
    return call("POST", PATH, token=token or desk.token, body=desk.body(**changes), key=key)


def refused(answer: Answer, *, status: int, code: str, field: str | None = None) -> None:
    """The answer is that problem, and no dispute was opened."""
    assert (answer.status, answer.body["code"]) == (status, code)
    assert answer.headers["content-type"] == "application/problem+json"
    assert Problem.model_validate(answer.body).status == status
    if field is not None:
        assert answer.body["errors"][0]["field"] == field
    assert not Dispute.objects.exists()
    assert not KeptAnswer.objects.exists()


def test_a_dispute_opens_with_its_number_at_once(desk: Desk) -> None:
    answer = opened(desk, message="Not wanted any more", key="k-1")
    dispute = Dispute.objects.get()
    assert answer.status == 201
    assert answer.headers["location"] == f"{PATH}/{dispute.number}"
    assert "idempotency-replayed" not in answer.headers
    assert DisputeWhole.model_validate(answer.body).id == dispute.id
    assert answer.body == {
        "id": str(dispute.id),
        "number": dispute.number,
        "order": "A-1001",
        "state": "under_review",
        "reason": "order_cancellation",
        "wish": "refund_wallet",
        "asked": 625,
        "currency": "USD",
        "opened_at": dispute.opened_at.isoformat(),
        "due_at": dispute.due_at.isoformat(),
        "version": 1,
        "account": str(desk.merchant.account_id),
        "awaited": "staff",
        "allowed_actions": [
            {"action": "withdraw", "until": None},
            {"action": "add_evidence", "until": None},
            {"action": "write_message", "until": None},
        ],
        "detail": None,
        "ceiling": {"goods": 500, "shipping": 100, "tax": 25, "tax_handling": 0, "total": 625},
        "buyer_email": "zoe@buyer.example",
        "opened_by": "Order desk",
        "state_since": dispute.opened_at.isoformat(),
        "closed_at": None,
        "previous": None,
        "resend_order": None,
        "lines": [
            {
                "line_id": str(desk.order.lines.get(position=1).id),
                "sku": "MUG-01",
                "name": "Enamel mug",
                "quantity": 1,
                "asked": 625,
                "ceiling": {"goods": 500, "shipping": 100, "tax": 25, "tax_handling": 0, "total": 625},
            }
        ],
        "evidence": [],
        "pending_addresses": [],
        "messages": [
            {
                "id": str(Message.objects.get().id),
                "side": "merchant",
                "author": "Order desk",
                "body": "Not wanted any more",
                "internal": False,
                "at": dispute.opened_at.isoformat(),
            }
        ],
        "offers": [],
        "decision": None,
        "finding": {
            "version": 1,
            "answer": "yes",
            "clause": "cancellation-in-time",
            "missing": [],
            "opens_on": None,
            "closes_on": None,
            "hash": bytes(Finding.objects.get().digest).hex(),
        },
    }
    read = call("GET", f"{PATH}/{dispute.number}", token=desk.token)
    assert (read.body, read.headers["etag"]) == (answer.body, answer.headers["etag"])
    assert re.fullmatch('"1-[0-9a-f]{16}"', answer.headers["etag"])
    assert dispute.opened_by_name == "Order desk"
    desk.order.refresh_from_db()
    assert desk.order.open_disputes == 1
    assert Message.objects.get().body == "Not wanted any more"


def test_each_amount_is_the_ceiling_or_what_was_asked(desk: Desk) -> None:
    assert opened(desk, amount=100).body["asked"] == 100


def test_a_repeat_under_the_same_key_gets_the_first_answer(desk: Desk) -> None:
    first, second = opened(desk, key="k-1"), opened(desk, key="k-1")
    assert (second.status, json.dumps(second.body)) == (201, json.dumps(first.body))
    assert second.headers["etag"] == first.headers["etag"]
    assert second.headers["idempotency-replayed"] == "true"
    assert Dispute.objects.count() == Claim.objects.count() == Outbox.objects.filter(code="dispute.opened").count() == 1


def test_the_same_key_with_another_body_is_refused(desk: Desk) -> None:
    opened(desk, key="k-1")
    answer = opened(desk, key="k-1", amount=1)
    assert (answer.status, answer.body["code"]) == (422, "request.key_reused")
    assert answer.body["facts"] == {"key": "k-1"}
    assert Dispute.objects.count() == 1


def test_a_repeat_under_the_same_request_key_gets_the_dispute_as_it_stands(desk: Desk) -> None:
    first, second = opened(desk, request_key="r-1"), opened(desk, request_key="r-1")
    assert (second.status, second.body) == (201, first.body)
    assert second.headers["idempotency-replayed"] == "true"
    assert Dispute.objects.count() == 1


def test_keys_of_two_accounts_do_not_meet(desk: Desk) -> None:
    other = owner(shop="Red Kite")
    order = take(other.account_id, number="C-7")
    theirs = Desk(merchant=other, token=token_of(other), order=order)
    assert opened(desk, key="k-1", request_key="r-1").body["order"] == "A-1001"
    answer = opened(theirs, key="k-1", request_key="r-1")
    assert (answer.status, answer.body["order"]) == (201, "C-7")


@pytest.mark.parametrize("spoilt", ["revoked_at", "expires_at"])
def test_a_dead_token_opens_nothing(desk: Desk, spoilt: str) -> None:
    ApiToken.objects.update(**{spoilt: NOW.replace(year=2020)})
    answer = opened(desk)
    refused(answer, status=401, code="access.unauthenticated")
    assert answer.headers["www-authenticate"] == "Bearer"


def test_a_dead_token_does_not_even_get_earlier_answers(desk: Desk) -> None:
    opened(desk, key="k-1", request_key="r-1")
    ApiToken.objects.update(revoked_at=NOW)
    assert opened(desk, key="k-1", request_key="r-1").body["code"] == "access.unauthenticated"


def test_a_token_that_may_only_look_gets_no_earlier_answers_either(desk: Desk) -> None:
    opened(desk, key="k-1", request_key="r-1")
    answer = opened(desk, key="k-1", request_key="r-1", token=token_of(desk.merchant, Role.VIEWER))
    assert (answer.status, answer.body["code"]) == (403, "access.forbidden")


@pytest.mark.parametrize("header", ["", "Basic eDp5", "Bearer", "Bearer ", "Bearer ÿþ", "bearer nobody-s"])
def test_without_a_good_token_nothing_opens(desk: Desk, header: str) -> None:
    answer = call("POST", PATH, body=desk.body(), HTTP_AUTHORIZATION=header)
    refused(answer, status=401, code="access.unauthenticated")


def test_another_account_s_order_looks_like_none(desk: Desk) -> None:
    theirs = take(owner(shop="Red Kite").account_id, number="C-7")
    refused(opened(desk, order=theirs.number), status=404, code="order.unseen")
    refused(opened(desk, order="no-such"), status=404, code="order.unseen")


def test_another_account_s_line_looks_like_none(desk: Desk) -> None:
    line = take(owner(shop="Red Kite").account_id, number="C-7").lines.get(position=1)
    answer = opened(desk, lines=[{"line_id": str(line.id), "quantity": 1}])
    refused(answer, status=422, code="dispute.line_unknown", field="lines")


def test_a_refusal_of_the_core_tells_field_and_facts(desk: Desk) -> None:
    answer = opened(desk, amount=626)
    refused(answer, status=422, code="dispute.above_ceiling", field="amount")
    assert answer.body == {
        "type": "about:blank",
        "title": "Unprocessable Entity",
        "status": 422,
        "code": "dispute.above_ceiling",
        "detail": "6.26 USD is more than these items can bring back: 6.25 USD at most.",
        "facts": {"asked": 626, "ceiling": 625, "currency": "USD"},
        "errors": [
            {
                "field": "amount",
                "code": "dispute.above_ceiling",
                "detail": "6.26 USD is more than these items can bring back: 6.25 USD at most.",
            }
        ],
    }


def test_a_refused_ask_keeps_no_key(desk: Desk) -> None:
    refused(opened(desk, key="k-1", amount=626), status=422, code="dispute.above_ceiling")
    assert opened(desk, key="k-1", amount=625).status == 201


def test_a_line_in_dispute_is_a_conflict(desk: Desk) -> None:
    opened(desk)
    answer = opened(desk)
    assert (answer.status, answer.body["code"]) == (409, "dispute.line_in_dispute")
    assert TrailEntry.objects.filter(code="dispute.opened").count() == 1
