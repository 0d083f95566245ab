"""The guide for programmers: every operation and shape has its place, every text its page, every example its shape."""

import json
import re
from typing import Any

import pytest
from django.test import Client
from pydantic import BaseModel

from amends.core.disputes.refusals import AboveCeiling
from amends.core.money import say_minor
from amends.core.refusals import code_table
from amends.core.webhooks.events import EVENTS
from amends.doors.api.openapi import bodies
from amends.doors.api.problems import as_problem
from amends.doors.api.urls import api
from amends.doors.guide.document import document, schemas
from amends.doors.guide.operations import groups
from amends.doors.guide.tables import ELSEWHERE
from amends.doors.guide.texts import FOLDER
from tests.doors.api.conftest import Desk, desk
from tests.doors.help.test_articles import Tags, seen
from tests.makers.wire import call

assert api and desk

pytestmark = pytest.mark.django_db

OPERATIONS = [one["operationId"] for path in document()["paths"].values() for one in path.values()]


ASKED = {
    ("read_finding", "at"): ("now", "opening"),
    ("list_settlements", "tab"): ("stuck", "running", "finished"),
    ("list_external_claims", "tab"): ("answer", "review", "unmatched", "ended"),
    ("add_evidence", "purpose"): ("complaint", "product", "parcel", "certificate", "other"),
}


def read(address: str) -> str:
    page = Client().get(address)
    assert page.status_code == 200, address
    return page.text.partition("<main")[2].partition("</main>")[0]


def test_every_operation_stands_in_the_menu_and_once_on_the_page_of_its_tag() -> None:
    menu = read("/help/api/reference/")
    pages = {slug: read(f"/help/api/reference/{slug}/") for slug in groups()}
    for slug, group in groups().items():
        for one in group.operations:
            assert f'href="/help/api/reference/{slug}/#{one.id}"' in menu
            assert pages[slug].count(f'<h2 id="{one.id}">') == 1
            assert f"{one.method} {one.path}" in seen(pages[slug])
    assert sorted(OPERATIONS) == sorted(one.id for group in groups().values() for one in group.operations)


def test_a_page_says_what_is_taken_and_answered() -> None:
    page = read("/help/api/reference/disputes/")
    for told in ("Idempotency-Key", "evidence_later", '<a href="/help/api/shapes/DisputeWhole/">', "case-4711"):
        assert told in page


@pytest.mark.parametrize("name", [name for name, schema in schemas().items() if "properties" in schema])
def test_every_shape_has_a_page(name: str) -> None:
    page = read(f"/help/api/shapes/{name}/")
    assert [field for field in schemas()[name]["properties"] if f">{field}</code>" not in page] == []


def test_what_nobody_declared_is_not_there() -> None:
    for address in ("/help/api/shapes/Nothing/", "/help/api/reference/nothing/", "/help/api/shapes/State/"):
        assert Client().get(address).status_code == 404


def test_no_markdown_is_shown_raw() -> None:
    """Descriptions are rendered as articles are: no backtick is left, and no line is broken as in the source."""
    pages = [f"/help/api/reference/{slug}/" for slug in groups()]
    pages += [f"/help/api/shapes/{name}/" for name, schema in schemas().items() if "properties" in schema]
    pages += [f"/help/api/{path.stem}/".replace("/start/", "/") for path in FOLDER.glob("*.md")]
    for address in pages:
        page = re.sub(r"<pre.*?</pre>", "", read(address), flags=re.S)
        assert ("`" in seen(page), "<br" in page) == (False, False), address


def test_the_events_page_shows_exactly_the_events_and_what_each_tells() -> None:
    row = r'<tr>\s*<th scope="row"[^>]*>(.*?)</th>\s*<td[^>]*>(.*?)</td>\s*<td'
    rows = re.findall(row, read("/help/api/events/"), re.S)
    shown = {seen(code): tuple(re.findall("<code>(.*?)</code>", facts)) for code, facts in rows}
    assert shown == {code: told.facts for code, told in EVENTS.items()}


def test_the_refusals_page_shows_every_code_with_its_status() -> None:
    row = r'<div id="([^"]+)"><dt><code>[^<]+</code>(?: <span class="num">(\d+)</span>)?'
    rows = re.findall(row, read("/help/api/refusals/"))
    assert [code for code, _ in rows] == sorted(c for c in code_table() if c.partition(".")[0] not in ELSEWHERE)
    statuses = dict(rows)
    assert (statuses["dispute.stale"], statuses["request.called_too_often"]) == ("412", "429")
    assert (statuses["dispute.unseen"], statuses["dispute.above_ceiling"], statuses["server.broken"]) == (
        "404", "422", "500",
    )  # fmt: skip
    assert {code for code, status in rows if not status} == {
        "call.answer_too_large", "call.certificate_refused", "call.name_unknown", "call.took_too_long",
        "call.too_many_redirects", "call.unreachable",
    }  # fmt: skip


