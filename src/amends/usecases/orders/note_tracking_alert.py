"""Note what the carrier says of a parcel on its way: an alert, a return, an expiry, or that it moves again."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from amends.core.access import Actor
from amends.core.orders.kinds import Stage, Tracking
from amends.core.orders.stages import Step, check_step
from amends.core.orders.tracking import NotAnAlert, order_tracking
from amends.core.orders.words import Alert
from amends.core.trail.codes import TrailCode
from amends.usecases.orders.held_order import held_by, locked_order
from amends.usecases.orders.order_parcels import find_parcel, note_event, order_parcels
from amends.usecases.orders.order_writer import require_order_writer
from amends.usecases.orders.tell_step import tell_step


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteTrackingAlert:
    """The ask: the carrier's word, its words (`text`), when it was said, and for an alert or a return why.

    Without `alert` the order's stays what was told before.
    """

    order_id: UUID
    tracking_number: str
    tracking: Tracking
    at: datetime
    text: str = ""
    alert: Alert | None = None


def note_tracking_alert(*, ask: NoteTrackingAlert, actor: Actor, now: datetime) -> None:
    """The parcel carries the word, the order the gravest of its parcels' words; the stage stays as it is.

    Raises Forbidden, NotAnAlert, OrderUnseen, WrongStage, ParcelUnseen, AlreadyTold, FieldTooLong, TimeInvalid,
    TimeAhead.
    """
    require_order_writer(actor)
    if ask.tracking in (Tracking.NONE, Tracking.DELIVERED):
        raise NotAnAlert(tracking=ask.tracking.value)
    with transaction.atomic():
        order = locked_order(ask.order_id)
        check_step(Step.TRACK, number=order.number, stage=Stage(order.stage), held_by=held_by(order))
        parcels = order_parcels(order)
        parcel = find_parcel(order, parcels, ask.tracking_number)
        before = {"tracking": order.tracking, "alert": order.alert}
        note_event(order, parcel, ask.tracking, at=ask.at, text=ask.text, now=now)
        parcel.save(update_fields=["tracking"])
        order.tracking = order_tracking(Tracking(one.tracking) for one in parcels)
        order.alert = ask.alert.value if ask.alert else order.alert
        tell_step(
            order,
            TrailCode.TRACKING_ALERTED,
            actor=actor,
            now=now,
            before=before,
            after={
                "tracking": order.tracking,
                "alert": order.alert,
                "parcel": parcel.tracking_number,
                "said": ask.tracking,
                "at": ask.at,
            },
            fields=("tracking", "alert"),
        )
