"""What every step of the fulfillment side ends with: trail and announcement."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from amends.core.access import Actor
from amends.core.trail.codes import TrailCode
from amends.records.notices.announce import announce
from amends.records.orders.models import Order
from amends.records.trail.record import TRAIL_FIELDS, record_trail


def tell_step(
    order: Order,
    code: TrailCode,
    *,
    actor: Actor,
    now: datetime,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    fields: tuple[str, ...],
) -> None:
    """Records the step of a locked order in its trail, saves `fields` with the trail's end, and announces it."""
    record_trail(order, code, actor=actor, now=now, before=before, after=after)
    order.save(update_fields=[*fields, *TRAIL_FIELDS])
    announce(code, account_id=order.account_id, now=now, order_id=order.id, order=order.number)
