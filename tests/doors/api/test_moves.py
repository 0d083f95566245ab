"""Moving a dispute over JSON, from both sides."""

import json
from datetime import timedelta

import pytest

from amends.core.access import Role
from amends.doors.api import tokens
from amends.doors.api.rates import count_call
from amends.records.access.models import ApiToken
from amends.records.disputes.models import Dispute, Message, Offer
from amends.records.requests.models import KeptAnswer
from amends.usecases.notices.drain_outbox import drain_outbox
from tests.doors.api.conftest import Desk, token_of
from tests.makers.people import NOW, owner
from tests.makers.tokens import staff_token
from tests.makers.wire import Answer, call

PATH = "/api/v1/disputes"


@pytest.fixture
def staff(db: None) -> str:
    return staff_token()


@pytest.fixture
def number(desk: Desk) -> str:
    return str(call("POST", PATH, token=desk.token, body=desk.body(message="Not wanted")).body["number"])


def move(number: str, name: str, token: str, body: object = None, **sent: str) -> Answer:
    return call("POST", f"{PATH}/{number}/{name}", token=token, body=body, **sent)


def test_an_offer_is_declined_a_better_one_agreed_to(desk: Desk, staff: str, number: str) -> None:
    offered = move(number, "offer", staff, {"outcome": "refund_wallet", "amount": 100, "departing": LESS})
    assert (offered.status, offered.body["state"]) == (200, "offered")
    read = call("GET", f"{PATH}/{number}", token=staff)
    assert (offered.headers["etag"], offered.headers["etag"][:3]) == (read.headers["etag"], '"2-')
    assert offered.body["offers"][0] | {"made_at": "", "expires_at": ""} == {
        "round": 1,
        "outcome": "refund_wallet",
        "amount": 100,
        "parts": {"goods": 80, "shipping": 16, "tax": 4, "tax_handling": 0, "total": 100},
        "shipping_method": "",
        "words": "",
        "made_by": "Console",
        "made_at": "",
        "expires_at": "",
        "answer": None,
        "answered_at": None,
        "answer_words": "",
    }
    seen = call("GET", f"{PATH}/{number}", token=desk.token).body
    until = offered.body["offers"][0]["expires_at"]
    assert seen["allowed_actions"] == [
        {"action": "agree", "until": until},
        {"action": "decline", "until": until},
        {"action": "withdraw", "until": until},
        {"action": "add_evidence", "until": until},
        {"action": "write_message", "until": None},
    ]
    assert move(number, "decline", desk.token, {"round": 1, "words": "All of it."}).body["state"] == "under_review"
    move(number, "offer", staff, {"outcome": "refund_wallet", "amount": 625})
    agreed = move(number, "agree", desk.token, {"round": 2})
    assert (agreed.body["state"], agreed.body["decision"]["amount"]) == ("agreed", 625)
    assert [leg["method"] for leg in agreed.body["decision"]["legs"]] == ["wallet"]
    assert [message["body"] for message in agreed.body["messages"]] == ["Not wanted", "All of it."]


LESS = {"reason": "settled_between_us", "words": "We spoke."}


def test_accept_is_another_word_for_agree(desk: Desk, staff: str, number: str) -> None:
    move(number, "offer", staff, {"outcome": "refund_wallet", "amount": 625})
    assert move(number, "accept", desk.token, {"round": 1}).body["state"] == "agreed"


def test_evidence_is_asked_for_and_words_answer_it(desk: Desk, staff: str, number: str) -> None:
    assert move(number, "request-evidence", staff, {"words": "A picture?"}).body["state"] == "evidence_requested"
    answered = move(number, "submit-evidence", desk.token, {"words": "There is none."})
    assert (answered.body["state"], answered.body["awaited"]) == ("under_review", "staff")


def test_approve_and_reject_end_the_review(desk: Desk, staff: str, number: str) -> None:
    assert move(number, "approve", staff, {}).body["decision"]["outcome"] == "refund_wallet"
    refused = move(number, "reject", staff, {"reason": "delivered", "words": "It came."})
    assert (refused.status, refused.body["code"]) == (409, "dispute.move_not_allowed")
    state = Dispute.objects.get().state
    assert refused.body["facts"] == {"number": number, "state": state, "move": "reject"}
    assert refused.body["detail"] == f"Dispute {number} is in the state “Agreed”; “reject” is not possible now."


