"""A merchant opens a dispute, an agent answers, and each outcome is followed to its end."""

import re

import pytest
from playwright.sync_api import expect

from amends.records.orders.models import Order
from tests.journeys.conftest import AGENT, Live
from tests.journeys.steps import (
    PARCEL,
    PRODUCT,
    begin,
    begin_from_details,
    choose,
    confirm,
    give,
    give_complaint,
    is_held,
    open_move,
    parcel,
    picture,
    product,
    reads,
    reload_until,
    time_passes,
)

pytestmark = pytest.mark.browser


def test_a_damaged_store_order_is_refunded_to_the_wallet(desk: Live) -> None:
    merchant, agent = desk.page(), desk.page(AGENT)
    begin(merchant, "DT-1029")
    choose(
        merchant,
        units={"Felt desk mat": 1},
        reason="Damaged",
        detail="Badly damaged",
        wish="Refund: back to balance",
        amount="7.50",
    )
    give_complaint(merchant, "DT-1029")
    give(merchant, PRODUCT, product())
    give(merchant, PARCEL, parcel())
    merchant.get_by_label("Message").fill("Both corners are torn. 两个角都破了。")
    expect(merchant.get_by_text("Everything is here.")).to_be_visible()
    number = confirm(merchant)
    is_held(merchant, "DT-1029", number)

    form = open_move(agent, number, "approve")
    expect(agent.locator("#thread").get_by_text("Both corners are torn. 两个角都破了。")).to_be_visible()
    expect(form.get_by_text("7.50")).not_to_have_count(0)
    form.get_by_role("button", name="Approve and pay").click()
    expect(agent.get_by_text("Approved as asked; the refund is on its way.")).to_be_visible()

    reads(merchant, number, "are in your wallet")
    merchant.goto("/wallet/")
    row = merchant.locator("tbody tr").filter(has_text=number)
    expect(row).to_contain_text("7.50")
    expect(row.get_by_role("link", name="DT-1029")).to_have_attribute("href", "/orders/DT-1029/")
    row.get_by_role("link", name=number).click()
    expect(merchant.get_by_role("heading", name=f"Dispute {number}")).to_be_visible()
    is_held(merchant, "DT-1029", None)


def test_a_canceled_order_paid_twice_goes_back_the_original_way(desk: Live) -> None:
    merchant, agent = desk.page(), desk.page(AGENT)
    begin(merchant, "DT-1042")
    choose(
        merchant,
        units={"Bedside lamp": 3, "Magnetic": 1},
        reason="Unfulfilled order cancellation",
        wish="Refund: return to the original way",
    )
    number = confirm(merchant)
    is_held(merchant, "DT-1042", number)

    assert desk.worker
    with desk.worker.paused():
        open_move(agent, number, "approve").get_by_role("button", name="Approve and pay").click()
        expect(agent.get_by_text("Approved as asked; the refund is on its way.")).to_be_visible()
        merchant.goto(f"/disputes/{number}/")
        expect(merchant.get_by_text("On its way")).to_have_count(2)
        is_held(merchant, "DT-1042", number)

    reads(merchant, number, "went back the original way")
    expect(merchant.get_by_text("Through Sandbox")).to_have_count(2)
    expect(merchant.get_by_text("Paid", exact=True)).to_have_count(2)
    is_held(merchant, "DT-1042", None)


