"""How often an article was read: once for each session, by readers only."""

import pytest
from django.db import DatabaseError
from django.test import Client

from amends.doors.help import views
from amends.records.help.models import ArticleViews
from amends.records.help.queries import views_of

CONTACT = "/help/contact/"
pytestmark = pytest.mark.django_db


def test_a_session_counts_once_for_each_article() -> None:
    first, second = Client(), Client()
    for client in (first, first, second):
        client.get(CONTACT)
    first.get("/help/evidence/")
    first.get(CONTACT)
    assert (views_of("contact"), views_of("evidence")) == (2, 1)
    assert "2 views" in first.get(CONTACT).text


def test_no_session_of_ours_is_made_for_a_stranger(client: Client, settings) -> None:
    client.get(CONTACT)
    assert set(client.cookies) & {settings.SESSION_COOKIE_NAME} == set()
    assert client.cookies["amends_read"]["httponly"] and not client.cookies["amends_read"]["max-age"]


@pytest.mark.parametrize("agent", ["Mozilla/5.0 (compatible; Googlebot/2.1)", "ia-spider", "LinkPreview/1"])
def test_crawlers_are_not_readers(client: Client, agent: str) -> None:
    assert client.get(CONTACT, headers={"User-Agent": agent}).status_code == 200
    assert not ArticleViews.objects.exists()


def test_asking_for_the_head_alone_is_not_reading(client: Client) -> None:
    assert client.head(CONTACT).status_code == 200
    assert not ArticleViews.objects.exists()


def test_what_is_not_there_is_not_counted(client: Client) -> None:
    client.get("/help/no-such-article/")
    client.post(CONTACT)
    assert not ArticleViews.objects.exists()


def test_a_cookie_written_by_somebody_else_says_nothing(client: Client) -> None:
    client.cookies["amends_read"] = "x" * 3000 + ".<script>.evidence"
    assert client.get(CONTACT).cookies["amends_read"].value == "evidence.contact"


def test_an_article_that_cannot_be_counted_is_shown_all_the_same(client: Client, monkeypatch, caplog) -> None:
    def fails(**_: object) -> None:
        raise DatabaseError("no")

    monkeypatch.setattr(views, "count_view", fails)
    assert "0 views" in client.get(CONTACT).text
    assert "contact was not counted" in caplog.text
