"""An account's orders as CJ's clients ask for them: by any of their names, by status, by page."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Case, CharField, OuterRef, Q, QuerySet, Subquery, Value, When

from amends.core.cj_api.statuses import Status
from amends.core.orders.kinds import PaymentState, Stage
from amends.core.orders.parts import Parts
from amends.records.disputes.models import Dispute
from amends.records.orders.models import Order, OrderLine, Shipment
from amends.records.orders.short_ids import ShortId

MOST = 10_000
"""Orders of a list are counted up to here; nobody turns that many pages."""

_CLOSED, _UNPAID = Q(stage=Stage.CLOSED.value), Q(payment_state=PaymentState.UNPAID.value)
_UNSENT = Q(stage__in=[Stage.PENDING.value, Stage.PROCESSING.value])
_UNCONFIRMED = Q(cj__isnull=False, cj__confirmed_at__isnull=True)
WHERE: dict[Status, Q] = {
    Status.DELIVERED: Q(stage=Stage.COMPLETED.value) | (_CLOSED & Q(delivered_at__isnull=False)),
    Status.TRASH: _CLOSED & _UNPAID,
    Status.CANCELLED: _CLOSED,
    Status.SHIPPED: Q(stage=Stage.DISPATCHED.value),
    Status.CREATED: _UNSENT & _UNPAID & _UNCONFIRMED,
    Status.UNPAID: _UNSENT & _UNPAID,
    Status.UNSHIPPED: _UNSENT,
}
"""What each status means of an order's row; the first that is true counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderSeen:
    """An order. Amounts in minor units of `currency`; `charged` is None while nobody told what it is."""

    id: UUID
    number: str
    external_number: str
    status: Status
    stage: Stage
    currency: str
    charged: Parts | None
    buyer_name: str
    country: str
    address: Mapping[str, str]
    store_name: str
    shipping_method: str
    remark: str
    sandbox: bool
    tracking_number: str
    placed_at: datetime
    paid_at: datetime | None
    dispatched_at: datetime | None
    delivered_at: datetime | None
    dispute: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LineSeen:
    """A line; `goods` is what was charged for all its units, `shop_id` what the client called it."""

    id: UUID
    sku: str
    quantity: int
    goods: int
    shop_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrdersWanted:
    """Which of an account's orders: of a status, and of these names. Those in another currency are left out."""

    account_id: UUID
    currency: str
    status: Status | None = None
    names: Sequence[str] = ()
    short_ids: Sequence[int] = ()


def find_order(*, account_id: UUID, name: str, short_id: int | None) -> str | None:
    """The number of the account's order of that number, short id, or number at its shop (the latest); None for none."""
    own = Order.objects.filter(account_id=account_id).alias(short_id=ShortId("id"))
    for wanted in (Q(number=name), *([Q(short_id=short_id)] if short_id else []), Q(external_number=name)):
        number = own.filter(wanted).order_by("-placed_at", "-id").values_list("number", flat=True).first()
        if number is not None:
            return number
    return None


def see_order(*, account_id: UUID, number: str) -> tuple[OrderSeen, list[LineSeen]] | None:
    """The account's order of that number with its lines, in two statements."""
    order = _seen(Order.objects.filter(account_id=account_id, number=number)).first()
    if order is None:
        return None
    told = order.cj.store_line_items if hasattr(order, "cj") else []
    lines = [
        LineSeen(
            id=line.id,
            sku=line.sku,
            quantity=line.quantity,
            goods=line.charged_goods,
            shop_id=told[line.position - 1] if line.position <= len(told) else "",
        )
        for line in OrderLine.objects.filter(order_id=order.id).order_by("position")
    ]
    return _row(order), lines


def orders_by_id(ids: Iterable[UUID]) -> dict[UUID, OrderSeen]:
    """Those of these orders that exist. One statement."""
    return {order.id: _row(order) for order in _seen(Order.objects.filter(id__in=list(ids)))}


def list_orders(wanted: OrdersWanted, *, page: int, size: int) -> tuple[list[OrderSeen], int]:
    """A page of the orders wanted, latest first, and how many there are, counted to MOST. Two statements."""
    rows = Order.objects.filter(account_id=wanted.account_id, currency=wanted.currency)
    if wanted.names:
        names = list(wanted.names)
        rows = rows.alias(short_id=ShortId("id"))
        rows = rows.filter(Q(number__in=names) | Q(external_number__in=names) | Q(short_id__in=list(wanted.short_ids)))
    if wanted.status is not None:
        rows = _of_status(rows, wanted.status)
    first = (page - 1) * size
    shown = [] if first >= MOST else _seen(rows).order_by("-placed_at", "-id")[first : first + size]
    return [_row(order) for order in shown], rows[:MOST].count()


def _of_status(rows: QuerySet[Order], status: Status) -> QuerySet[Order]:
    if status not in WHERE:
        return rows.none()
    earlier = list(WHERE)[: list(WHERE).index(status)]
    for one in earlier:
        rows = rows.exclude(WHERE[one])
    return rows.filter(WHERE[status])


def _seen(rows: QuerySet[Order]) -> QuerySet[Order, Any]:
    whens = [When(where, then=Value(status.value)) for status, where in WHERE.items()]
    parcels = Shipment.objects.filter(order_id=OuterRef("pk")).order_by("-dispatched_at", "-id")
    disputes = Dispute.objects.filter(order_id=OuterRef("pk")).order_by("-opened_at", "-id")
    return rows.select_related("cj").annotate(
        status=Case(*whens, output_field=CharField()),
        parcel=Subquery(parcels.values("tracking_number")[:1]),
        dispute=Subquery(disputes.values("number")[:1]),
    )


def _row(order: Any) -> OrderSeen:
    """`order` is an Order with what `_seen` adds."""
    made_here = getattr(order, "cj", None)
    parts = Parts(order.charged_goods, order.charged_shipping, order.charged_tax, order.charged_tax_handling)
    return OrderSeen(
        id=order.id,
        number=order.number,
        external_number=order.external_number,
        status=Status(order.status),
        stage=Stage(order.stage),
        currency=order.currency,
        charged=parts if order.charged_known else None,
        buyer_name=order.buyer_name,
        country=order.country,
        address=order.address,
        store_name=order.store_name,
        shipping_method=order.shipping_method,
        remark=made_here.remark if made_here else "",
        sandbox=bool(made_here and made_here.sandbox),
        tracking_number=order.parcel or (made_here.tracking_number if made_here else ""),
        placed_at=order.placed_at,
        paid_at=order.paid_at,
        dispatched_at=order.dispatched_at,
        delivered_at=order.delivered_at,
        dispute=order.dispute,
    )
