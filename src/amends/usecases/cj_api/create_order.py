"""A merchant's tool makes an order: unpaid, once for its number."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction

from amends.core.access import Actor, Permission, require
from amends.core.cj_api.refusals import OrderKnown, SandboxClosed
from amends.core.orders.incoming import IncomingOrder
from amends.core.orders.intake import take_in
from amends.core.orders.kinds import PaymentState, Stage
from amends.core.trail.codes import TrailCode
from amends.records.cj_api.models import CjOrder
from amends.records.notices.announce import announce
from amends.usecases.orders.new_order import new_order, store_new


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateOrder:
    """The ask: an order nobody paid yet. Unless `confirmed` it waits to be confirmed, and may be deleted."""

    order: IncomingOrder
    confirmed: bool
    sandbox: bool = False
    remark: str = ""
    store_line_items: Sequence[str] = ()


def create_order(*, ask: CreateOrder, actor: Actor, now: datetime) -> UUID:
    """The new order's id. An order that is there already, whoever told of it, is never changed from here.

    Raises Forbidden, SandboxClosed, OrderKnown, and what core.orders.incoming.check_order raises.
    """
    require(actor, Permission.MERCHANT_ORDER_CREATE)
    told = ask.order
    assert actor.account_id is not None
    assert (told.stage, told.payment_state, told.payments) == (Stage.PENDING, PaymentState.UNPAID, ())
    if ask.sandbox and not settings.SANDBOX:
        raise SandboxClosed
    intake = take_in(told, reserved_prefix=settings.DISPUTE_PREFIX, now=now)
    with transaction.atomic():
        new = new_order(account_id=actor.account_id, intake=intake, actor=actor, now=now)
        order_id: UUID = new.order.id
        if not store_new([new]):
            raise OrderKnown(number=told.number)
        CjOrder.objects.create(
            order_id=order_id,
            account_id=actor.account_id,
            sandbox=ask.sandbox,
            confirmed_at=now if ask.confirmed else None,
            remark=ask.remark,
            store_line_items=list(ask.store_line_items),
        )
        announce(
            TrailCode.ORDER_TAKEN_IN,
            account_id=actor.account_id,
            now=now,
            order_id=order_id,
            order=told.number,
        )
        return order_id
