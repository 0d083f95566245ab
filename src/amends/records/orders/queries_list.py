"""Lists of an account's orders."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from importlib.resources import files
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Count, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject

from amends.core.orders.kinds import Kind, PaymentState, Stage, Tracking
from amends.records.disputes.models import OPEN_STATES, Dispute
from amends.records.keyset import Page, Place, latest_first, read_page
from amends.records.orders.models import Order, OrderLine

_COUNT = files(__package__).joinpath("count_by_stage.sql").read_text()


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderRow:
    """One order as a list shows it. Amounts in minor units; `charged` is None while nobody told it.

    `first_*` is the order's first line, `lines` their number; a resend carries no charge of its own. `held` by a
    dispute; `held_by` is the claim at a payment house that holds its money, empty for none. `claimable`: some unit can
    still be disputed. `started`: the warehouse's start was told.
    """

    id: UUID
    number: str
    external_number: str
    kind: Kind
    stage: Stage
    payment_state: PaymentState
    tracking: Tracking
    held: bool
    held_by: str
    claimable: bool
    started: bool
    placed_at: datetime
    store_name: str
    buyer_name: str
    country: str
    currency: str
    charged: int | None
    is_resend: bool
    lines: int
    first_name: str
    first_quantity: int
    first_picture: str

    @property
    def in_trouble(self) -> bool:
        """Whether the carrier said of a parcel what nobody hoped for."""
        return self.tracking in (Tracking.ALERT, Tracking.EXPIRED, Tracking.RETURNED)

    @property
    def more_lines(self) -> int:
        """Lines besides the first."""
        return max(0, self.lines - 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderFilter:
    """Which orders: of a kind, in a stage, held or not, placed from `since` on and before `until`, with that number

    outside, among those `found` by a search; None means no matter which.
    """

    account_id: UUID
    kind: Kind | None = None
    stage: Stage | None = None
    held: bool | None = None
    since: datetime | None = None
    until: datetime | None = None
    external_number: str | None = None
    found: Collection[UUID] | None = None

    def orders(self) -> QuerySet[Order]:
        """The rows, unsorted."""
        rows = Order.objects.filter(account_id=self.account_id)
        if self.kind is not None:
            rows = rows.filter(kind=self.kind.value)
        if self.stage is not None:
            rows = rows.filter(stage=self.stage.value)
        if self.held is not None:
            rows = rows.filter(id__in=self._held()) if self.held else rows.filter(open_disputes=0)
        for bound, told in (("placed_at__gte", self.since), ("placed_at__lt", self.until)):
            rows = rows if told is None else rows.filter(**{bound: told})
        if self.external_number is not None:
            rows = rows.filter(external_number=self.external_number)
        return rows if self.found is None else rows.filter(id__in=self.found)

    def _held(self) -> QuerySet[Dispute, Any]:
        """By the open disputes, which have an index: looking for holds among all orders would read every one."""
        return Dispute.objects.filter(account_id=self.account_id, state__in=OPEN_STATES).values("order_id")


def list_orders(
    wanted: OrderFilter, *, size: int, above: Place | None = None, below: Place | None = None
) -> Page[OrderRow]:
    """One page of the orders wanted, latest placed first, in one statement."""
    every_kind = wanted.kind is None and wanted.found is None and above is None
    rows = _of_each_kind(wanted, most=size + 1, below=below) if every_kind else wanted.orders()
    return read_page(_with_lines(rows), _row, at="placed_at", size=size, above=above, below=below)


def _of_each_kind(wanted: OrderFilter, *, most: int, below: Place | None) -> QuerySet[Order]:
    """The first of each kind: a kind's orders have an index by time, those of all kinds together would be sorted."""
    kinds = [latest_first(replace(wanted, kind=kind).orders(), at="placed_at", below=below) for kind in Kind]
    first, *others = (rows.values("id")[:most] for rows in kinds)
    return Order.objects.filter(id__in=first.union(*others, all=True))


def count_by_stage(wanted: OrderFilter, *, most: int) -> dict[Stage, int]:
    """How many orders stand in each stage, whatever stage is wanted; `most` means that many or more.

    Without a search a kind must be wanted: its index is what makes counting cheap. One statement.
    """
    if wanted.found is not None:
        rows = OrderFilter(account_id=wanted.account_id, kind=wanted.kind, found=wanted.found).orders()
        counts = rows.values_list("stage").annotate(Count("id")).order_by()
        return {Stage(stage): min(count, most) for stage, count in counts}
    assert wanted.kind is not None
    with connection.cursor() as cursor:
        cursor.execute(
            _COUNT,
            {
                "account_id": wanted.account_id,
                "kind": wanted.kind.value,
                "stages": [stage.value for stage in Stage],
                "most": most,
            },
        )
        return {Stage(stage): count for stage, count in cursor.fetchall()}


def _with_lines(orders: QuerySet[Order]) -> QuerySet[Order, Any]:
    lines = OrderLine.objects.filter(order=OuterRef("pk")).order_by("position")
    first = lines.values(told=JSONObject(name=F("name"), quantity=F("quantity"), picture=F("picture_url")))[:1]
    count = lines.order_by().values("order").annotate(count=Count("id")).values("count")
    # One line by its order, and not `exists`: that may be planned as a hash over every line there is.
    claimable = Subquery(lines.filter(claimed=0, resolved__lt=F("quantity")).values("id")[:1])
    holder = Order.objects.filter(id=OuterRef("root_order_id")).values("external_holder")
    return orders.annotate(
        first=Subquery(first), line_count=Subquery(count), claimable=claimable, root_holder=Subquery(holder)
    )


def _row(order: Any) -> OrderRow:
    """`order` is an Order with what `_with_lines` adds."""
    first = order.first or {"name": "", "quantity": 0, "picture": ""}
    return OrderRow(
        id=order.id,
        number=order.number,
        external_number=order.external_number,
        kind=Kind(order.kind),
        stage=Stage(order.stage),
        payment_state=PaymentState(order.payment_state),
        tracking=Tracking(order.tracking),
        held=order.open_disputes > 0,
        held_by=order.external_holder if order.root_order_id is None else order.root_holder or "",
        claimable=order.claimable is not None,
        started=order.warehouse_started_at is not None,
        placed_at=order.placed_at,
        store_name=order.store_name,
        buyer_name=order.buyer_name,
        country=order.country,
        currency=order.currency,
        charged=order.charged if order.charged_known else None,
        is_resend=order.root_order_id is not None,
        lines=order.line_count or 0,
        first_name=first["name"],
        first_quantity=first["quantity"],
        first_picture=first["picture"],
    )
