"""Every component in a real browser: nothing for axe to find, nothing too wide, the script's parts at work."""

from collections.abc import Iterator
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    opened = chromium.new_page(viewport={"width": 1280, "height": 900}, timezone_id="Asia/Shanghai")
    complaints: list[str] = []
    opened.on("pageerror", lambda fault: complaints.append(str(fault)))
    opened.on("console", lambda line: complaints.append(line.text) if "Content Security Policy" in line.text else None)
    yield opened
    opened.close()
    assert complaints == []


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("base", ["portal", "console"])
def test_axe_finds_nothing_and_nothing_overflows(
    chromium: Browser, gallery: str, base: str, scheme: Literal["light", "dark"], width: int
) -> None:
    page = chromium.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page.goto(f"{gallery}/{base}.html")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    page.get_by_role("link", name="Process", exact=True).click()
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    page.close()


def test_without_the_script_everything_can_be_read(chromium: Browser, gallery: str) -> None:
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.goto(f"{gallery}/portal.html")
    expect(page.get_by_role("heading", name="Store orders")).to_be_visible()
    expect(page.locator("#f")).to_be_visible()
    page.get_by_role("button", name="Menu", exact=True).click()
    expect(page.get_by_role("link", name="Wallet")).to_be_visible()
    context.close()


def test_a_dialog_opens_from_its_link_and_from_its_address(page: Page, gallery: str) -> None:
    page.goto(f"{gallery}/portal.html")
    page.get_by_role("link", name="Process", exact=True).click()
    expect(page.get_by_role("dialog", name="Dispute SH2611230042")).to_be_visible()
    assert page.url.endswith("#process")
    page.keyboard.press("Escape")
    expect(page.locator("#process")).to_be_hidden()
    expect(page).to_have_url(f"{gallery}/portal.html")
    page.goto(f"{gallery}/console.html#process")
    expect(page.locator("#process")).to_be_visible()


def test_times_are_written_in_the_readers_zone(page: Page, gallery: str) -> None:
    page.goto(f"{gallery}/portal.html")
    expect(page.locator(".due time")).to_have_text("in 21 hours 25 Nov 2026, 01:45 UTC+8")
    assert page.locator(".due time").get_attribute("title") == "25 Nov 2026, 01:45 UTC+8"
    assert {"name": "amends_zone", "value": "Asia/Shanghai"}.items() <= page.context.cookies()[0].items()


def test_rows_are_walked_by_keyboard_and_the_keys_can_be_turned_off(page: Page, gallery: str) -> None:
    page.goto(f"{gallery}/portal.html")
    page.evaluate("document.activeElement.blur()")
    for key in "jjk":
        page.keyboard.press(key)
    expect(page.get_by_role("link", name="1029384756").first).to_be_focused()
    page.get_by_role("button", name="Turn keyboard shortcuts off").click()
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("j")
    expect(page.locator("body")).to_be_focused()


def test_the_first_fault_has_the_focus(page: Page, gallery: str) -> None:
    page.goto(f"{gallery}/portal.html")
    expect(page.get_by_label("The buyer's e-mail address", exact=True)).to_be_focused()


def test_each_file_is_sent_by_itself_and_a_refused_one_says_why(page: Page, gallery: str) -> None:
    page.goto(f"{gallery}/portal.html")
    sent: list[dict[str, str | bytes]] = [
        {"name": "parcel.jpg", "mimeType": "image/jpeg", "buffer": b"1"},
        {"name": "refused.svg", "mimeType": "image/svg+xml", "buffer": b"2"},
    ]
    page.set_input_files("#f", sent)  # type: ignore[arg-type]
    rows = page.locator("#files > li")
    expect(rows).to_have_count(5)
    expect(rows.nth(3)).to_have_text("parcel.jpg")
    expect(rows.nth(4)).to_contain_text("is SVG")
    assert page.locator("#f").input_value() == ""


def test_evidence_is_zoomed_and_leafed_through(page: Page, gallery: str) -> None:
    page.goto(f"{gallery}/portal.html")
    page.get_by_role("link", name="破损灯罩.webp").click()
    viewer = page.get_by_role("dialog", name="Evidence viewer")
    expect(viewer).to_contain_text("破损灯罩.webp 2 / 4")
    picture = viewer.locator("img")
    before = picture.bounding_box()
    viewer.get_by_role("button", name="Zoom in").click()
    after = picture.bounding_box()
    assert before and after and after["width"] > before["width"]
    viewer.get_by_role("button", name="Next").click()
    expect(viewer).to_contain_text("unboxing.mp4 3 / 4")
    page.keyboard.press("ArrowLeft")
    expect(viewer).to_contain_text("2 / 4")
    page.keyboard.press("Escape")
    expect(viewer).to_be_hidden()


def test_a_number_is_copied(chromium: Browser, gallery: str) -> None:
    context = chromium.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{gallery}/portal.html")
    page.get_by_role("button", name="Copy SH2611230042").first.click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == "SH2611230042"
    context.close()
