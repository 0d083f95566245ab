"""The help centre's pictures: our own pages, followed like the article tells it.

Beside each picture stand the words that were visible in it. When a page says something else, the picture is stale and
its test fails; `make pictures` takes them all again.
"""

import os
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from PIL import Image
from playwright.sync_api import FloatRect, Locator, Page, expect

from amends.doors.help.pictures import FOLDER
from amends.doors.help.shelf import OWN
from amends.records.disputes.models import Dispute
from amends.records.orders.models import Order
from tests.journeys.conftest import Live
from tests.journeys.pictures import shrink
from tests.journeys.steps import PARCEL, PRODUCT, give, give_complaint, parcel, product

WORDS = Path(__file__).parent / "help_pictures"
TAKING = os.environ.get("AMENDS_PICTURES") == "1"
TEXT = 704
"""How wide the text of an article is, in pixels: a picture of that width is shown as it was taken."""

ORDER, DISPUTED = "DT-1014", "DT-1026"
"""A speaker and a stand that arrived; and an order whose dispute has an offer."""

pytestmark = pytest.mark.browser


def test_the_pictures_show_what_the_pages_say(live: Live) -> None:
    page = live.page(width=TEXT + 8)
    stale = [name for name, show in SCENES.items() if not is_fresh(name, *show(page))]
    assert stale == [], "stale pictures; `make pictures` takes them again"


def test_every_picture_stands_in_an_article_and_every_one_has_its_words() -> None:
    named = {name for path in OWN.glob("*.md") for name in re.findall(r"\]\(pictures/([a-z-]+)\.png", path.read_text())}
    assert {path.stem for path in FOLDER.glob("*.png")} == named == set(SCENES)
    assert {path.stem for path in WORDS.glob("*.txt")} == named


def test_the_pictures_are_small_and_fit_the_text() -> None:
    for path in FOLDER.glob("*.png"):
        assert path.stat().st_size < 120_000, path.name
        with Image.open(path) as image:
            assert image.width <= TEXT, path.name


def order_page(page: Page) -> tuple[Locator, Locator]:
    arrived = timezone.now() - timedelta(days=2)
    Order.objects.filter(number=ORDER).update(delivered_at=arrived)
    page.goto(f"/orders/{ORDER}/")
    expect(page.get_by_role("link", name="Open dispute")).to_be_visible()
    return page.locator("main > .page-head"), page.locator("main > .split > div > *").first


def items(page: Page) -> tuple[Locator, Locator]:
    page.get_by_role("link", name="Open dispute").click()
    page.get_by_label("Quantity of Portable speaker").fill("1")
    page.get_by_role("radio", name="Damaged", exact=False).first.check()
    page.get_by_role("radio", name="Partly damaged").check()
    expect(page.locator("[name=needs_of]")).to_have_value(re.compile("damaged/partly_damaged"))
    return page.locator("#lines"), page.locator("#detail")


def operation(page: Page) -> tuple[Locator, Locator]:
    page.get_by_role("radio", name="Refund: back to balance").check()
    expect(page.locator("#ceiling")).to_contain_text("At most")
    expect(page.locator("#preview")).to_contain_text("Back to balance", ignore_case=True)
    return page.locator("#wish"), page.locator(".amount-asked")


def evidence(page: Page) -> tuple[Locator, Locator]:
    give_complaint(page, ORDER)
    expect(page.locator("#need-complaint[data-done]")).to_be_visible()
    return page.locator("#evidence"), page.locator("#evidence")


def preview(page: Page) -> tuple[Locator, Locator]:
    give(page, PRODUCT, product())
    give(page, PARCEL, parcel())
    expect(page.locator("#preview")).to_contain_text("Everything is here.")
    panel = page.locator("section.panel").filter(has=page.locator("#preview-title"))
    return panel, panel


def offer(page: Page) -> tuple[Locator, Locator]:
    page.goto(f"/disputes/{Dispute.objects.get(order__number=DISPUTED).number}/")
    return page.locator("main > .page-head"), page.locator("section.panel").filter(has=page.locator("#offer-title"))


def withdraw(page: Page) -> tuple[Locator, Locator]:
    page.set_viewport_size({"width": 900, "height": 900})
    page.get_by_role("link", name="Cancel dispute…").click()
    dialog = page.get_by_role("dialog", name="Withdraw this dispute?")
    expect(dialog).to_be_visible()
    return dialog, dialog


SCENES: dict[str, Callable[[Page], tuple[Locator, Locator]]] = {
    "order": order_page,
    "items": items,
    "operation": operation,
    "evidence": evidence,
    "preview": preview,
    "offer": offer,
    "withdraw": withdraw,
}
"""Each goes on where the one before it stopped, and answers with what the picture shows: from which part to which."""


def is_fresh(name: str, first: Locator, last: Locator) -> bool:
    """Whether the words recorded beside the picture are still the visible ones; taking pictures makes them so."""
    if TAKING:
        take(name, first, last)
    said = words_of(first) if first == last else f"{words_of(first)}\n{words_of(last)}"
    record = WORDS / f"{name}.txt"
    if TAKING:
        WORDS.mkdir(exist_ok=True)
        record.write_text(said + "\n", encoding="utf-8")
    return record.exists() and record.read_text(encoding="utf-8").rstrip("\n") == said


def take(name: str, first: Locator, last: Locator) -> None:
    """The page from the one part to the other, with a little air around."""
    page, air = first.page, 12
    page.mouse.move(0, 0)
    page.evaluate("document.activeElement?.blur(); scrollTo(0, 0)")
    near = "image.getBoundingClientRect().top < innerHeight"  # others may wait until somebody scrolls to them
    page.wait_for_function(f"[...document.images].every(image => image.complete || !({near}))")
    begin, end = first.bounding_box(), last.bounding_box()
    assert begin and end and page.viewport_size
    left, top = max(0, begin["x"] - air), max(0, begin["y"] - air)
    right = min(page.viewport_size["width"], begin["x"] + begin["width"] + air)
    clip = FloatRect(x=left, y=top, width=right - left, height=end["y"] + end["height"] + air - top)
    shrink(page.screenshot(clip=clip, full_page=True, caret="initial"), FOLDER / f"{name}.png")


def words_of(part: Locator) -> str:
    """The visible words, a line each; times and a dispute's number are another tomorrow."""
    part.evaluate("part => part.querySelectorAll('time').forEach(time => { time.textContent = '(time)' })")
    said = re.sub(r"\bSH\d+", "SH…", part.inner_text())
    said = re.sub(r"\b\d{1,2} [A-Z][a-z]{2} 20\d\d\b", "(day)", said)
    return "\n".join(line for line in map(str.strip, re.split(r"[\n\t]+", said)) if line)
