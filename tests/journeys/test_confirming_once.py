"""However often Confirm is pressed, one dispute comes of it; and nothing typed or uploaded is lost on the way."""

import re

import pytest
from playwright.sync_api import Page, expect

from amends.records.disputes.models import Dispute
from amends.records.settlements.models import Settlement
from tests.journeys.conftest import AGENT, Live
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
    picture,
    product,
)
from tests.makers.files import jpeg

pytestmark = pytest.mark.browser

COUNT_WHAT_IS_SENT = """
    sessionStorage.sent = 0;
    document.addEventListener("submit", (event) => { if (!event.defaultPrevented) sessionStorage.sent++; });
"""


def _cancellation(page: Page, order: str, product_name: str, units: int) -> None:
    begin(page, order)
    choose(
        page,
        units={product_name: units},
        reason="Unfulfilled order cancellation",
        wish="Refund: back to balance",
    )


def test_a_double_click_opens_one_dispute(live: Live) -> None:
    page = live.page()
    _cancellation(page, "DT-1042", "Bedside lamp", 3)
    page.get_by_role("button", name="Confirm").dblclick()
    expect(page).to_have_url(re.compile(r"/disputes/SH\d+/$"))
    expect(page.get_by_role("heading", name="Dispute SH")).to_be_visible()
    assert Dispute.objects.filter(order__number="DT-1042").count() == 1


def test_an_agents_double_click_decides_once_and_hears_of_no_failure(live: Live) -> None:
    page = live.page()
    _cancellation(page, "DT-1042", "Bedside lamp", 3)
    number = confirm(page)
    agent = live.page(AGENT)
    agent.goto(f"/console/disputes/{number}/")
    agent.locator("summary", has_text="Approve as asked").click()
    agent.evaluate(COUNT_WHAT_IS_SENT)
    agent.get_by_role("button", name="Approve and pay").evaluate("(button) => { button.click(); button.click(); }")
    expect(agent.get_by_text("Decided, and being carried out.").or_(agent.get_by_text("Closed"))).to_be_visible()
    assert agent.evaluate("sessionStorage.sent") == "1"
    expect(agent.get_by_text("This was not done.")).to_have_count(0)
    assert Settlement.objects.filter(dispute__number=number).count() == 1


def test_of_two_tabs_the_second_lands_on_the_dispute_of_the_first(live: Live) -> None:
    first = live.page()
    _cancellation(first, "DT-1042", "Bedside lamp", 2)
    expect(first.locator("#draft")).not_to_have_value("")
    second = first.context.new_page()
    second.goto("/orders/DT-1042/dispute/")
    expect(second.get_by_label("Quantity of Bedside lamp")).to_have_value("2")
    number = confirm(first)
    second.get_by_label("Message").fill("Typed in the second tab.")
    second.get_by_role("button", name="Confirm").click()
    second.wait_for_url(f"**/disputes/{number}/")
    assert Dispute.objects.filter(order__number="DT-1042").count() == 1


def test_a_refused_form_keeps_all_that_was_typed_and_uploaded(live: Live) -> None:
    page = live.page()
    begin(page, "DT-1029")
    choose(page, units={"Adjustable bamboo": 1}, reason="Damaged", wish="Refund: back to balance", amount="999999")
    give(page, COMPLAINT, complaint_of("hubert.wolfe@post.example"))
    give(page, PRODUCT, product())
    page.get_by_label("Message").fill("支架断了。\nThe hinge broke on the first day.")
    page.get_by_role("button", name="Confirm").click()
    expect(page.get_by_text("This cannot be opened yet. Everything you entered is kept.")).to_be_visible()
    expect(page.get_by_label("Amount asked")).to_be_focused()
    expect(page.get_by_label("Amount asked")).to_have_value("999999")
    expect(page.get_by_label("Quantity of Adjustable bamboo")).to_have_value("1")
    expect(page.locator("#reason").get_by_role("radio", name="Damaged")).to_be_checked()
    expect(page.get_by_role("radio", name="Refund: back to balance")).to_be_checked()
    expect(page.get_by_label("Message")).to_have_value("支架断了。\nThe hinge broke on the first day.")
    expect(page.get_by_role("link", name="complaint.jpg")).to_be_visible()
    expect(page.get_by_role("link", name="商品照片.jpg")).to_be_visible()
    expect(page.get_by_role("alert").first).to_contain_text("pictures of the parcel with its shipping label")

    page.get_by_label("Amount asked").fill("10")
    give(page, PARCEL, parcel())
    page.get_by_label("The buyer's address is visible here").check()
    number = confirm(page)
    assert Dispute.objects.get(number=number).asked == 1000


def test_long_names_and_chinese_words_stand_on_a_phone(live: Live) -> None:
    page = live.page(width=390)
    name = "照片" * 30 + "-very-long-name-without-a-single-space" * 2 + ".jpg"
    begin(page, "DT-1029")
    choose(page, units={"Adjustable bamboo": 1}, reason="Defective or bad quality", wish="Resend")
    give_complaint(page, "DT-1029")
    give(page, PRODUCT, picture(name, jpeg()))
    page.get_by_label("Message").fill("很长的一句话没有空格" * 40)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    number = confirm(page)
    expect(page.get_by_text("很长的一句话没有空格" * 40)).to_be_visible()
    expect(page.get_by_text("照片照片").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.goto(f"/disputes/?process={number}")
    expect(page.get_by_role("dialog", name=f"Dispute {number}")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
