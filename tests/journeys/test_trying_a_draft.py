"""A policy owner tries a draft: watches it, looks at a case, cancels another, and lets it run in the shadow."""

import pytest
from playwright.sync_api import expect

from amends.records.policies.models import ShadowFinding
from tests.journeys.conftest import PATIENCE, POLICY, Live
from tests.makers.cases import open_case, paid_order
from tests.makers.people import owner
from tests.makers.policies import draft, draft_document

pytestmark = pytest.mark.browser
LONG = 4 * PATIENCE


def test_a_trial_is_watched_to_its_end_and_one_of_its_cases_looked_at(desk: Live) -> None:
    version = draft(draft_document(days_after_delivery=14), note="Longer after delivery")
    page = desk.page(POLICY)
    page.goto(f"/console/policies/{version.id}/trials/")
    page.get_by_label("Made-up cases").first.check()
    page.get_by_label("Number of made-up cases").fill("0")
    page.get_by_role("button", name="Try it").click()
    expect(page.get_by_label("Number of made-up cases")).to_be_focused()
    expect(page.locator(".field.has-fault")).to_contain_text("from 1 to 1,000,000")
    page.get_by_label("Number of made-up cases").fill("3000")
    page.get_by_role("button", name="Try it").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Done", timeout=LONG)
    expect(page.get_by_role("img", name="Answers before and after")).to_be_visible()
    page.get_by_role("row", name="Refused, now granted").get_by_role("link").click()
    page.locator(".row-link").first.click()
    sides = page.locator(".trial-columns > .panel")
    expect(sides.nth(0)).to_contain_text("no longer")
    expect(sides.nth(1)).to_contain_text("Granted")


def test_a_trial_is_cancelled_without_the_script(desk: Live) -> None:
    version = draft(draft_document(delay_days=50))
    page = desk.page(POLICY, script=False)
    page.goto(f"/console/policies/{version.id}/trials/")
    page.get_by_label("Made-up cases").first.check()
    page.get_by_label("Number of made-up cases").fill("1000000")
    page.get_by_role("button", name="Try it").click()
    page.get_by_role("link", name="Look again").click()
    page.get_by_role("button", name="Cancel the trial").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Cancelled")
    expect(page.get_by_role("button", name="Cancel the trial")).to_have_count(0)


def test_a_draft_in_the_shadow_judges_the_next_dispute(desk: Live) -> None:
    version = draft(draft_document().replace('share = "full"', 'share = "partial", percent = 50'))
    page, ana = desk.page(POLICY), owner()
    page.goto(f"/console/policies/{version.id}/shadow/")
    page.get_by_role("button", name="Turn the shadow on").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("On")
    dispute = open_case(ana, paid_order(ana))
    for _ in range(100):
        if ShadowFinding.objects.filter(dispute=dispute).exists():
            break
        page.wait_for_timeout(200)
    page.reload()
    expect(page.get_by_role("row", name=dispute.number)).to_contain_text("5.00 USD")
    dispute.refresh_from_db()
    assert (dispute.state, dispute.ceiling_goods) == ("under_review", 1000)
