"""The same dispute in two tabs, in a pop-up and on a page."""

import pytest
from playwright.sync_api import expect

from amends.records.disputes.models import Dispute
from tests.journeys.conftest import AGENT, SECOND_AGENT, Live
from tests.journeys.steps import open_move

pytestmark = pytest.mark.browser


def dispute_on(order: str) -> str:
    """The number of the story's dispute on that order."""
    return str(Dispute.objects.get(order__number=order).number)


def test_an_agent_whose_page_is_stale_is_told_and_keeps_what_was_written(live: Live) -> None:
    number = dispute_on("DT-1040")
    first, second = live.page(AGENT), live.page(SECOND_AGENT)
    stale = open_move(second, number, "reject")
    open_move(first, number, "approve").get_by_role("button", name="Approve and pay").click()
    expect(first.get_by_text("Approved as asked; the refund is on its way.")).to_be_visible()

    stale.get_by_label("Reason").select_option(index=1)
    stale.get_by_label("Explain it to the merchant").fill("This is not covered.")
    stale.get_by_role("button", name="Reject the dispute").click()
    expect(second.get_by_text("This was not done.")).to_be_visible()
    expect(second.get_by_label("What you wrote")).to_have_value("This is not covered.")
    assert Dispute.objects.get(number=number).state == "agreed"


def test_a_merchant_whose_offer_was_answered_in_another_tab_is_told(live: Live) -> None:
    number = dispute_on("DT-1026")
    first = live.page()
    first.goto(f"/disputes/{number}/")
    second = first.context.new_page()
    second.goto(f"/disputes/{number}/")
    first.get_by_role("button", name="Agree").click()
    expect(first.get_by_text("Agreed. It is carried out now.")).to_be_visible()
    second.locator(".answer summary").click()
    second.get_by_label("Why not, and what would be right?").fill("All three, please.")
    second.get_by_role("button", name="Decline the offer").click()
    expect(second.get_by_role("alert").first).to_be_visible()
    assert Dispute.objects.get(number=number).state == "agreed"


def test_the_process_is_a_page_without_the_script(live: Live) -> None:
    page, number = live.page(script=False), dispute_on("DT-1026")
    page.goto("/disputes/")
    page.get_by_role("link", name=f"Process {number}").first.click()
    page.wait_for_url(f"**/disputes/{number}/")
    expect(page.get_by_role("heading", name=f"Dispute {number}")).to_be_visible()
    page.goto(f"/disputes/?process={number}")
    page.get_by_role("link", name=f"Dispute {number}").click()
    page.get_by_role("button", name="Agree").click()
    expect(page.get_by_text("Agreed. It is carried out now.")).to_be_visible()


def test_what_cancel_asks_in_the_pop_up_can_be_seen_at_once(live: Live) -> None:
    page, number = live.page(), dispute_on("DT-1026")
    page.goto(f"/disputes/?process={number}")
    page.get_by_role("dialog").locator("summary", has_text="Cancel dispute").click()
    withdraw = page.get_by_role("dialog").get_by_role("button", name="Withdraw, let the order go on")
    expect(withdraw).to_be_in_viewport(ratio=1)
    withdraw.click(trial=True)
