"""What is done about orders and disputes: each deed finds something to do it with, or has nothing to do."""

from collections.abc import Callable

from amends.core.decisions.award import Outcome, RejectReason
from amends.core.disputes.reasons import Reason, Wish
from amends.core.orders.kinds import PaymentState
from amends.core.settlements.legs import LegState, Method
from amends.doors.jobs.settle import settle_dispute
from amends.doors.jobs.sweep import sweep
from amends.records.disputes.models import Offer
from amends.records.orders.models import Payment
from amends.records.settlements.models import Leg
from amends.usecases.decisions.answer_offer import AnswerOffer, answer_offer
from amends.usecases.decisions.approve_dispute import ApproveDispute, approve_dispute
from amends.usecases.decisions.offer_settlement import OfferSettlement, offer_settlement
from amends.usecases.decisions.reject_dispute import RejectDispute, reject_dispute
from amends.usecases.disputes.open_dispute import OpenDispute, open_dispute
from amends.usecases.disputes.request_evidence import RequestEvidence, request_evidence
from amends.usecases.disputes.submit_evidence import SubmitEvidence, submit_evidence
from amends.usecases.disputes.withdraw_dispute import WithdrawDispute, withdraw_dispute
from amends.usecases.disputes.write_message import WriteMessage, write_message
from amends.usecases.orders.close_order import CloseOrder, close_order
from amends.usecases.settlements.replace_leg import ReplaceLeg, replace_leg
from amends.usecases.settlements.tell_outcome import TellOutcome, tell_outcome
from tests.campaign.world import World, chosen
from tests.makers.cases import ALL_SHOWN, GOODWILL, form, line, paid_order, ship
from tests.makers.incoming import PLATFORM

UNPAID = PaymentState.UNPAID
WORDS = "As the campaign tells it. 如实。"


