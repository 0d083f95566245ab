"""What cannot be taken back is asked about once more before it is sent."""

import pytest
from playwright.sync_api import Dialog, expect

from amends.records.wallet.models import Withdrawal
from tests.journeys.conftest import MERCHANT, Live

pytestmark = pytest.mark.browser


def test_a_withdrawal_is_canceled_only_after_a_yes(live: Live) -> None:
    page = live.page(MERCHANT)
    asked: list[str] = []

    def no(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.dismiss()

    page.goto("/wallet/")
    page.once("dialog", no)
    page.get_by_role("button", name="Cancel", exact=True).click()
    assert asked == ["Cancel this withdrawal? The amount becomes withdrawable again."]
    assert Withdrawal.objects.values_list("state", flat=True).get() == "asked"
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Cancel", exact=True).click()
    expect(page.get_by_text("The withdrawal is canceled")).to_be_visible()
    assert Withdrawal.objects.values_list("state", flat=True).get() == "canceled"
