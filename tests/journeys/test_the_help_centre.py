"""The help centre in a browser, with and without the script: searched, read, the policy at the clause that counts."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Live

pytestmark = pytest.mark.browser


def test_a_merchant_searches_and_reads_the_clause(live: Live) -> None:
    page = live.page()
    page.goto("/help/")
    page.get_by_label("Search the help").fill("late usa")
    page.get_by_label("Search the help").press("Enter")
    expect(page.locator("mark").first).to_have_text("USA")
    page.get_by_role("link", name="Late or lost on the way to the USA").click()
    clause = page.get_by_role("region", name="Late or lost on the way to the USA")
    expect(clause).to_be_in_viewport()
    expect(clause).to_contain_text("From day 45 after the parcel's departure")
    page.get_by_role("navigation", name="Contents").get_by_role("link", name="Badly damaged").click()
    expect(page.get_by_role("region", name="Badly damaged")).to_be_in_viewport()


def test_an_article_shows_our_own_pages_and_how_often_it_was_read(live: Live) -> None:
    page = live.page(script=False)
    page.goto("/help/")
    page.get_by_role("link", name="How to open and close a dispute").click()
    expect(page.get_by_text("1 view", exact=True)).to_be_visible()
    page.reload()
    expect(page.get_by_text("1 view", exact=True)).to_be_visible()
    for picture in page.locator("figure img").all():
        picture.scroll_into_view_if_needed()
        expect(picture).to_have_js_property("complete", True)
        assert picture.evaluate("picture => picture.naturalWidth") == int(picture.get_attribute("width") or 0)
    expect(page.locator("figure img")).to_have_count(7)


def test_on_paper_the_policy_is_its_words_alone(live: Live) -> None:
    page = live.page()
    page.goto("/help/policy/")
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    for gone in (page.locator(".side"), page.locator("#policy-contents"), page.locator(".clause-link").first):
        expect(gone).to_be_hidden()
