"""Evidence by its address: uploaded first, or named in a dispute; fetched by a job, or missing with a word why."""

from typing import Any
from uuid import UUID

import pytest
from django.conf import settings as ours
from django.utils import timezone

from amends.core.evidence.fetching import MOST_WAITING, UPLOAD_LIFE
from amends.core.outbound.addresses import Rules
from amends.doors.jobs.fetch import fetch_evidence
from amends.records.disputes.models import Dispute, Message
from amends.records.evidence.models import Evidence, EvidenceFetch
from amends.records.trail.models import TrailEntry
from tests.doors.cj_api.conftest import Tool, code_of, data_of, tool_of
from tests.doors.cj_api.disputing import body
from tests.makers.cases import rows, ship
from tests.makers.fetching import Gone, Private, run, serving
from tests.makers.files import jpeg
from tests.makers.people import owner

UPLOAD = "/disputes/uploadFile"
CREATE = "/disputes/create"
THERE = "https://files.example/tear.jpg?sig=1"


@pytest.mark.usefixtures("store")
def test_an_upload_is_answered_at_once_and_becomes_evidence_of_the_dispute_that_names_it(tool: Tool) -> None:
    ship(tool.order)
    told = data_of(tool.post(UPLOAD, {"fileUrl": THERE}))
    row = EvidenceFetch.objects.get()
    assert told == {"url": f"{ours.PUBLIC_URL}/evidence/{row.id}/", "fileType": "IMAGE"}
    asked: list[str] = []
    run(serving(jpeg(), asked))
    row.refresh_from_db()
    assert (asked, row.state, Evidence.objects.count()) == ([THERE], "fetched", 0)
    data_of(tool.post(CREATE, body(tool, disputeReasonId=8, imageUrl=[told["url"]])))
    evidence, dispute = Evidence.objects.get(), Dispute.objects.get()
    assert (evidence.id, evidence.dispute_id, evidence.purpose, evidence.name) == (
        row.id,
        dispute.id,
        "other",
        "tear.jpg",
    )
    assert evidence.added_by_name == "CJ tool" and evidence.shown_key
    row.refresh_from_db()
    assert row.state == "given"
    assert TrailEntry.objects.filter(subject_id=dispute.id, code="dispute.evidence_added").count() == 1


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize("first", ["the dispute", "the file"])
def test_whichever_comes_first(tool: Tool, first: str) -> None:
    url = data_of(tool.post(UPLOAD, {"fileUrl": THERE}))["url"]
    if first == "the file":
        run(serving(jpeg()))
    data_of(tool.post(CREATE, body(tool, imageUrl=[url])))
    run(serving(jpeg()))
    assert Evidence.objects.get().dispute == Dispute.objects.get()


@pytest.mark.usefixtures("store")
def test_files_elsewhere_are_fetched_once_however_often_the_dispute_is_sent(tool: Tool) -> None:
    sent = body(tool, imageUrl=["https://a.example/é.jpg", ""], videoUrl=None)
    for _ in range(2):
        data_of(tool.post(CREATE, sent))
    assert EvidenceFetch.objects.get().url == "https://a.example/%C3%A9.jpg"
    run(serving(jpeg()))
    data_of(tool.post(CREATE, sent))
    run(serving(jpeg()))
    assert Evidence.objects.get().dispute == Dispute.objects.get()


@pytest.mark.usefixtures("store")
def test_a_file_we_do_not_take_is_missing_with_a_word_why(tool: Tool) -> None:
    data_of(tool.post(CREATE, body(tool, imageUrl=[THERE])))
    run(serving(b"MZ this is a program"))
    row, message = EvidenceFetch.objects.get(), Message.objects.get(side="system")
    assert (row.state, row.next_try_at, Evidence.objects.exists()) == ("failed", None, False)
    assert message.body.startswith(f"A file given by its address is missing here: {THERE}\n")
    assert message.dispute == Dispute.objects.get() and "merchant" in message.audience