def test_a_rejection_says_why(desk: Desk, staff: str, number: str) -> None:
    told = {"reason": "delivered", "words": "It came.", "departing": {"reason": "law", "words": "§ 4"}}
    decision = move(number, "reject", staff, told).body["decision"]
    assert (decision["outcome"], decision["reject_reason"], decision["words"]) == ("reject", "delivered", "It came.")


def test_a_message_is_told_by_its_id(desk: Desk, staff: str, number: str) -> None:
    told = move(number, "messages", desk.token, {"body": "Hello?"}, key="m-1").body
    assert told["added"] == told["messages"][-1]["id"] == str(Message.objects.get(body="Hello?").id)
    assert move(number, "messages", desk.token, {"body": "Hello?"}, key="m-1").body["added"] == told["added"]
    answer = move(number, "messages", staff, {"body": "Yes?"}).body["added"]
    while drain_outbox(hand_over=lambda _: None):
        pass
    events = call("GET", f"{PATH}/{number}/events", token=desk.token).body["events"]
    assert [(one["type"], one["data"]["message"]) for one in events if one["type"].startswith("message.")] == [
        ("message.from_merchant", told["added"]),
        ("message.from_staff", answer),
    ]


def test_a_message_names_the_version_that_was_seen_or_none(desk: Desk, staff: str, number: str) -> None:
    seen = call("GET", f"{PATH}/{number}", token=desk.token).headers["etag"]
    assert move(number, "messages", desk.token, {"body": "One."}, HTTP_IF_MATCH=seen).status == 201
    assert move(number, "messages", desk.token, {"body": "Two."}).status == 201
    move(number, "request-evidence", staff, {"words": "A picture?"})
    for tag in (seen, '"99"'):
        stale = move(number, "messages", desk.token, {"body": "Three."}, HTTP_IF_MATCH=tag)
        assert (stale.status, stale.body["code"]) == (412, "dispute.stale")
    assert stale.body["facts"] == {"number": number, "version": 2, "state": "evidence_requested"}
    assert not Message.objects.filter(body="Three.").exists()
    assert move(number, "messages", desk.token, {"body": "Four."}, HTTP_IF_MATCH="*").status == 201


def test_internal_notes_stay_among_staff(desk: Desk, staff: str, number: str) -> None:
    assert move(number, "messages", staff, {"body": "Careful.", "internal": True}).status == 201
    refused = move(number, "messages", desk.token, {"body": "Hm.", "internal": True})
    assert (refused.status, refused.body["code"], refused.body["facts"]) == (
        403, "access.forbidden", {"permission": "staff:dispute:review"}
    )  # fmt: skip
    told = move(number, "messages", desk.token, {"body": "Hello?"}).body["messages"]
    assert [message["body"] for message in told] == ["Not wanted", "Hello?"]
    seen = call("GET", f"{PATH}/{number}", token=staff).body["messages"]
    assert [(one["body"], one["internal"]) for one in seen] == [
        ("Not wanted", False),
        ("Careful.", True),
        ("Hello?", False),
    ]


def test_nobody_acts_on_a_case_that_has_moved_on(desk: Desk, staff: str, number: str) -> None:
    move(number, "offer", staff, {"outcome": "refund_wallet", "amount": 625})
    late = move(number, "withdraw", desk.token, HTTP_IF_MATCH='"1"')
    assert (late.status, late.body["code"]) == (412, "dispute.stale")
    assert late.body["detail"] == (
        f"Dispute {number} changed since you looked at it: it is in the state “Offer made” now."
    )
    now = call("GET", f"/api/v1/disputes/{number}", token=desk.token).body
    assert late.body["facts"] == {"number": number, "version": now["version"], "state": now["state"]}
    assert Dispute.objects.get().state == "offered"
    assert move(number, "agree", desk.token, {"round": 2}).body["code"] == "decision.another_offer"
    odd = move(number, "withdraw", desk.token, HTTP_IF_MATCH="2")
    assert (odd.status, odd.body["code"]) == (422, "request.tag_malformed")
    assert move(number, "withdraw", desk.token, HTTP_IF_MATCH='"2"').body["state"] == "withdrawn"


