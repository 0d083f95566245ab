"""A merchant looks for an order and reads what happened to it."""

from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from amends.records.orders.models import Order
from tests.journeys.conftest import SECOND_MERCHANT, Live

pytestmark = pytest.mark.browser

WIDE_TABLES = (
    "[...document.querySelectorAll('.table-wrap')].filter((wrap) => wrap.scrollWidth > wrap.clientWidth).length"
)
PAGES = ("/", "/orders/", "/orders/?kind=wholesale", "/orders/?kind=sample&stage=closed", "/orders/?q=nobody")


def test_from_the_overview_to_the_order(live: Live) -> None:
    page = live.page()
    page.goto("/")
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Store orders").click()
    expect(page.get_by_role("heading", name="Store orders")).to_be_visible()
    page.get_by_role("link", name="Dispatched").click()
    page.get_by_role("searchbox", name="Search orders").fill("aoife")
    page.keyboard.press("Enter")
    expect(page.locator("tbody tr")).to_have_count(1)
    page.locator("tbody .row-link").click()
    expect(page.get_by_text("Address incomplete, the buyer was asked to call")).to_be_visible()
    expect(page.get_by_role("heading", name="What you were charged")).to_be_visible()
    expect(page.get_by_role("link", name="Open dispute")).to_be_visible()


def test_older_orders_are_a_page_away_and_newer_ones_a_page_back(live: Live) -> None:
    page = live.page()
    page.goto("/orders/")
    rows = page.locator("tbody .row-link")
    first = rows.all_inner_texts()
    page.get_by_role("link", name="Older").click()
    expect(rows.first).not_to_have_text(first[0])
    assert set(first).isdisjoint(rows.all_inner_texts())
    page.get_by_role("link", name="Newer").click()
    expect(rows).to_have_text(first)


def test_another_merchant_finds_nothing_of_it(live: Live) -> None:
    page = live.page(SECOND_MERCHANT)
    page.goto("/orders/?q=DT-10&kind=all")
    expect(page.get_by_text("Nothing among All orders begins with “DT-10”")).to_be_visible()


def test_all_can_be_read_without_the_script(live: Live) -> None:
    page = live.page(script=False, width=390)
    page.goto("/orders/?stage=dispatched")
    page.locator("tbody .row-link").first.click()
    expect(page.get_by_role("heading", name="Parcels")).to_be_visible()
    expect(page.get_by_text("Left the warehouse").first).to_be_visible()


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1280, "dark")])
def test_axe_finds_nothing_and_nothing_overflows(live: Live, width: int, scheme: Literal["light", "dark"]) -> None:
    page = live.page(width=width, scheme=scheme)
    for address in PAGES:
        _check(page, address, width)
    for number in _orders_of_every_sort():
        _check(page, f"/orders/{number}/", width)


def _orders_of_every_sort() -> list[str]:
    """Unpaid, on hold, closed, one whose charge nobody told, one that resends goods, and one with many steps."""
    orders = Order.objects.filter(account__name="Demo Trading")
    sorts: list[dict[str, Any]] = [
        {"payment_state": "unpaid"},
        {"open_disputes__gt": 0, "stage": "completed"},
        {"stage": "closed"},
        {"charged_known": False},
        {"root_order__isnull": False},
        {"tracking": "returned"},
    ]
    return [orders.filter(**sort)[0].number for sort in sorts]


def _check(page: Page, address: str, width: int) -> None:
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth") <= width, address
    assert page.evaluate(WIDE_TABLES) == 0, f"{address}: a table is wider than its frame"
    results = Axe().run(page)
    assert results.violations_count == 0, f"{address}: {results.generate_report()}"
