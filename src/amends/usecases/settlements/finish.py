"""The end of a settlement: what was reserved is refunded, the units are resolved, the hold is released."""

from datetime import datetime

from django.db.models import F

from amends.core.access import SYSTEM
from amends.core.disputes.reasons import Reason
from amends.core.disputes.states import State
from amends.core.orders.kinds import UNSHIPPED, PaymentState, Stage
from amends.core.settlements.legs import LegState, is_finished
from amends.core.trail.codes import TrailCode
from amends.records.decisions.models import Award
from amends.records.disputes.case import Case
from amends.records.disputes.move import release
from amends.records.orders.models import Order, OrderLine
from amends.records.settlements.take import TakenLeg
from amends.records.trail.record import TRAIL_FIELDS, record_trail
from amends.usecases.disputes.make_move import make_move


def finish_if_paid(taken: TakenLeg, *, now: datetime) -> None:
    """Settles the dispute if every leg succeeded or was replaced; else does nothing yet."""
    if not is_finished([LegState(leg.state) for leg in taken.legs]):
        return
    case, amount = taken.case, taken.settlement.amount
    awards = list(Award.objects.filter(decision_id=taken.settlement.decision_id))
    release(case)
    _turn_reserved_into_refunded(case, awards, amount)
    closed_lines = _close_cancelled(case, awards, refunded=amount > 0)
    taken.settlement.finished_at = now
    taken.settlement.save(update_fields=["finished_at"])
    make_move(
        case=case,
        target=State.SETTLED,
        code=TrailCode.DISPUTE_SETTLED,
        actor=SYSTEM,
        now=now,
        facts={"amount": amount, "currency": taken.settlement.currency},
        fields=("resend_order",),
    )
    if closed_lines:
        _close_empty_order(case, now=now)


def _turn_reserved_into_refunded(case: Case, awards: list[Award], amount: int) -> None:
    for award in awards:
        line = case.lines[award.line_id]
        OrderLine.objects.filter(id=line.id).update(resolved=F("resolved") + award.quantity)
        OrderLine.objects.filter(id=line.root_line_id or line.id).update(
            reserved=F("reserved") - award.amount, refunded=F("refunded") + award.amount
        )
    if not amount:
        return
    money = case.money_order
    whole = money.refunded + amount >= money.charged
    Order.objects.filter(id=money.id).update(
        reserved=F("reserved") - amount,
        refunded=F("refunded") + amount,
        payment_state=(PaymentState.REFUNDED if whole else PaymentState.PARTLY_REFUNDED).value,
    )


def _close_cancelled(case: Case, awards: list[Award], *, refunded: bool) -> bool:
    """Units cancelled before they were sent are closed: the warehouse must not send what was refunded."""
    cancelled = case.dispute.reason == Reason.ORDER_CANCELLATION.value and Stage(case.order.stage) in UNSHIPPED
    if not (cancelled and refunded):
        return False
    for award in awards:
        OrderLine.objects.filter(id=award.line_id).update(closed=F("closed") + award.quantity)
    return True


def _close_empty_order(case: Case, *, now: datetime) -> None:
    lines = OrderLine.objects.filter(order=case.order)
    if lines.filter(quantity__gt=F("closed")).exists():
        return
    order = Order.objects.get(id=case.order.id)
    if order.open_disputes:
        return
    before = {"stage": order.stage}
    order.stage, order.closed_at = Stage.CLOSED.value, now
    record_trail(order, TrailCode.ORDER_CLOSED, actor=SYSTEM, now=now, before=before, after={"stage": order.stage})
    order.save(update_fields=["stage", "closed_at", *TRAIL_FIELDS])