def test_codes_that_stand_in_events_and_fields_are_explained_where_the_event_is() -> None:
    page = read("/help/api/refusals/")
    assert "These answer no request. They say why a call of ours came to nothing: in last_failure of" in seen(page)
    assert 'id="room-call"' in page and 'href="../refusals/#room-call"' in read("/help/api/events/")


def test_a_sentence_is_shown_with_its_facts_in_braces() -> None:
    assert "There is no dispute {number}." in seen(read("/help/api/refusals/"))


def test_the_values_of_a_closed_list_are_shown_where_a_default_stands_beside_them() -> None:
    operations = {one.id: one for group in groups().values() for one in group.operations}
    fields = {id_: (*one.parameters, *one.fields) for id_, one in operations.items()}
    shown = {(id_, name): next(one.kind for one in fields[id_] if one.name == name) for id_, name in ASKED}
    assert shown == {asked: ", ".join(f"<code>{one}</code>" for one in values) for asked, values in ASKED.items()}
    assert "anything" not in " ".join(seen(read(f"/help/api/reference/{slug}/")) for slug in groups())


def test_the_texts_name_this_installation(settings: Any) -> None:
    settings.PUBLIC_URL = "https://disputes.kite.example"
    cj, start = read("/help/api/cj/"), read("/help/api/")
    assert "curl -s https://disputes.kite.example/api2.0/v1/authentication/getAccessToken" in cj
    assert "export AMENDS=https://disputes.kite.example TOKEN=" in start
    assert not re.search("amends.example|localhost", cj + start + read("/help/api/events/"))


def test_cjs_page_says_that_a_sandbox_order_is_confirmed_first() -> None:
    page = seen(read("/help/api/cj/"))
    assert "simulatePay takes an order that is confirmed, so call confirmOrder before it." in page


def test_cjs_page_says_where_a_sandbox_order_should_stop_and_how_many_pictures_are_taken() -> None:
    page = seen(read("/help/api/cj/"))
    assert "400 processing, 500 shipped, 600 delivered, 700 closed" in page
    assert "up to 50 imageUrl" in page


def test_the_first_steps_are_operations_and_their_bodies_can_be_read() -> None:
    """What the start page has one type in: paths of the document, and bodies that fit."""
    asked = re.findall(r'"\$AMENDS(/api[^"?]*)[^"]*"(?:[^`]*?-d \'(.*?)\')?', (FOLDER / "start.md").read_text(), re.S)
    paths = dict(asked)
    assert set(paths) == {
        "/api/v1/orders", "/api/v1/orders/A-1001/claimable-lines", "/api/v1/disputes/preview", "/api/v1/disputes",
    }  # fmt: skip
    shapes = {body.__name__: body for body in bodies()}
    assert shapes["PreviewAsk"].model_validate(json.loads(paths["/api/v1/disputes/preview"]))
    assert shapes["OpenAsk"].model_validate(json.loads(paths["/api/v1/disputes"]))


def test_the_refusal_that_is_shown_is_said_so_by_the_server(desk: Desk) -> None:
    """Word for word, but for this order's ceiling."""
    shown = json.loads(re.findall(r"```json\n(.*?)```", (FOLDER / "start.md").read_text(), re.S)[0])
    above = AboveCeiling(asked=say_minor(9000, "USD"), currency="USD", ceiling=say_minor(2250, "USD"))
    assert shown == as_problem(above)
    said = call("POST", "/api/v1/disputes", token=desk.token, body=desk.body(amount=9000)).body
    assert said["facts"] == {"asked": 9000, "currency": "USD", "ceiling": 625}
    words = {"facts": said["facts"], "detail": said["detail"], "errors": said["errors"]}
    assert said == shown | words
    assert said["errors"] == [{**shown["errors"][0], "detail": said["detail"]}]
    assert said["detail"] == shown["detail"].replace("22.50", "6.25")


def test_every_link_of_the_guide_leads_to_a_place_on_a_page(client: Client) -> None:
    waiting, pages = ["/help/api/"], dict[str, set[str]]()
    wanted = set[tuple[str, str]]()
    while waiting:
        here = waiting.pop()
        tags = Tags(read(here)).seen
        pages[here] = {str(one["id"]) for _, one in tags if "id" in one}
        for href in (str(one["href"]) for tag, one in tags if tag == "a"):
            where, _, part = href.partition("#")
            address = here if not where else where if where.startswith(("/", "https:")) else here + where
            address = re.sub(r"[^/]+/\.\./", "", address)
            if address.startswith("/help/api/"):
                wanted.add((address, part))
                if address not in pages and address not in waiting:
                    waiting.append(address)
    assert {one for one in wanted if one[1] and one[1] not in pages[one[0]]} == set()


@pytest.mark.parametrize("body", bodies(), ids=lambda body: body.__name__)
def test_examples_can_be_read(body: type[BaseModel]) -> None:
    for example in (body.model_config.get("json_schema_extra") or {}).get("examples", []):  # type: ignore[union-attr]
        assert body.model_validate(example)
