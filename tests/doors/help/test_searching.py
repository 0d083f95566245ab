"""Searching articles and the policy."""

import re

import pytest
from django.test import Client

from tests.doors.help.conftest import Folder

pytestmark = pytest.mark.django_db


def found(client: Client, asked: str) -> list[str]:
    page = client.get("/help/", {"q": asked})
    assert page.status_code == 200
    results = page.text.partition('id="found-title"')[2].partition("</section>")[0]
    return re.findall(r'<li><a href="([^"]+)"', results)


def test_a_clause_and_an_article_are_found_with_what_was_searched_for_marked(client: Client) -> None:
    assert found(client, "late USA") == ["/help/policy/#delayed-usa"]
    page = client.get("/help/", {"q": "late USA"}).text
    assert "Parcels to the <mark>USA</mark> can be disputed as <mark>late</mark> or lost 45 days" in page


def test_drawn_tables_are_searched_too(client: Client) -> None:
    assert "/help/life-of-a-dispute/" in found(client, "Tell finance")


def test_an_operators_chinese_article_is_found_folded(client: Client, folder: Folder) -> None:
    folder.write("how-we-pack", "包裹需要多少天？ＳＫＵ", title="包装")
    assert found(client, "多少天 sku") == ["/help/how-we-pack/"]


def test_nothing_found_says_so_and_what_to_do(client: Client) -> None:
    page = client.get("/help/", {"q": "zebra <b>"}).text
    assert "Nothing here speaks of “zebra &lt;b&gt;”" in page and "How to reach us" in page
    assert found(client, "zebra") == []


@pytest.mark.parametrize("asked", ["", "   ", "\0"])
def test_an_empty_search_is_the_front_page(client: Client, asked: str) -> None:
    assert "Most needed" in client.get("/help/", {"q": asked}).text


@pytest.mark.parametrize(
    "asked", ["x" * 5000, "(", "\\", "%s %(x)s", "\ud800".encode("utf-8", "surrogatepass").decode("latin-1")]
)
def test_whatever_is_asked_is_answered(client: Client, asked: str) -> None:
    assert found(client, asked) == []


def test_the_front_page_has_the_most_needed_first(client: Client) -> None:
    page = client.get("/help/").text
    places = [
        page.index(words)
        for words in (
            'type="search"',
            "Most needed",
            "How to open and close a dispute",
            "More articles",
            "The policy in force",
            "How to reach us</a></p>",
        )
    ]
    assert places == sorted(places)
