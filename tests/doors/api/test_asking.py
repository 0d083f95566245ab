"""Before and behind a dispute over JSON: the preview is what opening would do, and the finding says why."""

import pytest
from django.test import Client

from amends.records.disputes.models import Dispute
from amends.records.evidence.models import Evidence
from amends.records.orders.models import Order
from tests.doors.api.conftest import Desk, token_of
from tests.makers.files import jpeg
from tests.makers.people import NOW, owner
from tests.makers.store import store
from tests.makers.tokens import staff_token
from tests.makers.wire import Answer, call

__all__ = ["store"]

PATH = "/api/v1/disputes"


def test_the_preview_says_what_opening_would_ask_and_changes_nothing(desk: Desk) -> None:
    told = call("POST", f"{PATH}/preview", token=desk.token, body=desk.body()).body
    assert (told["order"], told["currency"], told["asked"], told["faults"]) == ("A-1001", "USD", 625, [])
    assert told["ceiling"]["total"] == 625
    parts = {"goods": 500, "shipping": 100, "tax": 25, "tax_handling": 0, "total": 625}
    assert told["finding"]["ceiling"] == told["ceiling"] == parts
    assert (told["finding"]["answer"], told["finding"]["clause"]) == ("yes", "cancellation-in-time")
    assert not Dispute.objects.exists()
    opened = call("POST", PATH, token=desk.token, body=desk.body(finding=told["finding"]["hash"]))
    assert (opened.status, opened.body["asked"]) == (201, 625)


def test_an_opening_that_was_shown_another_finding_is_refused(desk: Desk) -> None:
    refused = call("POST", PATH, token=desk.token, body=desk.body(finding="0" * 64))
    assert (refused.status, refused.body["code"]) == (409, "policy.finding_changed")
    told = call("POST", f"{PATH}/preview", token=desk.token, body=desk.body()).body
    assert refused.body["facts"] == {"finding": told["finding"]["hash"]}
    assert not Dispute.objects.exists()


def test_a_line_in_dispute_names_the_dispute_before_and_at_opening(desk: Desk) -> None:
    number = call("POST", PATH, token=desk.token, body=desk.body()).body["number"]
    for path, refusal in (("/preview", lambda body: body["faults"][0]), ("", lambda body: body)):
        told = refusal(call("POST", PATH + path, token=desk.token, body=desk.body()).body)
        assert (told["code"], told["facts"]) == ("dispute.line_in_dispute", {"sku": "MUG-01", "dispute": number})
        assert told["detail"] == f"Item MUG-01 is already in the open dispute {number}."
    assert Dispute.objects.count() == 1


def test_what_is_refused_is_told_in_codes_and_minor_units(desk: Desk) -> None:
    above = call("POST", PATH, token=desk.token, body=desk.body(amount=2**62)).body
    assert (above["code"], above["facts"]) == (
        "dispute.above_ceiling", {"asked": 2**62, "ceiling": 625, "currency": "USD"}
    )  # fmt: skip
    early = call("POST", PATH, token=desk.token, body=desk.body(reason="not_received")).body
    assert (early["code"], early["facts"]) == (
        "dispute.reason_not_for_stage", {"reason": "not_received", "stage": "pending"}
    )  # fmt: skip
    assert early["detail"] == "“Not received” does not apply to an order that is pending."
    assert not Dispute.objects.exists()


def test_an_empty_form_is_told_what_can_be_chosen(desk: Desk) -> None:
    told = call("POST", f"{PATH}/preview", token=desk.token, body={"order": "A-1001"}).body
    open_ = [one["reason"] for one in told["reasons"] if one["why_not"] is None]
    assert open_ == ["order_cancellation", "delayed"]
    assert {one["wish"]: one["why_not"] and one["why_not"]["code"] for one in told["wishes"]} == {
        "refund_wallet": None,
        "refund_original": "dispute.paid_outside",
        "resend": None,
    }
    assert [fault["code"] for fault in told["faults"]][:2] == ["dispute.nothing_chosen", "dispute.reason_missing"]


def test_the_finding_tells_every_clause_that_was_considered(desk: Desk) -> None:
    number = call("POST", PATH, token=desk.token, body=desk.body()).body["number"]
    told = call("GET", f"{PATH}/{number}/finding", token=desk.token)
    assert (told.status, told.body["answer"], told.body["clause"]) == (200, "yes", "cancellation-in-time")
    assert {one["clause"]: one["answer"] for one in told.body["considered"]}["cancellation-in-time"] == "yes"
    assert told.body == call("GET", f"{PATH}/{number}/finding", token=staff_token()).body
    stranger = token_of(owner(shop="Red Kite"))
    assert call("GET", f"{PATH}/{number}/finding", token=stranger).body["code"] == "dispute.unseen"