def test_goods_that_never_came_are_sent_again(desk: Live) -> None:
    merchant, agent = desk.page(), desk.page(AGENT)
    begin(merchant, "DT-1007")
    choose(merchant, units={"Roll-top backpack": 1, "Enamel camping mug": 1}, reason="Not received", wish="Resend")
    give_complaint(merchant, "DT-1007")
    number = confirm(merchant)
    is_held(merchant, "DT-1007", number)

    form = open_move(agent, number, "offer")
    form.get_by_role("radio", name="Resend").check()
    form.get_by_label("Shipping method").fill("YunExpress Express")
    form.get_by_label("Words for the merchant").fill("The parcel is lost; we send it again.")
    form.get_by_role("button", name="Make this offer").click()
    expect(agent.get_by_text("The offer was made; it waits for the merchant.")).to_be_visible()

    merchant.goto("/disputes/")
    merchant.get_by_role("link", name=f"Process {number}").first.click()
    dialog = merchant.get_by_role("dialog", name=f"Dispute {number}")
    expect(dialog).to_contain_text("Check what is sent again")
    expect(dialog).to_contain_text("1 × Roll-top backpack, water-repellent, 22 l, rust")
    expect(dialog).to_contain_text("1420 Maple Ave Apt 5")
    expect(dialog).to_contain_text("YunExpress Express")
    dialog.get_by_role("button", name="Agree").click()
    expect(merchant.get_by_text("Agreed. It is carried out now.")).to_be_visible()

    reads(merchant, number, "Settled: the goods are sent again as order")
    resend = Order.objects.get(resent_for__number=number).number
    merchant.get_by_role("link", name=re.compile(resend)).first.click()
    expect(merchant.get_by_role("heading", name=f"Order {resend}")).to_contain_text("Pending")
    expect(merchant.locator(".page-head").get_by_text("No charge")).to_be_visible()
    linked = merchant.locator(".callout").filter(has_text="Goods sent again")
    expect(linked.get_by_role("link", name=number)).to_be_visible()
    linked.get_by_role("link", name="DT-1007").click()
    expect(merchant.get_by_role("link", name=resend).first).to_be_visible()
    is_held(merchant, "DT-1007", None)


def test_a_sample_is_canceled_and_the_dispute_withdrawn(desk: Live) -> None:
    merchant, agent = desk.page(), desk.page(AGENT)
    begin_from_details(merchant, "sample", "SP-3003")
    choose(
        merchant,
        units={"Portable speaker": 1},
        reason="Unfulfilled order cancellation",
        wish="Refund: back to balance",
    )
    number = confirm(merchant)
    is_held(merchant, "SP-3003", number)

    merchant.goto(f"/disputes/{number}/")
    merchant.get_by_role("link", name="Cancel dispute…").click()
    sure = merchant.get_by_role("dialog", name="Withdraw this dispute?")
    expect(sure).to_contain_text("The order goes on as if nothing had been asked.")
    sure.get_by_role("button", name="Back").click()
    expect(sure).to_be_hidden()
    is_held(merchant, "SP-3003", number)
    merchant.goto(f"/disputes/{number}/")
    merchant.get_by_role("link", name="Cancel dispute…").click()
    sure.get_by_role("button", name="Withdraw, let the order go on").click()
    expect(merchant.get_by_text("The dispute is withdrawn and the order goes on.")).to_be_visible()
    is_held(merchant, "SP-3003", None)

    agent.goto(f"/console/disputes/{number}/")
    expect(agent.get_by_text("withdrew the dispute; the order goes on").first).to_be_visible()
    expect(agent.locator("#moves")).to_have_count(0)


def test_a_wholesale_offer_is_declined_with_words_and_a_better_one_agreed(desk: Live) -> None:
    merchant, agent = desk.page(), desk.page(AGENT)
    begin_from_details(merchant, "wholesale", "ZF2611180004")
    choose(
        merchant,
        units={"Enamel camping mug": 40},
        reason="Unfulfilled order cancellation",
        wish="Refund: back to balance",
    )
    number = confirm(merchant)
    is_held(merchant, "ZF2611180004", number)

    form = open_move(agent, number, "offer")
    form.get_by_label("Amount").fill("50")
    expect(form.get_by_role("rowheader", name="The merchant would receive")).to_be_visible()
    form.get_by_label("Words for the merchant").fill("The cartons are already labeled.")
    form.get_by_role("button", name="Make this offer").click()
    expect(form.get_by_text("This gives less than the policy grants.").first).to_be_visible()
    form.get_by_label("Why").select_option("Agreed between the merchant and us")
    form.get_by_label("In your words").fill("Labels are printed; half was spoken of.")
    form.get_by_role("button", name="Make this offer").click()
    expect(agent.get_by_text("The offer was made; it waits for the merchant.")).to_be_visible()

    merchant.goto(f"/disputes/{number}/")
    expect(merchant.locator("[data-next]")).to_contain_text("50.00")
    merchant.get_by_text("Decline…").click()
    merchant.get_by_label("Why not, and what would be right?").fill("Labels cost a tenth of that: 120 would be right.")
    merchant.get_by_role("button", name="Decline the offer").click()
    expect(merchant.get_by_text("Declined. The case goes back to review.")).to_be_visible()

    form = open_move(agent, number, "offer")
    expect(agent.get_by_text("Labels cost a tenth of that: 120 would be right.").first).to_be_visible()
    form.get_by_label("Amount").fill("120")
    form.get_by_text("It departs from the policy").click()
    form.get_by_label("Why").select_option("Goodwill")
    form.get_by_label("In your words").fill("As the merchant asked.")
    form.get_by_role("button", name="Make this offer").click()
    expect(agent.get_by_text("The offer was made; it waits for the merchant.")).to_be_visible()

    merchant.goto(f"/disputes/{number}/")
    merchant.get_by_role("button", name="Agree to 120.00 USD").click()
    reads(merchant, number, "120.00")
    reads(merchant, number, "are in your wallet")
    merchant.goto("/wallet/")
    expect(merchant.locator("tbody tr").filter(has_text=number)).to_contain_text("120.00")
    is_held(merchant, "ZF2611180004", None)


