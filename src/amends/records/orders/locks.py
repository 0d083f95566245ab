"""Locking an order and then its lines: every verb takes them in this order, before dispute and wallet."""

from uuid import UUID

from amends.records.orders.models import Order, OrderLine


def lock_order(order_id: UUID) -> Order | None:
    """The order as it stands once this transaction holds its row, or None."""
    return Order.objects.select_for_update(no_key=True).filter(id=order_id).first()


def lock_order_by_number(*, account_id: UUID, number: str) -> Order | None:
    """The same by the number it has in its account."""
    return Order.objects.select_for_update(no_key=True).filter(account_id=account_id, number=number).first()


def lock_lines(order_id: UUID) -> list[OrderLine]:
    """The order's lines, locked by id, in the order of their positions. The order must be locked before."""
    locked = OrderLine.objects.select_for_update(no_key=True).filter(order_id=order_id).order_by("id")
    return sorted(locked, key=lambda line: line.position)
