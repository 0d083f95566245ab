"""Close an order: cancelled, or done with. No dispute can be opened on it any more."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from amends.core.access import Actor
from amends.core.orders.kinds import Stage
from amends.core.orders.stages import Step, check_step
from amends.core.trail.codes import TrailCode
from amends.usecases.orders.held_order import held_by, locked_order
from amends.usecases.orders.order_writer import require_order_writer
from amends.usecases.orders.tell_step import tell_step


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseOrder:
    """The ask."""

    order_id: UUID


def close_order(*, ask: CloseOrder, actor: Actor, now: datetime) -> None:
    """Any open stage becomes closed, from `now`. Raises Forbidden, OrderUnseen, WrongStage, OrderHeld."""
    require_order_writer(actor)
    with transaction.atomic():
        order = locked_order(ask.order_id)
        stage = Stage(order.stage)
        target = check_step(Step.CLOSE, number=order.number, stage=stage, held_by=held_by(order))
        order.stage, order.closed_at = target.value, now
        tell_step(
            order,
            TrailCode.ORDER_CLOSED,
            actor=actor,
            now=now,
            before={"stage": stage.value, "closed_at": None},
            after={"stage": target.value, "closed_at": now},
            fields=("stage", "closed_at"),
        )
