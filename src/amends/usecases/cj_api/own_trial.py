"""A trial order of the actor's account, and on which rung of CJ's ladder it stands."""

from dataclasses import replace

from django.conf import settings

from amends.core.access import ROLE_PERMISSIONS, Actor, Permission, Role, Side, require
from amends.core.cj_api.refusals import NotSandbox, SandboxClosed
from amends.core.orders.kinds import PaymentState, Stage
from amends.records.cj_api.models import CjOrder
from amends.records.orders.models import Order
from amends.usecases.cj_api.own_order import own_order

UNPAID, PAID, PROCESSING, SHIPPED, DELIVERED, CLOSED = 100, 300, 400, 500, 600, 700
_RUNGS = {
    Stage.PENDING: PAID,
    Stage.PROCESSING: PROCESSING,
    Stage.DISPATCHED: SHIPPED,
    Stage.COMPLETED: DELIVERED,
    Stage.CLOSED: CLOSED,
}


def own_trial(number: str, *, actor: Actor) -> tuple[Order, CjOrder]:
    """The order, locked. Raises Forbidden, SandboxClosed, OrderUnseen, NotSandbox."""
    require(actor, Permission.MERCHANT_ORDER_CREATE)
    if not settings.SANDBOX:
        raise SandboxClosed
    order, made = own_order(number, actor=actor)
    if made is None or not made.sandbox:
        raise NotSandbox(number=number)
    return order, made


def rung_of(order: Order) -> int:
    """100 before it is paid, 300 paid, 400 processing, 500 shipped, 600 delivered, 700 closed."""
    unpaid = order.payment_state == PaymentState.UNPAID and order.stage != Stage.CLOSED
    return UNPAID if unpaid else _RUNGS[Stage(order.stage)]


def playing_the_platform(actor: Actor) -> Actor:
    """The same caller in the part of the platform, which they play for a trial order of theirs."""
    permissions = ROLE_PERMISSIONS[Role.PLATFORM]
    return replace(actor, side=Side.PLATFORM, name=f"{actor.name} (sandbox)", permissions=permissions)
