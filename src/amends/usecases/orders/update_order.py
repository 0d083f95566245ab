"""Update an order: its content as it now is, told by the order's id."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction

from amends.core.access import Actor
from amends.core.orders.incoming import IncomingOrder
from amends.core.orders.intake import take_in
from amends.core.orders.refusals import Unchangeable
from amends.core.trail.codes import TrailCode
from amends.records.notices.announce import announce
from amends.usecases.orders.change_order import Outcome, change_order
from amends.usecases.orders.held_order import locked_order
from amends.usecases.orders.order_writer import require_order_writer


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateOrder:
    """The ask: the whole content, not a part of it."""

    order_id: UUID
    order: IncomingOrder


def update_order(*, ask: UpdateOrder, actor: Actor, now: datetime) -> Outcome:
    """The outcome: updated, or unchanged by its content.

    Raises Forbidden, OrderUnseen, Unchangeable for another number, what core.orders.incoming.check_order raises and
    what `change_order` raises: among them BelowClaimed with the disputes' numbers.
    """
    require_order_writer(actor)
    intake = take_in(ask.order, reserved_prefix=settings.DISPUTE_PREFIX, now=now)
    with transaction.atomic():
        order = locked_order(ask.order_id)
        if order.number != ask.order.number:
            raise Unchangeable(number=order.number, name="number", before=order.number, after=ask.order.number)
        outcome = change_order(order, intake, actor=actor, now=now)
        if outcome is Outcome.UPDATED:
            announce(
                TrailCode.ORDER_UPDATED,
                account_id=order.account_id,
                now=now,
                order_id=order.id,
                order=order.number,
            )
        return outcome
