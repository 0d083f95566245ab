"""Confirm an order that was only created: it can be paid now, and no more deleted."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from amends.core.access import Actor, Permission, require
from amends.core.cj_api.refusals import NotToConfirm
from amends.core.orders.kinds import PaymentState, Stage
from amends.core.trail.codes import TrailCode
from amends.usecases.cj_api.own_order import own_order
from amends.usecases.orders.tell_step import tell_step


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmOrder:
    """The ask."""

    number: str


def confirm_order(*, ask: ConfirmOrder, actor: Actor, now: datetime) -> None:
    """Once more for one that waits to be paid changes nothing. Raises Forbidden, OrderUnseen, NotToConfirm."""
    require(actor, Permission.MERCHANT_ORDER_CREATE)
    with transaction.atomic():
        order, made = own_order(ask.number, actor=actor)
        if order.stage == Stage.CLOSED or order.payment_state != PaymentState.UNPAID:
            status = order.stage if order.stage == Stage.CLOSED else order.payment_state
            raise NotToConfirm(number=order.number, status=status)
        if made is None or made.confirmed_at is not None:
            return
        made.confirmed_at = now
        made.save(update_fields=["confirmed_at"])
        tell_step(
            order,
            TrailCode.ORDER_UPDATED,
            actor=actor,
            now=now,
            before={"confirmed_at": None},
            after={"confirmed_at": now},
            fields=(),
        )
