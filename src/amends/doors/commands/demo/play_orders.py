"""Playing the orders' story through the same verbs that the platform's systems ask for."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from amends.core.access import SYSTEM
from amends.core.orders.incoming import IncomingLine, IncomingOrder, IncomingPayment
from amends.core.orders.kinds import Kind, PaymentState, Tracking
from amends.core.orders.parcels import Parcel
from amends.doors.commands.demo.catalog import BUYERS, PRODUCTS, Buyer
from amends.doors.commands.demo.order_story import Told
from amends.records.orders.models import Order
from amends.usecases.orders.close_order import CloseOrder, close_order
from amends.usecases.orders.note_delivery import NoteDelivery, note_delivery
from amends.usecases.orders.note_dispatch import NoteDispatch, note_dispatch
from amends.usecases.orders.note_tracking_alert import NoteTrackingAlert, note_tracking_alert
from amends.usecases.orders.note_warehouse_started import NoteWarehouseStarted, note_warehouse_started
from amends.usecases.orders.take_in_order import TakeInOrder, take_in_order

_SCANS = (
    (24, "Picked up by the carrier"),
    (52, "Left the country of origin"),
    (110, "Arrived in the country of destination"),
    (168, "Out for delivery"),
)
"""Hours after the order was placed, and the carrier's words."""


@dataclass(frozen=True, slots=True)
class _Play:
    """One order being played: when it was placed, what is left to happen by `now`, and its parcels."""

    told: Told
    order_id: UUID
    placed_at: datetime
    now: datetime
    parcels: tuple[Parcel, ...]

    def at(self, hours: float) -> datetime:
        return self.placed_at + timedelta(hours=hours)


def play_orders(*, account_id: UUID, story: tuple[Told, ...], now: datetime) -> set[str]:
    """Takes in and moves on each order that the account lacks, all of it or nothing; returns their numbers."""
    there = set(Order.objects.filter(account_id=account_id).values_list("number", flat=True))
    new = [told for told in story if told.number not in there]
    for told in reversed(new):
        with transaction.atomic():
            _play(account_id, told, now)
    return {told.number for told in new}


def _play(account_id: UUID, told: Told, now: datetime) -> None:
    placed_at = (now - timedelta(days=told.days)).replace(second=0, microsecond=0)
    order = incoming(told, placed_at)
    taken = take_in_order(ask=TakeInOrder(account_id=account_id, order=order), actor=SYSTEM, now=placed_at)
    play = _Play(told, taken.order_id, placed_at, now, _parcels(told, order.shipping_method))
    for step in _STEPS[told.came_to]:
        step(play)