def take_in(world: World, pick: int) -> None:
    """One or two lines, paid in one or two payments at some house, or outside, or not yet."""
    lines = [line(1 + pick % 3, 500 + pick % 701), line(2, 999 + pick % 13, sku="LAMP-7")][: 1 + pick % 2]
    whole = sum(one.goods or 0 for one in lines) + pick % 97
    parts = {0: (whole,), 1: (whole // 3, whole - whole // 3), 2: ()}[pick // 7 % 3]
    if pick % 4 == 3:
        paid_order(world.merchant, *lines, payments=(), shipping=pick % 97, payment_state=UNPAID, paid_at=None)
        return
    order = paid_order(world.merchant, *lines, payments=parts, shipping=pick % 97, sent=pick % 5 < 2)
    provider = ("sandbox", "stripe", "paypal")[pick // 11 % 3]
    for payment in Payment.objects.filter(order=order) if provider != "sandbox" else ():
        payment.provider, payment.provider_ref = provider, world.houses.payment(provider, payment.amount)
        payment.save(update_fields=["provider", "provider_ref"])


def dispatch(world: World, pick: int) -> None:
    """The warehouse sends an order."""
    order = world.order(pick)
    ship(order)


def close(world: World, pick: int) -> None:
    """The platform closes an order."""
    order = world.order(pick)
    close_order(ask=CloseOrder(order_id=order.id), actor=PLATFORM, now=world.clock())


def open_(world: World, pick: int) -> None:
    """On one line or all, for any wish."""
    order = world.order(pick)
    lines = list(order.lines.order_by("position"))
    units = {one.position: 1 + pick % one.quantity for one in (lines if pick % 3 else lines[:1])}
    wish = (Wish.REFUND_WALLET, Wish.REFUND_ORIGINAL, Wish.RESEND)[pick // 3 % 3]
    amount = None if pick % 4 else 1 + pick % 300
    changes = {"wish": wish, "amount": amount if wish is not Wish.RESEND else None}
    if order.stage in ("pending", "processing") and wish is Wish.RESEND:
        changes["reason"] = Reason.DELAYED
    ask = OpenDispute(
        who=world.merchant.actor, order=order.number, form=form(order, units, **changes), evidence=ALL_SHOWN
    )
    open_dispute(ask=ask, now=world.clock())


def ask_evidence(world: World, pick: int) -> None:
    """An agent wants to see more."""
    case = world.dispute(pick, "under_review")
    ask = RequestEvidence(dispute=case.number, words=WORDS)
    request_evidence(ask=ask, actor=world.agent(pick).actor, now=world.clock())


def send_evidence(world: World, pick: int) -> None:
    """The merchant answers."""
    case = world.dispute(pick, "evidence_requested")
    submit_evidence(ask=SubmitEvidence(dispute=case.number, words=WORDS), actor=world.merchant.actor, now=world.clock())


def offer(world: World, pick: int) -> None:
    """Money either way, more or less than there is, or the goods again."""
    case = world.dispute(pick, "under_review")
    outcome = (Outcome.REFUND_WALLET, Outcome.REFUND_ORIGINAL, Outcome.RESEND)[pick // 5 % 3]
    amount = 0 if outcome is Outcome.RESEND else 1 + pick % 1200
    ask = OfferSettlement(dispute=case.number, outcome=outcome, amount=amount, departing=GOODWILL)
    offer_settlement(ask=ask, actor=world.agent(pick).actor, now=world.clock())


def _answer(world: World, pick: int, *, agree: bool) -> None:
    case = world.dispute(pick, "offered")
    latest = Offer.objects.filter(dispute=case).order_by("-round").values_list("round", flat=True)[0]
    ask = AnswerOffer(dispute=case.number, round=latest, agree=agree, words=WORDS, address_verified=True)
    answer_offer(ask=ask, actor=world.merchant.actor, now=world.clock())


def agree(world: World, pick: int) -> None:
    """To the latest offer."""
    _answer(world, pick, agree=True)


def decline(world: World, pick: int) -> None:
    """With words."""
    _answer(world, pick, agree=False)


def approve(world: World, pick: int) -> None:
    """Exactly as asked."""
    case = world.dispute(pick, "under_review", *(["offered"] if pick % 8 == 0 else []))
    ask = ApproveDispute(dispute=case.number, departing=GOODWILL if pick % 2 else None)
    approve_dispute(ask=ask, actor=world.agent(pick).actor, now=world.clock())


def reject(world: World, pick: int) -> None:
    """With a reason and words."""
    case = world.dispute(pick, "under_review")
    ask = RejectDispute(dispute=case.number, reason=RejectReason.DELIVERED, words=WORDS, departing=GOODWILL)
    reject_dispute(ask=ask, actor=world.agent(pick).actor, now=world.clock())


def withdraw(world: World, pick: int) -> None:
    """Whatever state it is in."""
    case = world.dispute(pick)
    withdraw_dispute(ask=WithdrawDispute(dispute=case.number), actor=world.merchant.actor, now=world.clock())


def write(world: World, pick: int) -> None:
    """A message of the merchant's."""
    case = world.dispute(pick)
    write_message(ask=WriteMessage(body=WORDS, dispute=case.number), actor=world.merchant.actor, now=world.clock())


def settle(world: World, pick: int) -> None:
    """The job, also for disputes that have nothing to settle."""
    case = world.dispute(pick, "agreed", "settling", *(["settled"] if pick % 10 == 0 else []))
    settle_dispute(dispute_id=case.id, clock=world.clock, gateway=world.house)


def take_up(world: World, pick: int) -> None:
    """What the worker's sweep does: whatever is due, whose ever it is."""
    sweep(now=world.clock())


def _leg(world: World, pick: int, *states: LegState) -> Leg:
    rows = Leg.objects.filter(account_id=world.merchant.account_id, method="original", state__in=states)
    return chosen(list(rows.order_by("id")), pick)


def take_balance(world: World, pick: int) -> None:
    """The merchant takes a failed refund to the balance."""
    leg = _leg(world, pick, LegState.FAILED)
    replace_leg(ask=ReplaceLeg(leg_id=leg.id, to=Method.WALLET), actor=world.merchant.actor, now=world.clock())


def try_again(world: World, pick: int) -> None:
    """Finance tries the original way once more."""
    leg = _leg(world, pick, LegState.FAILED)
    ask = ReplaceLeg(leg_id=leg.id, to=Method.ORIGINAL, words=WORDS)
    replace_leg(ask=ask, actor=world.finance(pick).actor, now=world.clock())


def tell(world: World, pick: int) -> None:
    """Finance looked at the house's own pages, and says what stands there."""
    leg = _leg(world, pick, LegState.UNKNOWN)
    ask = TellOutcome(leg_id=leg.id, paid=bool(world.houses.given_back(leg)), words=WORDS)
    tell_outcome(ask=ask, actor=world.finance(pick).actor, now=world.clock())


DISPUTES: dict[str, Callable[[World, int], None]] = {
    "takes in an order": take_in,
    "dispatches": dispatch,
    "opens a dispute": open_,
    "asks for evidence": ask_evidence,
    "sends evidence": send_evidence,
    "makes an offer": offer,
    "agrees": agree,
    "declines": decline,
    "approves": approve,
    "rejects": reject,
    "withdraws": withdraw,
    "writes": write,
    "settles": settle,
    "takes up what is due": take_up,
    "takes the balance instead": take_balance,
    "tries the original way again": try_again,
    "tells an outcome": tell,
    "closes the order": close,
}
