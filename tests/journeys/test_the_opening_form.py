"""The opening form in a browser: it follows what is typed, keeps it, and says what a file lacks."""

from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Route, expect

from amends.core.evidence.limits import Limits
from amends.records.access.models import User
from amends.records.disputes.models import Dispute, Draft
from amends.records.evidence.models import Evidence
from tests.journeys.conftest import MERCHANT, Live
from tests.journeys.steps import (
    COMPLAINT,
    PARCEL,
    PRODUCT,
    begin,
    choose,
    complaint_of,
    confirm,
    give,
    give_complaint,
    parcel,
    product,
    reload_until,
)

pytestmark = pytest.mark.browser

ORDER = "DT-1020"
"""Two cushions and two vases, sent back to the warehouse; no dispute yet."""


def kept(page: Page) -> None:
    """The server has answered with what it keeps."""
    expect(page.get_by_text("Kept as a draft, just now.")).to_be_visible()


def test_ceiling_checklist_and_preview_follow_what_is_typed(live: Live) -> None:
    page = live.page()
    begin(page, ORDER)
    preview = page.locator("#preview")
    choose(page, units={"陶瓷花瓶": 1}, reason="Damaged", wish="Refund: back to balance")
    expect(page.locator("#ceiling")).to_contain_text("At most 12.88 USD: goods 11.20 USD, shipping 1.68 USD")
    expect(preview.get_by_text("Still missing: a screenshot of the buyer's complaint")).to_be_visible()
    give(page, PRODUCT, product())
    give(page, PARCEL, parcel())
    expect(page.locator("#need-product[data-done]")).to_be_visible()
    expect(page.locator("#need-complaint[data-done]")).to_have_count(0)
    give_complaint(page, ORDER)
    expect(preview.get_by_text("Everything is here.")).to_be_visible()
    page.get_by_label("Amount asked").fill("99")
    expect(preview.get_by_text("99.00 USD is more than these items can bring back: 12.88 USD at most.")).to_be_visible()
    page.get_by_role("radio", name="Resend").check()
    expect(page.get_by_label("Amount asked")).to_be_hidden()
    expect(preview.get_by_text("Resend of the goods")).to_be_visible()
    number = confirm(page)
    assert Dispute.objects.get(number=number).wish == "resend"


def test_what_is_chosen_before_the_scripts_arrive_is_followed_too(live: Live) -> None:
    page = live.page()
    late: list[Route] = []

    def hold_back(script: Route) -> None:
        late.append(script)

    page.goto(f"/orders/{ORDER}/")
    page.route("**/htmx*.js", hold_back)
    page.get_by_role("link", name="Open dispute").click(no_wait_after=True)
    page.get_by_label("Quantity of 陶瓷花瓶").fill("1")
    page.locator("#reason").get_by_role("radio", name="Damaged").check()
    expect(page.locator("input[name=needs_of]")).to_have_value("/")
    assert len(late) == 1
    late[0].continue_()
    expect(page.locator("input[name=needs_of]")).to_have_value("damaged/")
    expect(page.locator("#ceiling")).to_contain_text("At most 12.88 USD")


def test_a_closed_tab_loses_nothing(live: Live) -> None:
    page = live.page()
    begin(page, ORDER)
    choose(page, units={"亚麻抱枕套": 2}, reason="Damaged", wish="Resend")
    give(page, PARCEL, parcel())
    expect(page.locator("#draft")).not_to_have_value("")
    page.get_by_label("Message").fill("Half of it is torn. 一半破了。")
    page.goto("/disputes/")
    page.get_by_role("link", name=f"Continue {ORDER}").click()
    reload_until(page, lambda: page.locator("textarea", has_text="Half of it is torn. 一半破了。"))
    expect(page.get_by_label("Quantity of 亚麻抱枕套")).to_have_value("2")
    expect(page.get_by_role("radio", name="Resend")).to_be_checked()
    expect(page.get_by_role("link", name="parcel with label.jpg")).to_be_visible()


@pytest.fixture
def small_files(settings) -> None:
    settings.EVIDENCE_LIMITS = Limits(max_file_bytes=100_000, max_files=5)


@pytest.mark.usefixtures("small_files")
def test_each_refused_file_says_why_and_the_rest_survives(live: Live) -> None:
    page = live.page()
    begin(page, ORDER)
    choose(page, units={"陶瓷花瓶": 1}, reason="Damaged", wish="Resend")
    bad = [
        {"name": "drawing.svg", "mimeType": "image/svg+xml", "buffer": b"<svg xmlns='http://www.w3.org/2000/svg'/>"},
        {"name": "empty.png", "mimeType": "image/png", "buffer": b"\0" * 0},
        {"name": "film.mp4", "mimeType": "video/mp4", "buffer": b"\0" * 100_001},
    ]
    rows = give(page, PARCEL, parcel(), *bad, *[parcel() for _ in range(6)])
    for sentence in (
        "“drawing.svg” is an SVG drawing and cannot be taken as evidence.",
        "“empty.png” is empty",
        "“film.mp4” is 97.7 KB; one file may have up to 97.6 KB.",
        "That would be 6 files; a dispute takes up to 5.",
    ):
        expect(rows.filter(has_text=sentence).first).to_be_visible()
    expect(page.locator('.file[data-state="failed"]')).to_have_count(5)
    expect(page.locator("#need-parcel[data-done]")).to_be_visible()
    assert Evidence.objects.filter(draft__order__number=ORDER).count() == 5


