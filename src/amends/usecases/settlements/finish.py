"""The end of a settlement: what was reserved is refunded, the units are resolved, the hold is released.

And its beginning again, when a refund comes back.
"""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import F

from amends.core.access import SYSTEM
from amends.core.disputes.deadlines import due_at
from amends.core.disputes.reasons import Reason
from amends.core.disputes.states import State
from amends.core.orders.kinds import UNSHIPPED, PaymentState, Stage
from amends.core.settlements.legs import LegState, is_finished
from amends.core.trail.codes import TrailCode
from amends.records.decisions.models import Award
from amends.records.disputes.case import Case
from amends.records.disputes.move import release
from amends.records.notices.announce import announce
from amends.records.orders.models import Order, OrderLine
from amends.records.settlements.take import TakenLeg
from amends.records.trail.record import TRAIL_FIELDS, record_trail
from amends.usecases.disputes.make_move import make_move


def finish_if_paid(taken: TakenLeg, *, now: datetime) -> None:
    """Settles the dispute if every leg succeeded or was replaced; else does nothing yet.

    A settlement that had been finished before, and was opened again, changes nothing but the money.
    """
    if not is_finished([LegState(leg.state) for leg in taken.legs]):
        return
    case, amount = taken.case, taken.settlement.amount - taken.settlement.taken_elsewhere
    awards = list(Award.objects.filter(decision_id=taken.settlement.decision_id))
    _count(case, awards, amount)
    taken.settlement.finished_at, taken.settlement.remind_at = now, None
    taken.settlement.save(update_fields=["finished_at", "remind_at"])
    if taken.settlement.reopened_at is not None:
        return
    release(case, now=now)
    for award in awards:
        OrderLine.objects.filter(id=award.line_id).update(resolved=F("resolved") + award.quantity)
    make_move(
        case=case,
        target=State.SETTLED,
        code=TrailCode.DISPUTE_SETTLED,
        actor=SYSTEM,
        now=now,
        facts={"amount": amount, "currency": taken.settlement.currency},
        fields=("resend_order",),
    )
    # Whoever brought the money back: what a claim took whole is cancelled all the same.
    if taken.settlement.amount and _cancels(case):
        _close_units(case, awards, now=now)


def reopen(taken: TakenLeg, *, now: datetime) -> None:
    """Of a finished settlement something is owed again: what it refunded is reserved again. The dispute stays settled.

    From now on finance is told of it each period, as of one whose dispute still settles.
    """
    settlement = taken.settlement
    if settlement.finished_at is None:
        return
    awards = list(Award.objects.filter(decision_id=settlement.decision_id))
    _count(taken.case, awards, settlement.taken_elsewhere - settlement.amount)
    settlement.finished_at, settlement.reopened_at = None, now
    settlement.remind_at = due_at(State.SETTLING, now=now, waits=settings.DISPUTE_WAITS)
    settlement.save(update_fields=["finished_at", "reopened_at", "remind_at"])


def _count(case: Case, awards: list[Award], amount: int) -> None:
    """`amount` of what was reserved is refunded now, and its awards on their lines; less than nothing undoes that."""
    if not amount:
        return
    sign = 1 if amount > 0 else -1
    for award in awards:
        line, moved = case.lines[award.line_id], sign * (award.amount - award.taken_elsewhere)
        OrderLine.objects.filter(id=line.root_line_id or line.id).update(
            reserved=F("reserved") - moved, refunded=F("refunded") + moved
        )
    money = case.money_order
    refunded = money.refunded + amount
    whole = PaymentState.REFUNDED if refunded >= money.charged else PaymentState.PARTLY_REFUNDED
    Order.objects.filter(id=money.id).update(
        reserved=F("reserved") - amount,
        refunded=F("refunded") + amount,
        payment_state=(whole if refunded else PaymentState.PAID).value,
    )


def _cancels(case: Case) -> bool:
    return case.dispute.reason == Reason.ORDER_CANCELLATION.value and Stage(case.order.stage) in UNSHIPPED


def _close_units(case: Case, awards: list[Award], *, now: datetime) -> None:
    """Units cancelled before they were sent are closed: the warehouse must not send what was refunded.

    An order of which nothing else is left is closed with them.
    """
    order = Order.objects.get(id=case.order.id)
    for award in awards:
        OrderLine.objects.filter(id=award.line_id).update(closed=F("closed") + award.quantity)
    units = [{"line": award.line_id, "closed": award.quantity} for award in awards]
    _tell(order, TrailCode.LINES_CLOSED, now=now, before=None, after={"lines": units})
    if not order.open_disputes and not OrderLine.objects.filter(order=order, quantity__gt=F("closed")).exists():
        before = {"stage": order.stage, "closed_at": None}
        order.stage, order.closed_at = Stage.CLOSED.value, now
        _tell(order, TrailCode.ORDER_CLOSED, now=now, before=before, after={"stage": order.stage, "closed_at": now})
    order.save(update_fields=["stage", "closed_at", *TRAIL_FIELDS])


def _tell(
    order: Order, code: TrailCode, *, now: datetime, before: dict[str, Any] | None, after: dict[str, Any]
) -> None:
    record_trail(order, code, actor=SYSTEM, now=now, before=before, after=after)
    announce(code, account_id=order.account_id, now=now, order_id=order.id, order=order.number)
