"""How a life comes to rest, what is compared then, and how everything that is still open in it is brought to an end."""

from contextlib import suppress

from django.db.models import Q, Sum

from amends.core.disputes.states import MOVES, Move
from amends.core.refusals import Refusal
from amends.core.settlements.legs import LegState, Method
from amends.core.wallet.top_ups import TopUpState
from amends.doors.jobs.settle import settle_dispute
from amends.doors.jobs.sweep import sweep
from amends.gateways.payments.port import OutcomeUnknown
from amends.records.disputes.models import Dispute
from amends.records.external_claims.models import ExternalClaim, ExternalMovement
from amends.records.orders.models import Order
from amends.records.settlements.models import Leg, Settlement
from amends.records.settlements.waiting import stuck_settlements
from amends.records.wallet.models import TopUp
from amends.records.wallet.queries import silent_top_ups
from amends.usecases.disputes.withdraw_dispute import WithdrawDispute, withdraw_dispute
from amends.usecases.notices.drain_outbox import drain_outbox
from amends.usecases.settlements.cut_leg import CutLeg, cut_leg
from amends.usecases.settlements.replace_leg import ReplaceLeg, replace_leg
from amends.usecases.settlements.tell_outcome import TellOutcome, tell_outcome
from amends.usecases.wallet.cancel_top_up import CancelTopUp, cancel_top_up
from amends.usecases.wallet.note_looked import note_looked
from tests.campaign.world import World

ROUNDS = 8
"""How often finance looks at what failed, at most: a leg may fail, be cut, and its rest fail again."""
WORDS = "So that this comes to an end."


class Broken(Exception):
    """Something happened that must not: an invariant does not hold, or a deed ended in neither success nor refusal."""


def rest(world: World) -> None:
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
    for top_up_id in silent_top_ups(looked_before=clock(), now=clock(), most=1000):
        note_looked(top_up_id=top_up_id, answered=True, now=clock())
    stuck = stuck_settlements(before=clock(), limit=1000)
    for dispute_id in stuck:
        with suppress(OutcomeUnknown):
            settle_dispute(dispute_id=dispute_id, clock=clock, gateway=world.houses.well)
    return bool(touched or stuck)


def compare(world: World) -> None:
    """What the payment houses say of each refund and of each claim is what our books say, to the cent and once."""
    _compare_refunds(world)
    _compare_claims(world)
    for order in Order.objects.filter(account_id=world.merchant.account_id, root_order=None):
        _check_nothing_twice(order)


def _compare_refunds(world: World) -> None:
    legs = Leg.objects.filter(account_id=world.merchant.account_id, method="original").select_related("payment")
    for leg in legs:
        there = world.houses.given_back(leg)
        besides = ExternalMovement.objects.filter(claim__order=leg.payment.order_id, claim__reason=_after_all(leg))
        paid = leg.amount if leg.state == LegState.SUCCEEDED.value else -sum(one.amount for one in besides)
        ours = [paid] if paid else []
        if leg.state != LegState.UNKNOWN.value and there != ours:
            raise Broken(f"leg {leg.id} is {leg.state} over {leg.amount}; {leg.provider} gave back {there}")


_AFTER_ALL = "paid after it had been closed"


def _after_all(leg: Leg) -> str:
    """The reason of the claim under which a refund of ours is booked that went out beside its replacement."""
    return f"leg {leg.number}, {_AFTER_ALL}"


def _compare_claims(world: World) -> None:
    for provider, ref, _ in world.all_paid_at_houses():
        moved = ExternalMovement.objects.filter(claim__provider=provider, claim__payment_refs__contains=[ref])
        moved = moved.exclude(claim__reason__endswith=_AFTER_ALL)
        told, here = world.houses.taken(provider, ref), -(moved.aggregate(all=Sum("amount"))["all"] or 0)
        if told != here:
            raise Broken(f"{provider} took {told} of {ref} beside our refunds; our books have {here}")


def _check_nothing_twice(order: Order) -> None:
    """No refund to the balance was paid beside a claim that we knew and that took the same money in the end."""
    claims = ExternalClaim.objects.filter(order=order).annotate(moved=Sum("movements__amount", default=0))
    took = [(claim.matched_at, -claim.moved) for claim in claims]
    about = Q(settlement__dispute__order=order) | Q(settlement__dispute__order__root_order=order)
    paid = list(Leg.objects.filter(about, state=LegState.SUCCEEDED.value).exclude(method="resend"))
    for leg in paid:
        before = sum(other.amount for other in paid if other.recorded_at <= leg.recorded_at)
        known = sum(amount for at, amount in took if at < leg.recorded_at)
        if leg.method == "wallet" and known > 0 and before + known > order.charged:
            raise Broken(f"leg {leg.id} paid {leg.amount} of {order.charged} beside {known} that a claim took")


def end(world: World) -> None:
    """Nothing stays open: every claim is decided, every refund paid, replaced or cut, the rest withdrawn or canceled.

    Raises Broken for what nobody can bring to an end. Later lives' checks see what came of it.
    """
    owner, now = world.merchant.actor, world.clock()
    mine = Dispute.objects.filter(account_id=owner.account_id)
    for case in mine.filter(state__in=MOVES[Move.WITHDRAW].sources):
        withdraw_dispute(ask=WithdrawDispute(dispute=case.number), actor=owner, now=now)
    for top_up in TopUp.objects.filter(account_id=owner.account_id, state=TopUpState.BEGUN.value):
        cancel_top_up(ask=CancelTopUp(top_up_id=top_up.id), actor=owner, now=now)
    unsettled = Settlement.objects.filter(account_id=owner.account_id, finished_at=None)
    if not unsettled.exists():
        return
    world.houses.end_claims(world.all_paid_at_houses())
    for _ in range(ROUNDS):
        _finance_looks(world)
        rest(world)
        if not unsettled.exists():
            compare(world)
            return
    legs = Leg.objects.filter(settlement__in=unsettled).order_by("settlement", "number")
    told = [f"{leg.number}: {leg.method} {leg.amount} {leg.state} {leg.failure} {leg.waits_for}" for leg in legs]
    raise Broken(f"a settlement comes to no end: {told}")


def _finance_looks(world: World) -> None:
    """At every leg that waits for a person: what is unknown is told, what failed is cut or made the other way."""
    finance = world.finance(0).actor
    for leg in Leg.objects.filter(account_id=world.merchant.account_id).select_related("payment"):
        if leg.state == LegState.UNKNOWN.value:
            told = TellOutcome(leg_id=leg.id, paid=bool(world.houses.given_back(leg)), words=WORDS)
            with suppress(Refusal):
                tell_outcome(ask=told, actor=finance, now=world.clock())
        elif leg.state == LegState.FAILED.value:
            try:
                cut_leg(ask=CutLeg(leg_id=leg.id, words=WORDS), actor=finance, now=world.clock())
            except Refusal:
                with suppress(Refusal):
                    again = ReplaceLeg(leg_id=leg.id, to=Method.WALLET, words=WORDS)
                    replace_leg(ask=again, actor=finance, now=world.clock())


def _nobody(_: object) -> None:
    """The jobs that an event causes are played by the story itself."""
