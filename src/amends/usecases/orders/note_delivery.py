"""Note a delivery: the carrier says that a parcel arrived; with the last one the order is completed."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from amends.core.access import Actor
from amends.core.orders.incoming import check_time
from amends.core.orders.kinds import Stage, Tracking
from amends.core.orders.stages import Step, check_step
from amends.core.orders.tracking import AlreadyTold, order_tracking
from amends.core.trail.codes import TrailCode
from amends.usecases.orders.held_order import held_by, locked_order
from amends.usecases.orders.order_parcels import find_parcel, note_event, order_parcels
from amends.usecases.orders.order_writer import require_order_writer
from amends.usecases.orders.tell_step import tell_step


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteDelivery:
    """The ask: which parcel, and when the carrier says it arrived."""

    order_id: UUID
    tracking_number: str
    delivered_at: datetime


def note_delivery(*, ask: NoteDelivery, actor: Actor, now: datetime) -> None:
    """Also while a dispute holds the order: it has happened. `delivered_at` is the order's with its last parcel.

    It may lie before the dispatch, which is often told late and then without its time. Raises Forbidden,
    TimeInvalid, TimeAhead, OrderUnseen, WrongStage, ParcelUnseen, AlreadyTold.
    """
    require_order_writer(actor)
    check_time("delivered_at", ask.delivered_at, now=now)
    with transaction.atomic():
        order = locked_order(ask.order_id)
        stage = Stage(order.stage)
        target = check_step(Step.DELIVER, number=order.number, stage=stage, held_by=held_by(order))
        parcels = order_parcels(order)
        parcel = find_parcel(order, parcels, ask.tracking_number)
        if parcel.delivered_at:
            raise AlreadyTold(number=order.number, tracking_number=parcel.tracking_number)
        before = {"stage": stage.value, "tracking": order.tracking, "delivered_at": order.delivered_at}
        note_event(order, parcel, Tracking.DELIVERED, at=ask.delivered_at, text="", now=now)
        parcel.delivered_at = ask.delivered_at
        parcel.save(update_fields=["tracking", "delivered_at"])
        order.tracking = order_tracking(Tracking(one.tracking) for one in parcels)
        if all(one.delivered_at for one in parcels):
            order.stage, order.delivered_at = target.value, max(one.delivered_at for one in parcels if one.delivered_at)
        after = {"stage": order.stage, "tracking": order.tracking, "delivered_at": order.delivered_at}
        tell_step(
            order,
            TrailCode.PARCEL_DELIVERED,
            actor=actor,
            now=now,
            before=before,
            after={**after, "parcel": parcel.tracking_number},
            fields=("stage", "tracking", "delivered_at"),
        )
