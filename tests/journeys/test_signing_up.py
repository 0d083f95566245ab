"""Somebody new opens an account, and verifies the address by the mail that was kept."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Live

pytestmark = pytest.mark.browser


def test_a_new_merchant_signs_up_and_verifies_the_address(desk: Live) -> None:
    page = desk.page(None)
    page.goto("/")
    page.get_by_role("link", name="Open an account").click()
    page.get_by_label("Company or shop").fill("小灯塔 Lighthouse Goods")
    page.get_by_label("E-mail address").fill("margaret@lighthouse.example")
    page.get_by_label("Password").fill("short")
    page.get_by_role("button", name="Open account").click()
    expect(page.get_by_label("Password")).to_be_focused()
    expect(page.get_by_label("Company or shop")).to_have_value("小灯塔 Lighthouse Goods")
    page.get_by_label("Password").fill("four quiet harbor lamps")
    page.get_by_role("button", name="Open account").click()

    banner = page.get_by_role("region", name="Your e-mail address")
    expect(banner).to_contain_text("m•••••t@l•••.example")
    expect(page.locator("main")).not_to_contain_text("margaret@lighthouse.example")
    for address in ("/orders/", "/disputes/", "/wallet/", "/account/"):
        page.goto(address)
        expect(banner).to_contain_text("m•••••t@l•••.example")

    mailbox = page.context.new_page()
    mailbox.goto("/demo/mail/")
    mailbox.get_by_role("link", name="erify").first.click()
    mailbox.locator("main address a").first.click()
    mailbox.get_by_role("button", name="Confirm").click()
    page.goto("/orders/")
    expect(page.get_by_role("heading", name="Store orders")).to_be_visible()
    expect(banner).to_have_count(0)
