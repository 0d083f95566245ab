"""The finding over JSON: what is still missing, and the hash that a decision is held against, are those of now."""

import pytest

from amends.records.disputes.models import Dispute
from amends.records.orders.models import Order
from tests.doors.api.conftest import Desk
from tests.doors.api.test_asking import multipart
from tests.makers.files import jpeg
from tests.makers.people import NOW
from tests.makers.store import store
from tests.makers.tokens import staff_token
from tests.makers.wire import Answer, call

__all__ = ["store"]

PATH = "/api/v1/disputes"
SHOWN = ("complaint", "product", "parcel")


@pytest.fixture
def opened(desk: Desk, store: object) -> Answer:
    """Something broken on its way, opened before its evidence is there."""
    Order.objects.update(stage="dispatched", dispatched_at=NOW)
    body = desk.body(reason="damaged", detail="badly_damaged", evidence_later=True)
    return call("POST", PATH, token=desk.token, body=body)


@pytest.fixture
def number(opened: Answer) -> str:
    return str(opened.body["number"])


def give(desk: Desk, number: str, purpose: str) -> Answer:
    raw, kind = multipart(jpeg(), purpose=purpose)
    return call("POST", f"{PATH}/{number}/evidence", token=desk.token, raw=raw, CONTENT_TYPE=kind)


def finding(number: str, token: str, query: str = "") -> dict:
    return call("GET", f"{PATH}/{number}/finding{query}", token=token).body


def test_what_is_missing_grows_less_with_each_file(desk: Desk, opened: Answer, number: str) -> None:
    assert opened.body["finding"]["missing"] == list(SHOWN)
    left = [give(desk, number, purpose).body["finding"]["missing"] for purpose in SHOWN]
    assert left == [["product", "parcel"], ["parcel"], []]
    told, first = finding(number, desk.token), finding(number, desk.token, "?at=opening")
    assert (told["missing"], first["missing"]) == ([], list(SHOWN))
    assert first["hash"] == opened.body["finding"]["hash"] != told["hash"]
    seen = call("GET", f"{PATH}/{number}", token=desk.token).body["finding"]
    assert seen == {name: told[name] for name in seen}


def test_staff_decide_by_the_finding_that_they_read(desk: Desk, opened: Answer, number: str) -> None:
    for purpose in SHOWN:
        give(desk, number, purpose)
    call("POST", f"{PATH}/{number}/submit-evidence", token=desk.token, body={})
    staff = staff_token()
    old, now = opened.body["finding"]["hash"], finding(number, staff)["hash"]
    refused = call("POST", f"{PATH}/{number}/approve", token=staff, body={"finding": old})
    assert (refused.status, refused.body["code"], refused.body["facts"]) == (
        409,
        "policy.finding_changed",
        {"finding": now},
    )
    assert refused.body["detail"] == (
        "What the policy says of this claim changed meanwhile. Look at what it says now, and confirm. "
        "Read it (the preview before opening, …/finding afterwards); facts.finding is its hash."
    )
    assert Dispute.objects.get().state == "under_review"
    approved = call("POST", f"{PATH}/{number}/approve", token=staff, body={"finding": refused.body["facts"]["finding"]})
    assert (approved.status, approved.body["state"]) == (200, "agreed")


def test_a_decided_dispute_misses_nothing_and_its_finding_changes_no_more(desk: Desk, number: str) -> None:
    for purpose in SHOWN:
        give(desk, number, purpose)
    call("POST", f"{PATH}/{number}/submit-evidence", token=desk.token, body={})
    before = finding(number, desk.token)
    call("POST", f"{PATH}/{number}/approve", token=staff_token(), body={"finding": before["hash"]})
    Order.objects.update(tracking="delivered", delivered_at=NOW, country="BR")
    assert finding(number, desk.token) == before
    assert call("GET", f"{PATH}/{number}", token=desk.token).body["finding"]["missing"] == []


def test_the_finding_is_of_now_or_of_the_opening(desk: Desk, number: str) -> None:
    refused = call("GET", f"{PATH}/{number}/finding?at=yesterday", token=desk.token)
    assert (refused.status, refused.body["errors"][0]["field"]) == (422, "at")


def test_an_opening_without_its_evidence_is_told_how_to_open_it(desk: Desk, store: object) -> None:
    Order.objects.update(stage="dispatched", dispatched_at=NOW)
    body = desk.body(reason="damaged", detail="badly_damaged")
    refused = call("POST", PATH, token=desk.token, body=body)
    assert (refused.status, refused.body["code"]) == (422, "dispute.evidence_missing")
    assert refused.body["detail"].endswith(
        ". Files are given once the dispute is there: open it with evidence_later, and it waits for them."
    )
    assert not Dispute.objects.exists()
    told = call("POST", f"{PATH}/preview", token=desk.token, body=body).body
    assert [one["code"] for one in told["faults"]] == ["dispute.evidence_missing", "dispute.address_not_shown"]
    later = call("POST", f"{PATH}/preview", token=desk.token, body={**body, "evidence_later": True}).body
    assert (later["faults"], later["lacking"]) == ([], list(SHOWN))
