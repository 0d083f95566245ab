"""Every page, as everybody may see it: axe finds nothing, and nothing is wider than the window."""

from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from amends.records.disputes.models import Dispute
from amends.records.orders.models import Order
from tests.journeys.conftest import AGENT, FINANCE, MERCHANT, Live

pytestmark = pytest.mark.browser

PAGES: tuple[tuple[str | None, tuple[str, ...]], ...] = (
    (None, ("/account/login/", "/account/signup/", "/account/password/reset/", "/demo/mail/", "/no-such-page/")),
    (MERCHANT, ("/", "/wallet/", "/account/", "/account/invitations/new/", "/account/tokens/new/", "/account/email/")),
    (MERCHANT, ("/account/2fa/", "/account/2fa/totp/activate/", "/account/password/change/", "/help/")),
    (MERCHANT, ("/help/?q=late+usa", "/help/?q=zebra", "/help/opening-a-dispute/", "/help/reasons-and-evidence/")),
    (MERCHANT, ("/help/life-of-a-dispute/", "/help/policy/", "/help/policy/1/")),
    (None, ("/help/", "/help/how-refunds-reach-you/")),
    (MERCHANT, ("/orders/", "/orders/?kind=wholesale", "/orders/?q=nobody", "/orders/DT-1013/", "/disputes/")),
    (MERCHANT, ("/disputes/?tab=closed", "/orders/DT-1016/dispute/", "/orders/DT-1013/dispute/", "/orders/DT-1024/")),
    (MERCHANT, ("/disputes/{under_review}/", "/disputes/{evidence_requested}/", "/disputes/{offered}/")),
    (MERCHANT, ("/disputes/{settled}/", "/disputes/{rejected}/", "/disputes/?process={offered}")),
    (AGENT, ("/console/", "/console/?tab=all", "/console/disputes/{under_review}/", "/console/disputes/{settled}/")),
    (AGENT, ("/console/disputes/{under_review}/offer/", "/console/orders/", "/console/orders/{order}/")),
    (AGENT, ("/console/orders/messages/", "/console/accounts/{account}/")),
    (FINANCE, ("/console/book/", "/console/book/entries/", "/console/book/balance/")),
)
"""Who sees which pages; states name a dispute of the merchant's that stands in them."""


def places() -> dict[str, str]:
    """What the names in the table stand for."""
    order = Order.objects.get(number="DT-1026")
    states = {one.state: one.number for one in Dispute.objects.filter(account_id=order.account_id).order_by("id")}
    return {**states, "order": str(order.id), "account": str(order.account_id)}


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_axe_finds_nothing_on_any_page(live: Live, width: int, scheme: Literal["light", "dark"]) -> None:
    found = {}
    for who, addresses in PAGES:
        page = live.page(who, width=width, scheme=scheme)
        for address in addresses:
            if faults := faults_of(page, address.format(**places()), width):
                found[address] = faults
        page.context.close()
    live.complaints[:] = [said for said in live.complaints if "status of 404" not in said]
    assert found == {}


def faults_of(page: Page, address: str, width: int) -> list[str]:
    """What axe finds, in a line each; and an overflow."""
    page.goto(address)
    expect(
        page.get_by_role("heading", level=1).or_(page.get_by_role("dialog").get_by_role("heading")).first
    ).to_be_visible()
    said = [f"{one['id']}: {one['nodes'][0]['target']}" for one in Axe().run(page).response["violations"]]
    wide = page.evaluate("document.documentElement.scrollWidth")
    return [*said, *([f"{wide} pixels wide"] if wide > width else [])]


@pytest.mark.parametrize("width", [700, 768, 1000, 1100])
def test_no_list_is_wider_than_a_window_between_a_phones_and_a_desktops(live: Live, width: int) -> None:
    page = live.page(MERCHANT, width=width)
    for address in ("/", "/orders/", "/orders/?kind=wholesale", "/disputes/", "/wallet/"):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