def test_a_file_is_taken_back_and_the_tick_with_it(live: Live) -> None:
    page = live.page()
    begin(page, ORDER)
    choose(page, units={"陶瓷花瓶": 1}, reason="Damaged", wish="Resend")
    give(page, PARCEL, parcel())
    expect(page.locator("#need-parcel[data-done]")).to_be_visible()
    page.get_by_role("button", name="Remove parcel with label.jpg").click()
    expect(page.locator("#need-parcel[data-done]")).to_have_count(0)
    expect(page.get_by_role("link", name="parcel with label.jpg")).to_have_count(0)


def test_a_session_that_ended_leaves_the_form_as_it_is(live: Live) -> None:
    page = live.page()
    begin(page, ORDER)
    choose(page, units={"亚麻抱枕套": 1}, reason="Damaged", wish="Resend")
    page.context.clear_cookies(name="sessionid")
    page.get_by_label("Message").fill("Typed after the session ended.")
    expect(page.get_by_text("You were signed out.")).to_be_visible()
    expect(page.get_by_label("Message")).to_have_value("Typed after the session ended.")
    page.context.add_cookies([{"name": "sessionid", "value": live.session(MERCHANT), "url": live.url}])
    page.get_by_label("Amount asked").evaluate("field => field.dispatchEvent(new Event('change', {bubbles: true}))")
    expect(page.get_by_text("You were signed out.")).to_have_count(0)
    kept(page)
    begun = Draft.objects.get(order__number=ORDER, begun_by=User.objects.get(email=MERCHANT))
    assert begun.form["message"] == "Typed after the session ended."


def test_the_enter_key_shows_the_preview_and_chooses_nothing(live: Live) -> None:
    page = live.page()
    begin(page, ORDER)
    page.get_by_label("Quantity of 陶瓷花瓶").fill("1")
    page.keyboard.press("Enter")
    page.wait_for_url("**/dispute/#preview")
    expect(page.get_by_label("Quantity of 陶瓷花瓶")).to_have_value("1")
    expect(page.get_by_label("Quantity of 亚麻抱枕套")).to_have_value("")


def test_a_refused_form_moves_focus_to_its_first_fault(live: Live) -> None:
    page = live.page()
    begin(page, ORDER)
    page.get_by_role("button", name="Confirm").click()
    expect(page.get_by_text("This cannot be opened yet. Everything you entered is kept.")).to_be_visible()
    expect(page.get_by_label("Quantity of 亚麻抱枕套")).to_be_focused()


def test_all_of_it_works_without_the_script(live: Live) -> None:
    page = live.page(script=False, width=390)
    begin(page, ORDER)
    page.get_by_label("Quantity of 陶瓷花瓶").fill("1")
    page.get_by_role("radio", name="Damaged").check()
    page.get_by_role("radio", name="Refund: back to balance").check()
    page.get_by_role("button", name="Show it").click()
    expect(page.locator("#preview")).to_contain_text("12.88 USD")
    page.get_by_label(f"Choose files: {COMPLAINT}").set_input_files([complaint_of("lea.moreau@mail.example")])
    page.get_by_label(f"Choose files: {PRODUCT}").set_input_files([product()])
    page.get_by_label(f"Choose files: {PARCEL}").set_input_files([parcel()])
    page.get_by_role("button", name="Show it").click()
    page.get_by_label("The buyer's address is visible here").check()
    number = confirm(page)
    expect(page.get_by_text(f"Dispute {number} is open.")).to_be_visible()


def test_the_process_opens_as_a_pop_up_that_its_address_names(live: Live) -> None:
    page = live.page()
    page.goto("/disputes/")
    link = page.get_by_role("link", name="Process SH").first
    number = link.get_attribute("data-process")
    link.click()
    dialog = page.get_by_role("dialog", name=f"Dispute {number}")
    expect(dialog.get_by_text("You must act.").first).to_be_visible()
    page.wait_for_url(f"**/disputes/?process={number}")
    page.reload()
    expect(dialog).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    page.wait_for_url("**/disputes/")
    order = Dispute.objects.get(number=number).order.number
    page.goto(f"/orders/{order}/?process={number}")
    expect(dialog).to_be_visible()


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1280, "dark")])
def test_axe_finds_nothing_and_nothing_overflows(live: Live, width: int, scheme: Literal["light", "dark"]) -> None:
    page = live.page(width=width, scheme=scheme)
    own = Dispute.objects.filter(account__name="Demo Trading").order_by("id")
    states = {dispute.state: dispute.number for dispute in own}
    addresses = ["/disputes/", "/disputes/?tab=closed", "/disputes/?q=nobody", f"/orders/{ORDER}/dispute/"]
    addresses += ["/orders/DT-1016/dispute/", "/orders/DT-1013/dispute/"]
    addresses += [f"/disputes/{number}/" for number in states.values()]
    addresses += [f"/disputes/?process={states[state]}" for state in ("offered", "evidence_requested", "settled")]
    for address in addresses:
        page.goto(address)
        if "process=" in address:
            expect(page.get_by_role("dialog")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
        results = Axe().run(page)
        assert results.violations_count == 0, f"{address}: {results.generate_report()}"
