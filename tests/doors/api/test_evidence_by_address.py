"""Files given by their addresses over JSON: refused at once, fetched, or missing for a reason that is told."""

from typing import Any

import pytest
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from amends.core.outbound.addresses import Rules
from amends.core.outbound.refusals import AnswerTooLarge, TooManyRedirects
from amends.core.refusals import Refusal
from amends.doors.jobs.sweep import sweep
from amends.records.disputes.models import Message
from amends.records.evidence.models import Evidence, EvidenceFetch
from amends.records.orders.models import Order
from amends.usecases.notices.drain_outbox import drain_outbox
from tests.doors.api.conftest import Desk
from tests.makers.cases import rows
from tests.makers.fetching import Gone, run, serving
from tests.makers.files import jpeg
from tests.makers.people import NOW
from tests.makers.store import store
from tests.makers.wire import Answer, call

__all__ = ["store"]

PATH = "/api/v1/disputes"
TORN = "https://files.example/torn.jpg"


@pytest.fixture
def number(desk: Desk, store: object) -> str:
    """Something broken on its way, opened before its evidence is there."""
    Order.objects.update(stage="dispatched", dispatched_at=NOW)
    body = desk.body(reason="damaged", detail="badly_damaged", evidence_later=True)
    return str(call("POST", PATH, token=desk.token, body=body).body["number"])


def give(desk: Desk, number: str, *files: dict[str, Any]) -> Answer:
    return call("POST", f"{PATH}/{number}/evidence/addresses", token=desk.token, body={"files": list(files)})


def read(desk: Desk, number: str) -> dict[str, Any]:
    return call("GET", f"{PATH}/{number}", token=desk.token).body


def told(desk: Desk, number: str, kind: str) -> list[dict[str, Any]]:
    """What the dispute's feed says beside the event itself."""
    while drain_outbox(hand_over=lambda _: None):
        pass
    events = call("GET", f"{PATH}/{number}/events", token=desk.token).body["events"]
    usual = {"id", "number", "account_id", "dispute", "order", "sequence"}
    return [
        {name: fact for name, fact in one["data"].items() if name not in usual} for one in events if one["type"] == kind
    ]


def test_a_file_by_address_shows_what_it_was_given_for(desk: Desk, number: str) -> None:
    files = [
        {"url": TORN, "purpose": "product"},
        {"url": "https://files.example/mail.jpg", "purpose": "complaint", "shows_buyer_email": True},
        {"url": "https://files.example/box.jpg", "purpose": "parcel"},
        {"url": "https://files.example/more.jpg"},
    ]
    given = give(desk, number, *files)
    assert (given.status, given.body["evidence"]) == (202, [])
    assert [(one["url"], one["purpose"], one["tries"]) for one in given.body["pending_addresses"]] == [
        (one["url"], one.get("purpose", "other"), 0) for one in files
    ]
    run(serving(jpeg()))
    seen = read(desk, number)
    assert [(one["purpose"], one["shows_buyer_email"]) for one in seen["evidence"]] == [
        ("product", False),
        ("complaint", True),
        ("parcel", False),
        ("other", False),
    ]
    assert (seen["pending_addresses"], seen["finding"]["missing"]) == ([], [])
    assert told(desk, number, "dispute.evidence_added") == [{"evidence": one["id"]} for one in seen["evidence"]]


def test_an_address_is_fetched_once_and_what_was_said_of_it_last_counts(desk: Desk, number: str) -> None:
    assert give(desk, number, {"url": TORN}, {"url": TORN}).status == 202
    again = give(desk, number, {"url": "https://FILES.example/torn.jpg", "purpose": "parcel"}).body
    assert [(one["url"], one["purpose"]) for one in again["pending_addresses"]] == [(TORN, "parcel")]
    sweep(now=timezone.now())
    (job,) = ProcrastinateJob.objects.filter(task_name="fetch_file")
    assert job.args == {"fetch_id": str(EvidenceFetch.objects.get().id)}
    run(serving(jpeg()))
    assert give(desk, number, {"url": TORN, "purpose": "product"}).body["pending_addresses"] == []
    assert Evidence.objects.get().purpose == "parcel"


def test_a_fetch_that_failed_stands_there_until_it_is_given_up_and_then_is_an_event(desk: Desk, number: str) -> None:
    give(desk, number, {"url": TORN, "purpose": "product"})
    for tries in range(1, 5):
        run(serving(Gone()))
        (waiting,) = read(desk, number)["pending_addresses"]
        row = EvidenceFetch.objects.get()
        assert waiting == {
            "url": TORN,
            "purpose": "product",
            "given_at": row.asked_at.isoformat(),
            "tries": tries,
            "next_try_at": row.next_try_at and row.next_try_at.isoformat(),
            "last_failure": "test.gone",
        }
    assert told(desk, number, "dispute.evidence_fetch_failed") == []
    run(serving(Gone()))
    assert read(desk, number)["pending_addresses"] == []
    assert told(desk, number, "dispute.evidence_fetch_failed") == [{"url": TORN, "why": "test.gone"}]
    give(desk, number, {"url": TORN, "purpose": "product"})
    (waiting,) = read(desk, number)["pending_addresses"]
    assert waiting["tries"] == 0
    run(serving(jpeg()))
    assert [one["purpose"] for one in read(desk, number)["evidence"]] == ["product"]


@pytest.mark.parametrize("final", [AnswerTooLarge(most=20), TooManyRedirects(most=3)])
def test_what_another_try_cannot_mend_is_told_at_once(desk: Desk, number: str, final: Refusal) -> None:
    give(desk, number, {"url": TORN})
    run(serving(final))
    row, message = EvidenceFetch.objects.get(), Message.objects.get(side="system")
    assert (row.state, row.tries, row.failed_for) == ("failed", 1, final.code)
    assert message.body == f"A file given by its address is missing here: {TORN}\n{final.words()}"
    assert told(desk, number, "dispute.evidence_fetch_failed") == [{"url": TORN, "why": final.code}]


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("http://files.example/torn.jpg", "address.scheme_refused"),
        ("ftp://files.example/torn.jpg", "address.scheme_refused"),
        ("https://a b/", "address.malformed"),
        ("https://ana:secret@files.example/torn.jpg", "address.credentials_refused"),
        ("https://files.example:22/torn.jpg", "address.port_refused"),
        ("https://127.0.0.1/torn.jpg", "address.network_refused"),
    ],
)
def test_an_address_that_is_not_called_is_refused_when_it_is_given(
    desk: Desk, number: str, settings: Any, url: str, code: str
) -> None:
    settings.OUTBOUND_RULES = Rules()
    before = rows()
    refused = give(desk, number, {"url": TORN}, {"url": url})
    assert (refused.status, refused.body["code"], refused.body["errors"][0]["field"]) == (422, code, "files[1].url")
    assert "secret" not in str(refused.body)
    assert rows() == before
