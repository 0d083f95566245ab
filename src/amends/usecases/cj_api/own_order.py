"""An order of the actor's account, locked with what is known of it because it was made over CJ's API."""

from amends.core.access import Actor
from amends.core.disputes.refusals import OrderUnseen
from amends.records.cj_api.models import CjOrder
from amends.records.orders.locks import lock_order_by_number
from amends.records.orders.models import Order


def own_order(number: str, *, actor: Actor) -> tuple[Order, CjOrder | None]:
    """The order's row is locked, and guards the other one. None for an order told of otherwise. Raises OrderUnseen."""
    assert actor.account_id is not None
    order = lock_order_by_number(account_id=actor.account_id, number=number)
    if order is None:
        raise OrderUnseen(number=number)
    return order, CjOrder.objects.filter(order_id=order.id).first()
