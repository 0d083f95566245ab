"""Note that the warehouse started: goods are being picked, the order is processing."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from amends.core.access import Actor
from amends.core.orders.kinds import Stage
from amends.core.orders.stages import check_start
from amends.core.trail.codes import TrailCode
from amends.usecases.orders.held_order import held_by, locked_order
from amends.usecases.orders.order_writer import require_order_writer
from amends.usecases.orders.tell_step import tell_step


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteWarehouseStarted:
    """The ask."""

    order_id: UUID


def note_warehouse_started(*, ask: NoteWarehouseStarted, actor: Actor, now: datetime) -> None:
    """Pending becomes processing, from `now`; an order that came in as processing has started from `now`.

    Raises Forbidden, OrderUnseen, WrongStage, OrderHeld.
    """
    require_order_writer(actor)
    with transaction.atomic():
        order = locked_order(ask.order_id)
        stage = Stage(order.stage)
        started = order.warehouse_started_at is not None
        target = check_start(number=order.number, stage=stage, started=started, held_by=held_by(order))
        order.stage, order.warehouse_started_at = target.value, now
        tell_step(
            order,
            TrailCode.WAREHOUSE_STARTED,
            actor=actor,
            now=now,
            before={"stage": stage.value, "warehouse_started_at": None},
            after={"stage": target.value, "warehouse_started_at": now},
            fields=("stage", "warehouse_started_at"),
        )