def test_a_late_preorder_is_rejected_with_a_reason_and_goes_on(desk: Live) -> None:
    merchant, agent = desk.page(), desk.page(AGENT)
    begin_from_details(merchant, "preorder", "PO-5002")
    choose(merchant, units={"Roll-top backpack": 80}, reason="Delayed", wish="Refund: back to balance", amount="100")
    number = confirm(merchant)
    is_held(merchant, "PO-5002", number)

    form = open_move(agent, number, "reject")
    form.get_by_label("Reason").select_option(index=1)
    reason = form.get_by_label("Reason").locator("option:checked").inner_text()
    form.get_by_label("Explain it to the merchant").fill("Sea freight takes 45 days; 12 have passed.")
    form.get_by_role("button", name="Reject the dispute").click()
    expect(agent.get_by_text("The dispute was rejected; the order goes on.")).to_be_visible()

    reads(merchant, number, f"Rejected: {reason.lower()}.")
    expect(merchant.get_by_text("Sea freight takes 45 days; 12 have passed.").first).to_be_visible()
    is_held(merchant, "PO-5002", None)
    expect(merchant.get_by_role("link", name="Dispute", exact=True)).to_be_visible()


def test_evidence_asked_for_is_sent_and_what_is_not_sent_in_time_expires(desk: Live) -> None:
    merchant, agent = desk.page(), desk.page(AGENT)
    begin(merchant, "DT-1006")
    choose(merchant, units={"Adjustable bamboo": 1}, reason="Delayed", wish="Refund: back to balance")
    give_complaint(merchant, "DT-1006")
    number = confirm(merchant)

    form = open_move(agent, number, "request_evidence")
    form.get_by_label("What is needed").fill("A picture of the notice that the postman left.")
    form.get_by_role("button", name="Ask for evidence").click()
    expect(agent.get_by_text("The merchant was asked for evidence.")).to_be_visible()

    merchant.goto(f"/disputes/{number}/")
    asked = merchant.locator("[data-next]").filter(has_text="A picture of the notice that the postman left.")
    asked.locator('input[type="file"]').set_input_files([picture("notice.jpg", parcel()["buffer"])])
    expect(asked.get_by_role("listitem")).to_contain_text("added")
    asked.get_by_label("A few words").fill("This hung at the door.")
    asked.get_by_role("button", name="Send evidence").click()
    expect(merchant.get_by_text("Your evidence was sent. The case goes back to review.")).to_be_visible()

    form = open_move(agent, number, "request_evidence")
    expect(agent.get_by_text("notice.jpg").first).to_be_visible()
    form.get_by_label("What is needed").fill("And its back, please.")
    form.get_by_role("button", name="Ask for evidence").click()
    expect(agent.get_by_text("The merchant was asked for evidence.")).to_be_visible()
    is_held(merchant, "DT-1006", number)

    time_passes(number)
    reads(merchant, number, "Expired without an answer: the order goes on.")
    is_held(merchant, "DT-1006", None)
    reload_until(agent, lambda: agent.get_by_text("The dispute expired unanswered; the order goes on"))
