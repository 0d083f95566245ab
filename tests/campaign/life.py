"""Playing one story: scene by scene, then everything is brought to rest, then everything is checked."""

from collections import Counter
from contextlib import suppress
from datetime import timedelta
from threading import Barrier, Thread

from django.db import connection

from amends.core.disputes.states import MOVES, Move
from amends.core.refusals import Refusal
from amends.core.settlements.legs import LegState
from amends.core.wallet.top_ups import TopUpState
from amends.doors.jobs.settle import settle_dispute
from amends.doors.jobs.sweep import sweep
from amends.gateways.payments.port import OutcomeUnknown
from amends.records.disputes.models import Dispute
from amends.records.invariants.check import violations
from amends.records.settlements.models import Leg
from amends.records.settlements.waiting import stuck_settlements
from amends.records.wallet.models import TopUp
from amends.usecases.disputes.withdraw_dispute import WithdrawDispute, withdraw_dispute
from amends.usecases.notices.drain_outbox import drain_outbox
from amends.usecases.wallet.cancel_top_up import CancelTopUp, cancel_top_up
from tests.campaign.deeds import DISPUTES
from tests.campaign.deeds_money import MONEY
from tests.campaign.faults import Died, dying_at
from tests.campaign.story import Deed, Scene, Story
from tests.campaign.world import Clock, Platform, World

DEEDS = DISPUTES | MONEY


class Broken(Exception):
    """Something happened that must not: an invariant does not hold, or a deed ended in neither success nor refusal."""


def live(story: Story, *, seed: int, platform: Platform, clock: Clock, tally: Counter[str] | None = None) -> None:
    """Plays the story. Raises Broken with what is wrong."""
    world = World(platform, clock, seed)
    for scene in story:
        clock.pass_(scene.after)
        for deed, outcome in zip(scene.deeds, _play(world, scene), strict=True):
            if tally is not None:
                tally[f"{deed.what}: {outcome}"] += 1
    _rest(world)
    _compare(world)
    check(clock)
    _leave(world)


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
    """How it ended: done, refused, unknown or died. Raises Broken for any other end."""
    try:
        with dying_at(deed.dies_at):
            DEEDS[deed.what](world, deed.pick)
    except Refusal as refusal:
        return f"refused {refusal.code}"
    except OutcomeUnknown:
        return "unknown"
    except Died:
        return "died"
    except Exception as error:
        raise Broken(f"{deed}: {type(error).__name__}: {error}") from error
    return "done"


def _rest(world: World) -> None:
    """Jobs that were lost are taken up, every house answers well and its messages arrive; nothing else happens."""
    world.houses.calm()
    for _ in range(2):
        if not _take_up(world):
            break
    while drain_outbox(hand_over=_nobody):
        pass


def _take_up(world: World) -> bool:
    """Whether there was anything to hear, to sweep or to settle; what came of it may be something again."""
    clock = world.clock
    clock.pass_(11)
    touched = world.houses.hear_all(now=clock()) + sweep(now=clock())
    stuck = stuck_settlements(before=clock(), limit=1000)
    for dispute_id in stuck:
        with suppress(OutcomeUnknown):
            settle_dispute(dispute_id=dispute_id, clock=clock, gateway=world.houses.well)
    return bool(touched or stuck)


def _leave(world: World) -> None:
    """Nothing stays open, so that the sweeps of later lives need not carry it along; their checks see this, too."""
    owner, now = world.merchant.actor, world.clock()
    for case in Dispute.objects.filter(account_id=owner.account_id, state__in=MOVES[Move.WITHDRAW].sources):
        withdraw_dispute(ask=WithdrawDispute(dispute=case.number), actor=owner, now=now)
    for top_up in TopUp.objects.filter(account_id=owner.account_id, state=TopUpState.BEGUN.value):
        cancel_top_up(ask=CancelTopUp(top_up_id=top_up.id), actor=owner, now=now)


def _compare(world: World) -> None:
    """What the payment houses say of each refund is what our books say, to the cent and once."""
    legs = Leg.objects.filter(account_id=world.merchant.account_id, method="original").select_related("payment")
    for leg in legs:
        there = world.houses.given_back(leg)
        ours = [leg.amount] if leg.state == LegState.SUCCEEDED.value else []
        if leg.state != LegState.UNKNOWN.value and there != ours:
            raise Broken(f"leg {leg.id} is {leg.state} over {leg.amount}; {leg.provider} gave back {there}")


def _nobody(_: object) -> None:
    """The jobs that an event causes are played by the story itself."""
