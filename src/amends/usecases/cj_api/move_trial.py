"""Move a trial order one step on, as the platform would: by the platform's own verbs."""

from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from django.db import transaction

from amends.core.access import Actor
from amends.core.cj_api.refusals import OutOfSequence
from amends.core.orders.parcels import Parcel
from amends.records.cj_api.models import CjOrder
from amends.records.orders.models import Order
from amends.usecases.cj_api.own_trial import (
    CLOSED,
    DELIVERED,
    PAID,
    PROCESSING,
    SHIPPED,
    own_trial,
    playing_the_platform,
    rung_of,
)
from amends.usecases.orders.close_order import CloseOrder, close_order
from amends.usecases.orders.note_delivery import NoteDelivery, note_delivery
from amends.usecases.orders.note_dispatch import NoteDispatch, note_dispatch
from amends.usecases.orders.note_warehouse_started import NoteWarehouseStarted, note_warehouse_started
from amends.usecases.orders.order_parcels import order_parcels

_LADDER = (PAID, PROCESSING, SHIPPED, DELIVERED, CLOSED)


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveTrial:
    """The ask: the next rung, in CJ's numbers."""

    number: str
    target: int


def move_trial(*, ask: MoveTrial, actor: Actor, now: datetime) -> None:
    """Raises what `own_trial` raises, OutOfSequence, and OrderHeld while a dispute is open."""
    with transaction.atomic():
        order, made = own_trial(ask.number, actor=actor)
        at = rung_of(order)
        following = dict(pairwise(_LADDER)).get(at)
        if ask.target != following:
            raise OutOfSequence(number=order.number, at=at, target=ask.target)
        _step(order, made, ask.target, actor=playing_the_platform(actor), now=now)


def _step(order: Order, made: CjOrder, target: int, *, actor: Actor, now: datetime) -> None:
    if target == PROCESSING:
        note_warehouse_started(ask=NoteWarehouseStarted(order_id=order.id), actor=actor, now=now)
    elif target == SHIPPED:
        number = made.tracking_number or f"SBX{order.id.int % 10**16:016d}"
        parcel = Parcel(method=order.shipping_method, tracking_number=number)
        note_dispatch(ask=NoteDispatch(order_id=order.id, parcels=(parcel,)), actor=actor, now=now)
    elif target == DELIVERED:
        for sent in order_parcels(order):
            told = NoteDelivery(order_id=order.id, tracking_number=sent.tracking_number, delivered_at=now)
            note_delivery(ask=told, actor=actor, now=now)
    else:
        close_order(ask=CloseOrder(order_id=order.id), actor=actor, now=now)