def test_a_move_is_made_once_for_a_key(desk: Desk, number: str) -> None:
    first = move(number, "messages", desk.token, {"body": "Once"}, key="k-1")
    again = move(number, "messages", desk.token, {"body": "Once"}, key="k-1")
    assert (again.status, again.headers["idempotency-replayed"]) == (201, "true")
    assert json.dumps(again.body) == json.dumps(first.body)
    read = call("GET", f"{PATH}/{number}", token=desk.token)
    assert again.headers["etag"] == first.headers["etag"] == read.headers["etag"]
    assert Message.objects.filter(body="Once").count() == 1
    other = move(number, "messages", desk.token, {"body": "Twice"}, key="k-1")
    assert (other.status, other.body["code"]) == (422, "request.key_reused")
    assert not Message.objects.filter(body="Twice").exists()


def test_a_key_of_a_refused_ask_is_free_again(desk: Desk, staff: str, number: str) -> None:
    assert move(number, "agree", desk.token, {"round": 1}, key="k-2").status == 409
    assert not KeptAnswer.objects.filter(key="k-2").exists()
    move(number, "offer", staff, {"outcome": "refund_wallet", "amount": 625}, key="k-2")
    assert move(number, "agree", desk.token, {"round": 1}, key="k-2").body["state"] == "agreed"
    kept = KeptAnswer.objects.filter(key="k-2")
    assert sorted(one.account_id is None for one in kept) == [False, True]


def test_a_move_is_refused_by_its_own_name_and_not_by_a_buttons(staff: str, number: str) -> None:
    refused = move(number, "withdraw", staff)
    assert (refused.status, refused.body["facts"]) == (403, {"move": "withdraw"})
    assert refused.body["detail"] == "“withdraw” is not yours to make."
    assert Dispute.objects.get().state == "under_review"


@pytest.mark.parametrize("name", ["offer", "approve", "reject", "request-evidence"])
def test_a_merchant_decides_nothing(desk: Desk, number: str, name: str) -> None:
    bodies = {
        "offer": {"outcome": "refund_wallet", "amount": 1},
        "approve": {},
        "reject": {"reason": "delivered", "words": "No."},
        "request-evidence": {"words": "More."},
    }
    refused = move(number, name, desk.token, bodies[name])
    assert (refused.status, refused.body["code"]) == (403, "dispute.not_yours_to_make")
    assert Dispute.objects.get().state == "under_review"
    assert not Offer.objects.exists()


def test_another_account_s_dispute_is_not_there(desk: Desk, number: str) -> None:
    other = token_of(owner(shop="Red Kite"))
    for name, body in (("withdraw", None), ("agree", {"round": 1}), ("messages", {"body": "Hi"})):
        refused = move(number, name, other, body)
        assert (refused.status, refused.body["code"]) == (404, "dispute.unseen")
    assert Dispute.objects.get().state == "under_review"
    assert not Message.objects.filter(body="Hi").exists()


def test_a_viewer_s_token_reads_and_moves_nothing(desk: Desk, number: str) -> None:
    viewer = token_of(desk.merchant, Role.VIEWER)
    assert call("GET", f"{PATH}/{number}", token=viewer).body["allowed_actions"] == []
    assert move(number, "withdraw", viewer).status == 403
    assert Dispute.objects.get().state == "under_review"


def test_the_platform_s_token_reads_no_dispute(desk: Desk, number: str) -> None:
    ApiToken.objects.update(account=None, role=Role.PLATFORM)
    refused = call("GET", f"{PATH}/{number}", token=desk.token)
    assert (refused.status, refused.body["code"]) == (403, "access.forbidden")


def test_a_token_tells_when_it_was_used_last(desk: Desk) -> None:
    assert ApiToken.objects.get().last_used_at is None
    call("GET", PATH, token=desk.token)
    assert ApiToken.objects.get().last_used_at > NOW


def test_calls_of_a_minute_end(desk: Desk, settings: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """All are counted twenty seconds into a minute, however long they take."""
    settings.API_CALLS_PER_MINUTE = 2  # type: ignore[attr-defined]
    monkeypatch.setattr(tokens, "count_call", lambda token, *, now: count_call(token, now=NOW + timedelta(seconds=20)))
    first, second, third = (call("GET", PATH, token=desk.token) for _ in range(3))
    assert first.headers["ratelimit-policy"] == '"token";q=2;w=60'
    assert (first.headers["ratelimit"], second.headers["ratelimit"]) == ('"token";r=1;t=40', '"token";r=0;t=40')
    assert (second.status, third.status, third.body["code"]) == (200, 429, "request.called_too_often")
    assert (third.headers["ratelimit"], third.headers["retry-after"]) == ('"token";r=0;t=40', "40")
