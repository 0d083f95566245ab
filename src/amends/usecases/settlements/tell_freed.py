"""Tell finance that claims have left an order money again, for refunds that they had stopped or taken."""

from datetime import datetime

from amends.core.trail.codes import TrailCode
from amends.records.notices.announce import announce
from amends.records.orders.models import Order
from amends.records.settlements.waiting import stopped_by_claims


def tell_freed(order: Order, *, now: datetime) -> None:
    """To be called when claims were counted anew on the locked `order`, which still says what they took before.

    Once for each settlement with a leg that failed, or of which something was cut; nothing while a claim holds money.
    """
    counted = Order.objects.only("external_claimed", "external_open").get(id=order.id)
    ended = order.external_open > 0 or counted.external_claimed < order.external_claimed
    if counted.external_open or not ended:
        return
    for dispute in stopped_by_claims(order.id):
        announce(
            TrailCode.SETTLEMENT_FREED,
            account_id=dispute.account_id,
            now=now,
            order_id=dispute.order_id,
            dispute_id=dispute.id,
            trail_seq=dispute.trail_seq,
            number=dispute.number,
            order=dispute.order.number,
        )
