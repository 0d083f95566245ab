"""Note a dispatch: the order's parcels left the warehouse, unless a dispute holds it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from amends.core.access import Actor
from amends.core.orders.folding import fold
from amends.core.orders.incoming import check_dispatched, check_time
from amends.core.orders.kinds import Stage, Tracking
from amends.core.orders.parcels import Parcel, check_parcels
from amends.core.orders.stages import STEPS, Step, check_step
from amends.core.trail.codes import TrailCode
from amends.records.orders.models import Order, Shipment
from amends.usecases.orders.held_order import held_by, locked_order
from amends.usecases.orders.order_writer import require_order_writer
from amends.usecases.orders.tell_step import tell_step


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteDispatch:
    """The ask: every parcel of the order, and when they left; `now` where that is not told."""

    order_id: UUID
    parcels: tuple[Parcel, ...]
    dispatched_at: datetime | None = None


def note_dispatch(*, ask: NoteDispatch, actor: Actor, now: datetime) -> None:
    """Pending or processing becomes dispatched, from when the parcels left, with a shipment for each.

    Raises Forbidden, OrderUnseen, ParcelsMissing, FieldTooLong, TimeInvalid, TimeAhead, WrongStage, TimesReversed, and
    OrderHeld with the open disputes' numbers: of a dispute and a dispatch that come at once, the one that is second to
    the order's row is refused.
    """
    require_order_writer(actor)
    check_parcels(ask.parcels)
    check_time("dispatched_at", ask.dispatched_at, now=now)
    left_at = ask.dispatched_at or now
    with transaction.atomic():
        order = locked_order(ask.order_id)
        stage = Stage(order.stage)
        target = check_step(Step.DISPATCH, number=order.number, stage=stage, held_by=held_by(order))
        check_dispatched(ask.dispatched_at, placed_at=order.placed_at)
        free = Order.objects.filter(id=order.id, open_disputes=0, stage__in=STEPS[Step.DISPATCH].sources)
        moved = free.update(stage=target, dispatched_at=left_at, tracking=Tracking.IN_TRANSIT)
        assert moved == 1, "a held order was about to be dispatched"
        Shipment.objects.bulk_create(
            Shipment(
                account_id=order.account_id,
                order_id=order.id,
                method=parcel.method,
                tracking_number=parcel.tracking_number,
                tracking_number_folded=fold(parcel.tracking_number)[:120],
                dispatched_at=left_at,
            )
            for parcel in ask.parcels
        )
        tell_step(
            order,
            TrailCode.ORDER_DISPATCHED,
            actor=actor,
            now=now,
            before={"stage": stage.value, "dispatched_at": order.dispatched_at},
            after={
                "stage": target.value,
                "dispatched_at": left_at,
                "parcels": [parcel.tracking_number for parcel in ask.parcels],
            },
            fields=(),
        )
