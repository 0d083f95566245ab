"""Give a trial order's parcel a number: before it leaves, or another one afterwards."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from amends.core.access import Actor
from amends.core.cj_api.refusals import NotTrackable
from amends.core.orders.folding import fold
from amends.core.trail.codes import TrailCode
from amends.usecases.cj_api.own_trial import CLOSED, UNPAID, own_trial, rung_of
from amends.usecases.orders.order_parcels import order_parcels
from amends.usecases.orders.tell_step import tell_step


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackTrial:
    """The ask."""

    number: str
    tracking_number: str


def track_trial(*, ask: TrackTrial, actor: Actor, now: datetime) -> None:
    """The last number told counts. Raises what `own_trial` raises, NotTrackable."""
    with transaction.atomic():
        order, made = own_trial(ask.number, actor=actor)
        if rung_of(order) in (UNPAID, CLOSED):
            raise NotTrackable(number=order.number)
        before = {"parcel": made.tracking_number}
        made.tracking_number = ask.tracking_number
        made.save(update_fields=["tracking_number"])
        for parcel in order_parcels(order)[:1]:
            before = {"parcel": parcel.tracking_number}
            parcel.tracking_number = ask.tracking_number
            parcel.tracking_number_folded = fold(ask.tracking_number)[:120]
            parcel.save(update_fields=["tracking_number", "tracking_number_folded"])
        tell_step(
            order,
            TrailCode.ORDER_UPDATED,
            actor=actor,
            now=now,
            before=before,
            after={"parcel": ask.tracking_number},
            fields=(),
        )