def test_a_server_that_does_not_answer_is_asked_again_for_hours_and_then_no_more(tool: Tool) -> None:
    data_of(tool.post(CREATE, body(tool, imageUrl=[THERE])))
    for tries in range(1, 5):
        run(serving(Gone()))
        row = EvidenceFetch.objects.get()
        assert (row.state, row.tries, row.why) == ("waiting", tries, "The server does not answer.")
        assert row.next_try_at is not None and row.next_try_at > timezone.now()
    run(serving(Gone()))
    assert EvidenceFetch.objects.get().state == "failed"
    assert Message.objects.filter(side="system").count() == 1
    before = rows()
    fetch_evidence(fetch_id=EvidenceFetch.objects.get().id, clock=timezone.now, fetch=serving(jpeg()))
    assert rows() == before


def test_an_address_that_is_not_called_is_tried_once(tool: Tool) -> None:
    data_of(tool.post(UPLOAD, {"fileUrl": THERE}))
    run(serving(Private()))
    assert (EvidenceFetch.objects.get().state, EvidenceFetch.objects.get().tries) == ("failed", 1)


@pytest.mark.usefixtures("store")
def test_another_accounts_upload_is_an_address_like_any_other(tool: Tool) -> None:
    theirs = data_of(tool.post(UPLOAD, {"fileUrl": THERE}))["url"]
    run(serving(jpeg()))
    other = tool_of(owner())
    data_of(other.post(CREATE, body(other, imageUrl=[theirs])))
    assert not Evidence.objects.exists()
    fetched = EvidenceFetch.objects.get(url=theirs)
    assert (fetched.account_id, fetched.state) == (other.merchant.account_id, "waiting")
    assert EvidenceFetch.objects.get(url=THERE).dispute_id is None


NO_ADDRESS = (
    "",
    "ftp://a.example/x",
    "http://a.example/x",
    "https://ana:secret@a.example/x",
    "https://10.0.0.1/x",
    "x",
    "https://a\u0000b",
    "https://a.example/" + "x" * 2000,
    None,
)


@pytest.mark.parametrize("url", NO_ADDRESS)
def test_what_is_no_address_of_a_file_is_refused(tool: Tool, settings: Any, url: Any) -> None:
    settings.OUTBOUND_RULES = Rules()
    before = rows()
    assert code_of(tool.post(UPLOAD, {"fileUrl": url})) == 1600300
    if url:
        assert code_of(tool.post(CREATE, body(tool, imageUrl=[url]))) == 1600300
    assert rows() == before


def test_uploads_do_not_pile_up(tool: Tool) -> None:
    now = timezone.now()
    EvidenceFetch.objects.bulk_create(
        EvidenceFetch(account_id=tool.merchant.account_id, url=THERE, asked_by_name="x", asked_at=now, next_try_at=now)
        for _ in range(MOST_WAITING)
    )
    answer = tool.post(UPLOAD, {"fileUrl": THERE})
    assert (code_of(answer), answer.body["refusal"]) == (1600300, "evidence.too_many_waiting")


def test_a_fetch_that_is_none_is_no_fault(db: None) -> None:
    fetch_evidence(fetch_id=UUID(int=1), clock=timezone.now, fetch=serving(jpeg()))


def test_a_video_is_told_by_its_name(tool: Tool) -> None:
    assert data_of(tool.post(UPLOAD, {"fileUrl": "https://a.example/x.MP4?y=1"}))["fileType"] == "VIDEO"


@pytest.mark.usefixtures("store")
def test_an_upload_waits_for_its_dispute_for_a_day(tool: Tool) -> None:
    url = data_of(tool.post(UPLOAD, {"fileUrl": THERE}))["url"]
    run(serving(jpeg()))
    EvidenceFetch.objects.update(asked_at=timezone.now() - UPLOAD_LIFE)
    data_of(tool.post(CREATE, body(tool, imageUrl=[url])))
    assert EvidenceFetch.objects.get().state == "failed"
    assert "more than a day ago" in Message.objects.get(side="system").body
    assert not Evidence.objects.exists()