def incoming(told: Told, placed_at: datetime) -> IncomingOrder:
    """The order as the platform's system would tell it. Yen cost what cents cost, half as much again."""
    buyer, own = BUYERS[told.buyer], told.shop.kind is not Kind.STORE
    yen = told.shop.currency == "JPY"
    cost = {sku: PRODUCTS[sku].cost * 3 // 2 if yen else PRODUCTS[sku].cost for sku in told.units}
    goods = sum(cost[sku] * units for sku, units in told.units.items())
    shipping = 350 + 45 * sum(told.units.values())
    taxed = told.shop.currency == "EUR" and not own
    tax, handling = (goods * 19 // 100, 45) if taxed else (0, 0)
    known = told.paid != "unknown"
    return IncomingOrder(
        number=told.number,
        kind=told.shop.kind,
        currency=told.shop.currency,
        placed_at=placed_at,
        lines=tuple(
            IncomingLine(
                sku=sku,
                name=PRODUCTS[sku].name,
                quantity=units,
                goods=cost[sku] * units if known else None,
                picture_url=PRODUCTS[sku].picture_url,
            )
            for sku, units in told.units.items()
        ),
        shipping=shipping if known else 0,
        tax=tax if known else 0,
        tax_handling=handling if known else 0,
        payment_state=PaymentState.UNPAID if told.paid == "unpaid" else PaymentState.PAID,
        paid_at=None if told.paid == "unpaid" else placed_at,
        payments=_payments(told, goods + shipping + tax + handling, placed_at),
        external_number="" if own else f"#{told.number[-4:]}",
        store_name=told.shop.name,
        supplier=PRODUCTS[next(iter(told.units))].supplier,
        buyer_name=buyer.name,
        buyer_email=buyer.email,
        country=buyer.country,
        address=_address(buyer),
        shipping_method="Sea freight" if told.shop.kind in (Kind.WHOLESALE, Kind.PREORDER) else "YunExpress Standard",
        sold_for=None if own else goods * 2 + 495,
        sold_for_currency="" if own else told.shop.currency,
    )


def _address(buyer: Buyer) -> dict[str, str]:
    return {"name": buyer.name, **{part: text for part, text in buyer.address.items() if text}}


def _payments(told: Told, total: int, at: datetime) -> tuple[IncomingPayment, ...]:
    first = total // 3
    amounts = {"sandbox": [total], "twice": [first, total - first]}.get(told.paid, [])
    return tuple(
        IncomingPayment(
            provider="sandbox",
            provider_ref=f"sandbox_{amount}_{told.number}-{place}",
            amount=amount,
            paid_at=at + timedelta(minutes=place),
        )
        for place, amount in enumerate(amounts, start=1)
    )


def _parcels(told: Told, method: str) -> tuple[Parcel, ...]:
    digits = "".join(filter(str.isdigit, told.number)).rjust(10, "7")
    count = 2 if len(told.units) > 2 else 1
    return tuple(Parcel(method=method, tracking_number=f"YT26{digits}{place}") for place in range(1, count + 1))


def _start(play: _Play) -> None:
    note_warehouse_started(ask=NoteWarehouseStarted(order_id=play.order_id), actor=SYSTEM, now=play.at(6))


def _dispatch(play: _Play) -> None:
    note_dispatch(ask=NoteDispatch(order_id=play.order_id, parcels=play.parcels), actor=SYSTEM, now=play.at(20))
    for hours, words in _SCANS:
        if play.at(hours) < play.now:
            _say(Tracking.IN_TRANSIT, hours, words)(play)


def _say(tracking: Tracking, hours: float, words: str) -> Callable[[_Play], None]:
    def said(play: _Play) -> None:
        for parcel in play.parcels:
            ask = NoteTrackingAlert(
                order_id=play.order_id,
                tracking_number=parcel.tracking_number,
                tracking=tracking,
                at=play.at(hours),
                text=words,
            )
            note_tracking_alert(ask=ask, actor=SYSTEM, now=play.at(hours))

    return said


def _deliver(play: _Play) -> None:
    for parcel in play.parcels:
        ask = NoteDelivery(order_id=play.order_id, tracking_number=parcel.tracking_number, delivered_at=play.at(176))
        note_delivery(ask=ask, actor=SYSTEM, now=play.at(177))


def _close(hours: float) -> Callable[[_Play], None]:
    def closed(play: _Play) -> None:
        close_order(ask=CloseOrder(order_id=play.order_id), actor=SYSTEM, now=play.at(hours))

    return closed


_STEPS: dict[str, tuple[Callable[[_Play], None], ...]] = {
    "pending": (),
    "processing": (_start,),
    "dispatched": (_start, _dispatch),
    "alert": (_start, _dispatch, _say(Tracking.ALERT, 200, "Address incomplete, the buyer was asked to call")),
    "returned": (
        _start,
        _dispatch,
        _say(Tracking.ALERT, 200, "Nobody was at home"),
        _say(Tracking.RETURNED, 420, "Sent back to the warehouse"),
    ),
    "stuck": (_start, _dispatch, _say(Tracking.EXPIRED, 480, "No scan for two weeks")),
    "completed": (_start, _dispatch, _deliver),
    "closed": (_start, _dispatch, _deliver, _close(30 * 24)),
    "canceled": (_close(3),),
}
