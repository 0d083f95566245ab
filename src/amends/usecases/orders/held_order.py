"""An order locked for a step of the fulfillment side, and the disputes that hold it."""

from uuid import UUID

from amends.core.disputes.refusals import OrderUnseen
from amends.records.disputes.models import OPEN_STATES, Dispute
from amends.records.orders.locks import lock_order
from amends.records.orders.models import Order


def locked_order(order_id: UUID) -> Order:
    """The order, locked. Raises OrderUnseen."""
    order = lock_order(order_id)
    if order is None:
        raise OrderUnseen(number=str(order_id))
    return order


def held_by(order: Order) -> list[str]:
    """The numbers of the open disputes on a locked order, in their sequence.

    Read after the order's lock: whoever opens or ends a dispute holds that lock while doing it.
    """
    if not order.open_disputes:
        return []
    found = Dispute.objects.filter(order_id=order.id, state__in=OPEN_STATES).order_by("opened_at", "id")
    return list(found.values_list("number", flat=True))
