"""The help centre's pictures: our own pages, followed like the article tells it.

Beside each picture stand the words that were visible in it. When a page says something else, the picture is stale and
its test fails; `make pictures` takes them all again.
"""

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from amends.doors.help.pictures import FOLDER
from amends.doors.help.shelf import OWN
from amends.records.disputes.models import Dispute
from tests.journeys.conftest import Live
from tests.journeys.pictures import shrink
from tests.journeys.steps import PARCEL, PRODUCT, begin, choose, give, parcel, product

WORDS = Path(__file__).parent / "help_pictures"
TAKING = os.environ.get("AMENDS_PICTURES") == "1"
WIDTH = 760
"""The text of an article is 704 pixels wide; on a window this wide, so is a page's: its picture is shown as it is."""

ORDER, DISPUTED = "DT-1020", "DT-1026"
"""Two cushions and two vases, sent back to the warehouse; and an order whose dispute has an offer."""

pytestmark = pytest.mark.browser


def test_the_pictures_show_what_the_pages_say(live: Live) -> None:
    page = live.page(width=WIDTH)
    page.set_viewport_size({"width": WIDTH, "height": 1000})
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
            assert image.width <= 704, path.name


def order_page(page: Page) -> tuple[Locator, Locator]:
    page.goto(f"/orders/{ORDER}/")
    expect(page.get_by_role("link", name="Open dispute")).to_be_visible()
    return page.locator("main > .page-head"), page.locator("main > .page-head + *")


def items(page: Page) -> tuple[Locator, Locator]:
    begin(page, ORDER)
    choose(page, units={"陶瓷花瓶": 1}, reason="Damaged", wish="Refund: back to balance")
    expect(page.locator("#ceiling")).to_contain_text("At most")
    return page.locator("#lines"), page.locator("#lines + *")


def operation(page: Page) -> tuple[Locator, Locator]:
    return page.locator("#wish"), page.locator(".amount-asked")


def evidence(page: Page) -> tuple[Locator, Locator]:
    give(page, PRODUCT, product())
    expect(page.locator("#need-product[data-done]")).to_be_visible()
    part = page.locator(".field, fieldset, section").filter(has=page.locator("#need-product")).last
    return part, part


def preview(page: Page) -> tuple[Locator, Locator]:
    give(page, PARCEL, parcel())
    expect(page.locator("#need-parcel[data-done]")).to_be_visible()
    part = page.locator("section.panel").filter(has=page.locator("#preview-title"))
    return part, part


def offer(page: Page) -> tuple[Locator, Locator]:
    page.goto(f"/disputes/{Dispute.objects.get(order__number=DISPUTED).number}/")
    return page.locator("main > .page-head"), page.locator("section.panel").filter(has=page.locator("#offer-title"))


def withdraw(page: Page) -> tuple[Locator, Locator]:
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
    page, air = first.page, 4
    page.mouse.move(0, 0)
    page.evaluate("document.activeElement?.blur(); scrollTo(0, 0)")
    page.wait_for_function("[...document.images].every(image => image.complete)")
    top, end = first.bounding_box(), last.bounding_box()
    assert top and end
    clip = {
        "x": max(0, top["x"] - air),
        "y": max(0, top["y"] - air),
        "width": min(704, top["width"] + 2 * air),
        "height": end["y"] + end["height"] - top["y"] + 2 * air,
    }
    shrink(page.screenshot(clip=clip, full_page=True, animations="disabled"), FOLDER / f"{name}.png")


def words_of(part: Locator) -> str:
    """The visible words, a line each; times and a dispute's number are another tomorrow."""
    part.evaluate("part => part.querySelectorAll('time').forEach(time => { time.textContent = '(time)' })")
    said = re.sub(r"\bSH\d+", "SH…", part.inner_text())
    return "\n".join(line for line in map(str.strip, re.split(r"[\n\t]+", said)) if line)
