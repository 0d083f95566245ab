"""Playing one story: scene by scene, then everything is brought to rest, then everything is checked."""

from collections import Counter
from contextlib import suppress
from datetime import timedelta
from threading import Barrier, Thread

from django.db import connection

from amends.core.refusals import Refusal
from amends.gateways.payments.port import OutcomeUnknown
from amends.records.invariants.check import violations
from tests.campaign.deeds import DISPUTES
from tests.campaign.deeds_houses import HOUSES_DEEDS
from tests.campaign.deeds_money import MONEY
from tests.campaign.ending import Broken, compare, end, rest
from tests.campaign.faults import Died, dying_at
from tests.campaign.story import Deed, Scene, Story, instead
from tests.campaign.world import Clock, Idle, Platform, World

DEEDS = DISPUTES | MONEY | HOUSES_DEEDS


def live(story: Story, *, seed: int, platform: Platform, clock: Clock, tally: Counter[str] | None = None) -> None:
    """Plays the story. Raises Broken with what is wrong."""
    world = World(platform, clock, seed)
    for scene in story:
        clock.pass_(scene.after)
        done = _play(world, scene)
        if tally is not None:
            tally.update(done)
    rest(world)
    compare(world)
    check(clock)
    end(world)


def check(clock: Clock) -> None:
    """Raises Broken if anything does not hold."""
    found = list(violations(late=clock() - timedelta(minutes=10)))
    if found:
        raise Broken("; ".join(f"{one.invariant} {one.id}: {one.words}" for one in found[:5]))


def _play(world: World, scene: Scene) -> list[str]:
    if len(scene.deeds) == 1:
        return [_do(world, scene.deeds[0])]
    start, outcomes, broken = Barrier(len(scene.deeds)), [""] * len(scene.deeds), list[BaseException]()

    def act(at: int) -> None:
        try:
            connection.ensure_connection()
            start.wait(timeout=60)
            outcomes[at] = _do(world, scene.deeds[at])
        except BaseException as error:  # noqa: BLE001 - raised again in the thread that plays the story
            broken.append(error)
        finally:
            connection.close()

    actors = [Thread(target=act, args=(at,)) for at in range(len(scene.deeds))]
    for actor in actors:
        actor.start()
    for actor in actors:
        actor.join()
    if broken:
        raise broken[0]
    return outcomes


def _do(world: World, deed: Deed) -> str:
    """What was done, the deed or another in its place, and how it ended: done, refused, unknown or died.

    Raises Broken for any other end.
    """
    for what in (deed.what, *instead(deed.pick)):
        with suppress(Idle):
            return f"{what}: {_end(world, what, deed)}"
    return "nothing to do"


def _end(world: World, what: str, deed: Deed) -> str:
    try:
        with dying_at(deed.dies_at):
            DEEDS[what](world, deed.pick)
    except Refusal as refusal:
        return f"refused {refusal.code}"
    except OutcomeUnknown:
        return "unknown"
    except Died:
        return "died"
    except Idle:
        raise
    except Exception as error:
        raise Broken(f"{what} for {deed}: {type(error).__name__}: {error}") from error
    return "done"
