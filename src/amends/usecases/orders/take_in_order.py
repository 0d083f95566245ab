"""Take in an order: the platform's order system tells of one for the first time, or again."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction

from amends.core.access import AccountUnseen, Actor
from amends.core.orders.incoming import IncomingOrder
from amends.core.orders.intake import take_in
from amends.core.trail.codes import TrailCode
from amends.records.access.models import Account
from amends.records.notices.announce import announce
from amends.records.orders.locks import lock_order_by_number
from amends.usecases.orders.change_order import Outcome, change_order
from amends.usecases.orders.new_order import new_order, store_new
from amends.usecases.orders.order_writer import require_order_writer


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeInOrder:
    """The ask."""

    account_id: UUID
    order: IncomingOrder


@dataclass(frozen=True, slots=True)
class TakenIn:
    """The order's id, and whether it is new, was changed, or stands as it stood."""

    order_id: UUID
    outcome: Outcome


CODES = {Outcome.CREATED: TrailCode.ORDER_TAKEN_IN, Outcome.UPDATED: TrailCode.ORDER_UPDATED}
"""How an outcome is announced; one that changed nothing is not."""


def take_in_order(*, ask: TakeInOrder, actor: Actor, now: datetime) -> TakenIn:
    """A number that the account has not yet becomes an order; one it has is updated, or unchanged by its content.

    Two that tell of the same number at once become one order. Raises Forbidden, AccountUnseen, what
    core.orders.incoming.check_order raises, and for a known number what `change_order` raises.
    """
    require_order_writer(actor)
    intake = take_in(ask.order, reserved_prefix=settings.DISPUTE_PREFIX, now=now)
    with transaction.atomic():
        if not Account.objects.filter(id=ask.account_id).exists():
            raise AccountUnseen(account=str(ask.account_id))
        new = new_order(account_id=ask.account_id, intake=intake, actor=actor, now=now)
        if store_new([new]):
            taken = TakenIn(new.order.id, Outcome.CREATED)
        else:
            order = lock_order_by_number(account_id=ask.account_id, number=ask.order.number)
            assert order is not None
            taken = TakenIn(order.id, change_order(order, intake, actor=actor, now=now))
        if taken.outcome in CODES:
            announce(
                CODES[taken.outcome],
                account_id=ask.account_id,
                now=now,
                order_id=taken.order_id,
                order=ask.order.number,
            )
        return taken
