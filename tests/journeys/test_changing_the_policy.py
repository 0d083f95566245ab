"""The policy is changed by two people in a browser, with and without the script."""

import re

import pytest
from playwright.sync_api import Page, expect

from amends.records.policies.models import PolicyVersion
from tests.journeys.conftest import ADMIN, POLICY, Live

pytestmark = pytest.mark.browser


def begin(page: Page, note: str) -> str:
    """A draft from the version in force; its address."""
    page.goto("/console/")
    page.get_by_role("link", name="Policies").click()
    page.get_by_role("link", name="New draft").click()
    page.get_by_label("What it is for").fill(note)
    page.get_by_role("button", name="Begin the draft").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(note)
    return page.url


@pytest.mark.parametrize("script", [True, False], ids=["with the script", "without it"])
def test_a_setting_is_changed_compared_reviewed_and_in_force(live: Live, script: bool) -> None:
    page = live.page(POLICY, script=script)
    draft = begin(page, "Parcels take longer")
    page.get_by_role("link", name="Edit settings").click()
    page.get_by_label("delay_days", exact=True).fill("-7")
    page.get_by_role("button", name="Save in the draft").click()
    expect(page.locator("#id_setting_delay_days_error")).to_have_text("-7 is below zero.")
    page.get_by_label("delay_days", exact=True).fill("70")
    page.get_by_role("button", name="Save in the draft").click()
    expect(page.get_by_text("The draft was changed.")).to_be_visible()
    page.get_by_role("link", name="Compare", exact=True).click()
    settings = page.locator(".difference", has=page.get_by_role("heading", name="delay days"))
    expect(settings.locator("del")).to_have_text("60")
    expect(settings.locator("ins")).to_have_text("70")
    page.goto(draft)
    page.locator("summary", has_text="Submit for review").click()
    page.get_by_role("button", name="Submit for review").click()
    expect(page.get_by_text("it waits for a second person")).to_be_visible()
    second = live.page(ADMIN, script=script)
    second.goto(draft)
    second.locator("summary", has_text="It is in force from the time you choose").click()
    second.get_by_role("button", name="Approve").click()
    expect(second.get_by_role("heading", level=1)).to_contain_text("Version 2")
    expect(second.get_by_role("heading", level=1)).to_contain_text("In force")
    page.goto("/console/policies/")
    expect(page.get_by_role("link", name="Version 2")).to_be_visible()
    expect(page.get_by_role("row", name=re.compile("Version 1"))).to_contain_text("Retired")
    assert PolicyVersion.objects.get(number=2).status == "approved"


def test_a_clause_is_written_with_its_conditions_in_rows(live: Live) -> None:
    page = live.page(POLICY)
    draft = begin(page, "A clause of our own")
    page.goto(f"{draft}edit/clauses/made-to-order/")
    nested = page.get_by_label("Condition 2: the value")
    assert nested.input_value().startswith("any = [")
    page.get_by_role("button", name="More conditions").click()
    page.get_by_label("Condition 5: what is asked").select_option("destination")
    page.get_by_label("Condition 5: its test").select_option("is one of")
    page.get_by_label("Condition 5: the value").fill("DE, FR")
    page.get_by_role("button", name="Save in the draft").click()
    clause = page.locator("#clause-made-to-order")
    expect(clause).to_contain_text("destination: one of: DE, FR")
    expect(clause).to_contain_text("any of (product: one of: print on demand, a video or photo order")
