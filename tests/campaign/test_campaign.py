"""A few hundred lives in every run, the same each time; the rest is `make campaign`'s."""

import os
from collections.abc import Iterator

import pytest

from amends.records.ledger.models import Wallet
from tests.campaign.life import DEEDS, Broken, live
from tests.campaign.shrink import shrink
from tests.campaign.stage import play, report, stage, template
from tests.campaign.story import WEIGHTS, Deed, Scene, Story, tell
from tests.campaign.world import World

LIVES = int(os.environ.get("AMENDS_CAMPAIGN_LIVES", "100"))
BATCH = 25
pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("blocked")]


@pytest.fixture
def blocked(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """Databases may be used; each test makes its own."""
    with django_db_blocker.unblock():
        yield


@pytest.mark.parametrize("first", range(1, LIVES, BATCH))
def test_every_invariant_holds_after_each_life(first: int) -> None:
    with template() as name:
        played = play(range(first, first + BATCH), of=name)
        assert played.seed is None, report(played.seed, of=name)
    assert played.lives == BATCH


def test_a_seed_tells_the_same_story_for_ever() -> None:
    assert tell(7) == tell(7)
    assert tell(7) != tell(8)
    assert set(DEEDS) == set(WEIGHTS)


def test_a_planted_fault_is_found_and_its_story_shortened(monkeypatch: pytest.MonkeyPatch) -> None:
    def steal(world: World, pick: int) -> None:
        Wallet.objects.filter(account_id=world.merchant.account_id).update(cash=pick)

    monkeypatch.setitem(DEEDS, "writes", steal)
    story: Story = (*tell(3)[:2], Scene(1, (Deed("approves", 2),)), Scene(1, (Deed("settles", 0),)))
    breaking = (
        *story,
        Scene(1, (Deed("withdraws", 1), Deed("writes", 77, dies_at=9))),
        Scene(60, (Deed("settles", 1),)),
    )
    with template() as name:
        with stage(name) as (platform, clock), pytest.raises(Broken, match="wallet_balances"):
            live(breaking, seed=3, platform=platform, clock=clock)

        def breaks(shorter: Story) -> bool:
            with stage(name) as (platform, clock):
                try:
                    live(shorter, seed=3, platform=platform, clock=clock)
                except Broken:
                    return True
            return False

        shortest = shrink(breaking, breaks)
    assert [deed.what for scene in shortest for deed in scene.deeds][-1] == "writes"
    assert len(shortest) < len(breaking)
    assert all(deed.dies_at == 0 for scene in shortest for deed in scene.deeds)
