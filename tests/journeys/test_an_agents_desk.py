"""An agent at work: the queue by keyboard, the evidence viewer, moves with and without the script, every page sound."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from amends.core.disputes.states import State
from amends.records.disputes.models import Dispute
from amends.records.orders.models import Order
from tests.journeys.conftest import AGENT, FINANCE, Live

pytestmark = pytest.mark.browser


def case(state: State, *, files: int = 0) -> str:
    """The number of a case of the story in that state, with evidence if `files` says so."""
    found = Dispute.objects.filter(state=state.value).order_by("due_at", "id")
    return next(one.number for one in found if one.evidence.count() >= files)


def test_the_queue_is_walked_by_keyboard(live: Live) -> None:
    page = live.page(AGENT)
    page.goto("/console/?tab=all")
    links = page.locator("[data-rows] .row-link")
    expect(links.first).to_be_visible()
    page.keyboard.press("j")
    expect(links.nth(0)).to_be_focused()
    page.keyboard.press("j")
    expect(links.nth(1)).to_be_focused()
    page.keyboard.press("k")
    expect(links.nth(0)).to_be_focused()
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    number = links.nth(0).inner_text()
    page.get_by_role("searchbox").fill(number)
    page.keyboard.press("Enter")
    expect(links).to_have_count(1)
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text(number)


def test_evidence_is_looked_at_one_after_the_other(live: Live) -> None:
    page = live.page(AGENT)
    page.goto(f"/console/disputes/{case(State.UNDER_REVIEW, files=2)}/")
    links = page.locator(".gallery a")
    first, second = (links.nth(at).get_attribute("data-name") or "" for at in (0, 1))
    links.first.click()
    viewer = page.get_by_role("dialog", name="Evidence viewer")
    expect(viewer).to_contain_text(first)
    picture = viewer.get_by_role("img", name=first)
    expect(picture).to_be_visible()
    assert picture.evaluate("picture => picture.decode().then(() => picture.naturalWidth > 0)")
    width = picture.evaluate("picture => picture.width")
    page.keyboard.press("+")
    assert picture.evaluate("picture => picture.width") > width
    page.keyboard.press("-")
    page.keyboard.press("ArrowRight")
    expect(viewer).to_contain_text(second)
    page.keyboard.press("ArrowLeft")
    expect(viewer).to_contain_text(first)
    page.keyboard.press("Escape")
    expect(viewer).to_be_hidden()
    expect(links.first).to_be_focused()


def test_the_breakdown_follows_what_is_typed(live: Live) -> None:
    number = case(State.UNDER_REVIEW, files=1)
    page = live.page(AGENT)
    page.goto(f"/console/disputes/{number}/")
    page.locator("#offer > summary").click()
    breakdown = page.locator("#breakdown")
    expect(breakdown).to_contain_text("The merchant would receive")
    page.get_by_role("radio", name="Refund to balance").check()
    page.get_by_label("Amount").fill("1.25")
    expect(breakdown).to_contain_text("1.25")
    page.get_by_label("Amount").fill("999999")
    expect(breakdown).to_contain_text("at most")
    page.get_by_role("radio", name="Resend").check()
    expect(breakdown).to_contain_text("×")
    expect(page.get_by_label("Amount")).to_be_hidden()
    expect(page.get_by_label("Shipping method")).to_be_visible()
    assert Dispute.objects.get(number=number).state == "under_review"


def test_a_case_is_worked_without_the_script(live: Live) -> None:
    number = case(State.UNDER_REVIEW, files=1)
    page = live.page(AGENT, script=False)
    page.goto("/console/?tab=all")
    page.get_by_role("link", name=number).click()
    offer = page.locator("#offer")
    offer.locator("summary").first.click()
    offer.get_by_label("Amount").fill("1.25")
    offer.get_by_label("Words for the merchant").fill("Half of it.")
    offer.get_by_text("It departs from the policy").click()
    offer.get_by_label("Why").select_option("Goodwill")
    offer.get_by_label("In your words").fill("Agreed on the telephone.")
    offer.get_by_role("button", name="Show the breakdown").click()
    expect(page.locator("#breakdown")).to_contain_text("1.25")
    expect(offer.get_by_label("Words for the merchant")).to_have_value("Half of it.")
    offer.get_by_role("button", name="Make this offer").click()
    expect(page.get_by_text("The offer was made; it waits for the merchant.")).to_be_visible()
    assert Dispute.objects.get(number=number).state == "offered"


@pytest.mark.slow
@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1280, "dark")])
def test_every_page_of_the_console_is_sound(live: Live, width: int, scheme: str) -> None:
    waiting, settled = case(State.UNDER_REVIEW, files=1), case(State.SETTLED)
    order = Order.objects.latest("id")
    paths = ["", "?tab=all", "?q=SH", "?currency=x", f"disputes/{waiting}/", f"disputes/{waiting}/offer/"]
    paths += [f"disputes/{waiting}/reject/", f"disputes/{settled}/", "orders/", "orders/?q=DT", "orders/messages/"]
    paths += [f"orders/{order.id}/", f"accounts/{order.account_id}/"]
    page = live.page(AGENT, width=width, scheme=scheme)
    for path in paths:
        _is_sound(page, f"/console/{path}")
    page = live.page(FINANCE, width=width, scheme=scheme)
    for path in ("", "?tab=running", "?tab=finished", "entries/", "balance/"):
        _is_sound(page, f"/console/book/{path}")


def _is_sound(page: Page, path: str) -> None:
    """Nothing that axe complains of, nothing wider than the window."""
    page.goto(path)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    found = Axe().run(page).response["violations"]
    assert [(fault["id"], fault["nodes"][0]["target"]) for fault in found] == [], path
    assert page.evaluate("document.documentElement.scrollWidth") <= page.evaluate("innerWidth"), path
