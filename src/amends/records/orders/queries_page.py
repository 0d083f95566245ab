"""One order with all that its page shows."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from amends.core.orders.claimable import LineFacts, OrderFacts
from amends.core.orders.kinds import Tracking
from amends.core.orders.parts import Parts
from amends.core.standing.measures import strictest
from amends.records.access.measures import read_measures
from amends.records.orders.facts import line_facts, order_facts
from amends.records.orders.houses import paid_at
from amends.records.orders.models import Order, OrderLine, Payment, Shipment, TrackingEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class LineShown:
    """A line: its facts as the core sees them, and what they leave out. `own_charge` is 0 on a resend.

    `in_dispute` is the id of the open dispute it stands in.
    """

    facts: LineFacts
    picture_url: str
    own_charge: int
    refunded: int
    closed: int
    in_dispute: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentShown:
    """A payment of the merchant's, in minor units."""

    provider: str
    provider_ref: str
    amount: int
    refunded: int
    currency: str
    paid_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StepShown:
    """What the carrier said at a time."""

    at: datetime
    tracking: Tracking
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ParcelShown:
    """A parcel with its steps, latest first."""

    method: str
    tracking_number: str
    tracking: Tracking
    dispatched_at: datetime
    delivered_at: datetime | None
    steps: tuple[StepShown, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderShown:
    """The order. Amounts in minor units of its currency; `charged` is None while nobody told what it is.

    On a resend the amounts are 0: its money is that of the order `origin`, on which its facts draw.
    """

    facts: OrderFacts
    external_number: str
    store_name: str
    supplier: str
    charged: Parts | None
    refunded: int
    reserved: int
    sold_for: int | None
    sold_for_currency: str
    buyer_name: str
    country: str
    address: Mapping[str, str]
    shipping_method: str
    placed_at: datetime
    paid_at: datetime | None
    dispatched_at: datetime | None
    closed_at: datetime | None
    origin: str | None
    lines: tuple[LineShown, ...]
    payments: tuple[PaymentShown, ...]
    parcels: tuple[ParcelShown, ...]

    @property
    def line_facts(self) -> list[LineFacts]:
        """The lines as the core asks for them."""
        return [line.facts for line in self.lines]


def show_order(*, account_id: UUID, number: str, now: datetime | None = None) -> OrderShown | None:
    """The account's order, in five statements however much hangs on it; None when absent or somebody else's.

    With `now` its facts carry the measure that counts then, for whoever asks whether a dispute can be opened.
    """
    found = Order.objects.select_related("root_order", "account").filter(account_id=account_id, number=number)
    order = found.annotate(paid_at_houses=paid_at()).first()
    if order is None:
        return None
    measure = strictest(read_measures(order.account.measures), now=now) if now else None
    return OrderShown(
        facts=order_facts(order, order.root_order or order, measure=measure, paid_at=order.paid_at_houses),
        external_number=order.external_number,
        store_name=order.store_name,
        supplier=order.supplier,
        charged=_charged(order),
        refunded=order.refunded,
        reserved=order.reserved,
        sold_for=order.sold_for,
        sold_for_currency=order.sold_for_currency,
        buyer_name=order.buyer_name,
        country=order.country,
        address=order.address,
        shipping_method=order.shipping_method,
        placed_at=order.placed_at,
        paid_at=order.paid_at,
        dispatched_at=order.dispatched_at,
        closed_at=order.closed_at,
        origin=order.root_order.number if order.root_order else None,
        lines=_lines(order),
        payments=_payments(order),
        parcels=_parcels(order),
    )


def resends_of(order_id: UUID) -> dict[UUID, str]:
    """The orders that sent its goods again, the earliest first, by id with their numbers. One statement."""
    resends = Order.objects.filter(root_order=order_id).order_by("placed_at", "id")
    return dict(resends.values_list("id", "number"))


def _charged(order: Order) -> Parts | None:
    parts = Parts(order.charged_goods, order.charged_shipping, order.charged_tax, order.charged_tax_handling)
    return parts if order.charged_known else None


def _lines(order: Order) -> tuple[LineShown, ...]:
    orders = [order.id, order.root_order_id] if order.root_order_id else [order.id]
    rows = {line.id: line for line in OrderLine.objects.filter(order__in=orders).order_by("position")}
    return tuple(
        LineShown(
            facts=line_facts(line, rows[line.root_line_id or line.id]),
            picture_url=line.picture_url,
            own_charge=line.charged,
            refunded=line.refunded,
            closed=line.closed,
            in_dispute=line.open_dispute_id,
        )
        for line in rows.values()
        if line.order_id == order.id
    )


def _payments(order: Order) -> tuple[PaymentShown, ...]:
    return tuple(
        PaymentShown(
            provider=payment.provider,
            provider_ref=payment.provider_ref,
            amount=payment.amount,
            refunded=payment.refunded,
            currency=payment.currency,
            paid_at=payment.paid_at,
        )
        for payment in Payment.objects.filter(order=order).order_by("paid_at", "id")
    )


def _parcels(order: Order) -> tuple[ParcelShown, ...]:
    shipments = list(Shipment.objects.filter(order=order).order_by("dispatched_at", "id"))
    steps: dict[UUID, list[StepShown]] = defaultdict(list)
    for event in TrackingEvent.objects.filter(shipment__in=shipments).order_by("-at", "-id"):
        steps[event.shipment_id].append(StepShown(at=event.at, tracking=Tracking(event.tracking), text=event.text))
    return tuple(
        ParcelShown(
            method=parcel.method,
            tracking_number=parcel.tracking_number,
            tracking=Tracking(parcel.tracking),
            dispatched_at=parcel.dispatched_at,
            delivered_at=parcel.delivered_at,
            steps=tuple(steps[parcel.id]),
        )
        for parcel in shipments
    )
