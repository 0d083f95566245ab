"""The pictures of the docs, taken of the real thing when AMENDS_PICTURES=1 asks for it."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from amends.records.disputes.models import Dispute
from tests.journeys.conftest import AGENT, MERCHANT, Live
from tests.journeys.pictures import shrink

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(os.environ.get("AMENDS_PICTURES") != "1", reason="AMENDS_PICTURES=1 takes the docs' pictures"),
]


def test_the_docs_show_the_real_thing(live: Live) -> None:
    offered = Dispute.objects.get(order__number="DT-1026").number
    take(live.page(MERCHANT), f"/disputes/{offered}/", "dispute", height=860)
    take(live.page(AGENT), f"/console/disputes/{offered}/", "case", height=1000)
    take(live.page(AGENT), "/console/?tab=all", "queue", height=760)


def take(page: Page, address: str, name: str, *, height: int) -> None:
    """The top of the page."""
    page.set_viewport_size({"width": 1280, "height": height})
    page.goto(address)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.wait_for_function("[...document.images].every(image => image.loading === 'lazy' || image.complete)")
    target = FOLDER / f"{name}.png"
    shrink(page.screenshot(), target)
    assert target.stat().st_size < 200_000