def multipart(content: bytes, **fields: str) -> tuple[bytes, str]:
    """A form with one file, and its content type."""
    parts = [
        b'--cut\r\nContent-Disposition: form-data; name="%b"\r\n\r\n%b\r\n' % (name.encode(), value.encode())
        for name, value in fields.items()
    ]
    head = b'--cut\r\nContent-Disposition: form-data; name="file"; filename="torn.jpg"\r\n\r\n'
    return b"".join([*parts, head, content, b"\r\n--cut--\r\n"]), "multipart/form-data; boundary=cut"


@pytest.fixture
def number(desk: Desk, store: object) -> str:
    return str(call("POST", PATH, token=desk.token, body=desk.body()).body["number"])


def test_a_file_is_given_and_read_again(desk: Desk, number: str) -> None:
    content = jpeg()
    raw, kind = multipart(content, purpose="product", shows_buyer_email="true")
    given = call("POST", f"{PATH}/{number}/evidence", token=desk.token, raw=raw, CONTENT_TYPE=kind)
    assert given.status == 201
    (file,) = given.body["evidence"]
    assert (given.body["added"], file["shows_buyer_email"]) == (file["id"], True)
    assert (file["name"], file["purpose"], file["media_type"], file["size"]) == (
        "torn.jpg",
        "product",
        "image/jpeg",
        len(content),
    )
    read = Client().get(f"/api/v1/evidence/{file['id']}", headers={"Authorization": f"Bearer {desk.token}"})
    assert b"".join(read.streaming_content) == content
    assert read.headers["Content-Disposition"] == 'attachment; filename="torn.jpg"'
    stranger = token_of(owner(shop="Red Kite"))
    assert call("GET", f"/api/v1/evidence/{file['id']}", token=stranger).body["code"] == "evidence.unseen"


def test_a_file_is_given_once_for_a_key_and_only_to_the_dispute_that_was_seen(desk: Desk, number: str) -> None:
    def given(content: bytes, *, key: str | None = None, **sent: str) -> Answer:
        raw, kind = multipart(content, purpose="product")
        return call("POST", f"{PATH}/{number}/evidence", token=desk.token, raw=raw, CONTENT_TYPE=kind, key=key, **sent)

    first, again = given(jpeg(), key="k-1"), given(jpeg(), key="k-1")
    assert (first.status, again.status, again.headers["idempotency-replayed"]) == (201, 201, "true")
    assert again.body == first.body
    other = given(jpeg(quality=31), key="k-1")
    assert (other.status, other.body["code"]) == (422, "request.key_reused")
    stale = given(jpeg(), HTTP_IF_MATCH='"99"')
    assert (stale.status, stale.body["code"]) == (412, "dispute.stale")
    assert Evidence.objects.count() == 1


def test_nobody_decides_over_a_file_that_came_after_they_looked(desk: Desk, number: str) -> None:
    agent = staff_token()
    path = f"{PATH}/{number}"
    seen = call("GET", path, token=agent).headers["etag"]
    raw, kind = multipart(jpeg(), purpose="product")
    given = call("POST", f"{path}/evidence", token=desk.token, raw=raw, CONTENT_TYPE=kind)
    asked = {"words": "Show the damage."}
    late = call("POST", f"{path}/request-evidence", token=agent, body=asked, HTTP_IF_MATCH=seen)
    assert (late.status, late.body["code"]) == (412, "dispute.stale")
    assert Dispute.objects.get().state == "under_review"
    now = call("POST", f"{path}/request-evidence", token=agent, body=asked, HTTP_IF_MATCH=given.headers["etag"])
    assert (now.status, now.body["state"]) == (200, "evidence_requested")


def test_what_is_no_evidence_is_refused_by_name(desk: Desk, number: str) -> None:
    raw, kind = multipart(b"<svg xmlns='http://www.w3.org/2000/svg'/>")
    refused = call("POST", f"{PATH}/{number}/evidence", token=desk.token, raw=raw, CONTENT_TYPE=kind)
    assert (refused.status, refused.body["code"]) == (422, "evidence.unknown_type")
    assert not Evidence.objects.exists()
    raw, kind = multipart(jpeg())
    stranger = token_of(owner(shop="Red Kite"))
    assert call("POST", f"{PATH}/{number}/evidence", token=stranger, raw=raw, CONTENT_TYPE=kind).status == 404
    assert not Evidence.objects.exists()


def test_a_dispute_may_be_opened_before_its_evidence_is_there(desk: Desk) -> None:
    Order.objects.update(stage="dispatched", dispatched_at=NOW)
    damaged = desk.body(reason="damaged", detail="badly_damaged")
    refused = call("POST", PATH, token=desk.token, body=damaged)
    assert (refused.status, refused.body["code"]) == (422, "dispute.evidence_missing")
    opened = call("POST", PATH, token=desk.token, body={**damaged, "evidence_later": True})
    assert (opened.status, opened.body["state"], opened.body["awaited"]) == (201, "evidence_requested", "merchant")
    assert call("GET", f"{PATH}/{opened.body['number']}", token=desk.token).body == opened.body
