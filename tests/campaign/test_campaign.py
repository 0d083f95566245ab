"""A few hundred lives in every run, the same each time; the rest is `make campaign`'s."""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection

from amends.records.ledger.models import Wallet
from tests.campaign.life import DEEDS, Broken, live
from tests.campaign.shrink import shrink
from tests.campaign.stage import play, report, stage
from tests.campaign.story import WEIGHTS, Deed, Scene, Story, tell
from tests.campaign.world import World

LIVES = int(os.environ.get("AMENDS_CAMPAIGN_LIVES", "200"))
BATCH = 25


@pytest.fixture
def migrated(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """The name of the run's migrated database, of which each stage is a clone."""
    with django_db_blocker.unblock():
        yield connection.settings_dict["NAME"]


@pytest.mark.parametrize("first", range(1, LIVES, BATCH))
def test_every_invariant_holds_after_each_life(migrated: str, first: int) -> None:
    played = play(range(first, first + BATCH), of=migrated)
    assert played.seed is None, report(played.seed, of=migrated)
    assert played.lives == BATCH


def test_a_seed_tells_the_same_story_for_ever() -> None:
    assert tell(7) == tell(7)
    assert tell(7) != tell(8)
    assert set(DEEDS) == set(WEIGHTS)


def test_a_planted_fault_is_found_and_its_story_shortened(migrated: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def steal(world: World, pick: int) -> None:
        Wallet.objects.update_or_create(account_id=world.merchant.account_id, currency="USD", defaults={"cash": 77})

    monkeypatch.setitem(DEEDS, "writes", steal)
    breaking: Story = (
        *tell(3)[:3],
        Scene(1, (Deed("withdraws", 1), Deed("writes", 0, dies_at=9))),
        Scene(60, (Deed("settles", 1),)),
    )
    with stage(migrated) as (platform, clock), pytest.raises(Broken, match="wallet_balances"):
        live(breaking, seed=3, platform=platform, clock=clock)

    def breaks(shorter: Story) -> bool:
        with stage(migrated) as (platform, clock):
            try:
                live(shorter, seed=3, platform=platform, clock=clock)
            except Broken:
                return True
        return False

    shortest = shrink(breaking, breaks)
    assert shortest == (Scene(0, (Deed("writes", 0),)),)
