"""The guide for programmers: every operation and shape has its place, every text its page, every example its shape."""

import json
import re

import pytest
from django.test import Client
from pydantic import BaseModel

from amends.core.refusals import code_table
from amends.core.webhooks.events import EVENTS
from amends.doors.api.openapi import bodies
from amends.doors.api.urls import api
from amends.doors.guide.document import document, schemas
from amends.doors.guide.operations import groups
from amends.doors.guide.tables import ELSEWHERE
from amends.doors.guide.texts import FOLDER
from tests.doors.help.test_articles import Tags, seen

assert api

pytestmark = pytest.mark.django_db

OPERATIONS = [one["operationId"] for path in document()["paths"].values() for one in path.values()]


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
    row = r'<div id="([^"]+)"><dt><code>[^<]+</code> <span class="num">(\d+)</span>'
    rows = re.findall(row, read("/help/api/refusals/"))
    assert [code for code, _ in rows] == sorted(c for c in code_table() if c.partition(".")[0] not in ELSEWHERE)
    statuses = dict(rows)
    assert (statuses["dispute.stale"], statuses["request.called_too_often"]) == ("412", "429")
    assert (statuses["dispute.unseen"], statuses["dispute.above_ceiling"], statuses["server.broken"]) == (
        "404", "422", "500",
    )  # fmt: skip


def test_a_sentence_is_shown_with_its_facts_in_braces() -> None:
    assert "There is no dispute {number}." in seen(read("/help/api/refusals/"))


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
