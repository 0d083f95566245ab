"""Which account an order number means: its own account's for a merchant, any for staff and the platform's systems."""

from uuid import UUID

from amends.core.access import Actor, Side
from amends.core.disputes.refusals import OrderUnseen
from amends.core.orders.refusals import NumberAmbiguous
from amends.records.orders.models import Order


def currency_of_order(*, number: str, actor: Actor) -> str:
    """The currency in which the actor's own order is charged. Raises OrderUnseen."""
    order_id, _ = find_order(number=number, actor=actor)
    return str(Order.objects.values_list("currency", flat=True).get(id=order_id))


def find_order(*, number: str, actor: Actor, account_id: UUID | None = None) -> tuple[UUID, UUID]:
    """(id, account id) of the order. Raises OrderUnseen, and NumberAmbiguous when several accounts have the number."""
    if not number.isprintable():
        raise OrderUnseen(number=number)
    orders = Order.objects.filter(number=number)
    if actor.side is Side.MERCHANT:
        assert actor.account_id is not None
        orders = orders.filter(account_id=actor.account_id)
    if account_id is not None:
        orders = orders.filter(account_id=account_id)
    found = list(orders.values_list("id", "account_id")[:2])
    if not found:
        raise OrderUnseen(number=number)
    if len(found) > 1:
        raise NumberAmbiguous(number=number)
    return found[0]
