"""Delete an order that nobody confirmed: it is closed, and its story stays."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from amends.core.access import Actor, Permission, require
from amends.core.cj_api.refusals import NotToDelete
from amends.core.orders.kinds import PaymentState, Stage
from amends.core.trail.codes import TrailCode
from amends.usecases.cj_api.own_order import own_order
from amends.usecases.orders.tell_step import tell_step


@dataclass(frozen=True, slots=True, kw_only=True)
class DeleteOrder:
    """The ask."""

    number: str


def delete_order(*, ask: DeleteOrder, actor: Actor, now: datetime) -> None:
    """Raises Forbidden, OrderUnseen, NotToDelete."""
    require(actor, Permission.MERCHANT_ORDER_CREATE)
    with transaction.atomic():
        order, made = own_order(ask.number, actor=actor)
        untouched = order.stage == Stage.PENDING and order.payment_state == PaymentState.UNPAID
        if made is None or made.confirmed_at is not None or not untouched:
            raise NotToDelete(number=order.number)
        before = {"stage": order.stage, "closed_at": None}
        order.stage, order.closed_at = Stage.CLOSED.value, now
        tell_step(
            order,
            TrailCode.ORDER_CLOSED,
            actor=actor,
            now=now,
            before=before,
            after={"stage": order.stage, "closed_at": now},
            fields=("stage", "closed_at"),
        )
