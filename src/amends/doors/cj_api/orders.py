"""Reading orders."""

from typing import Annotated, Any, ClassVar

from django.http import HttpRequest
from django.utils import timezone
from pydantic import Field

from amends.core.access import Actor, Permission
from amends.core.cj_api.amounts import USD, check_dollars
from amends.core.cj_api.ids import read_id
from amends.core.cj_api.statuses import Status
from amends.core.disputes.refusals import OrderUnseen
from amends.doors.cj_api.calls import call
from amends.doors.cj_api.codes import Code
from amends.doors.cj_api.envelope import Coded
from amends.doors.cj_api.finding_orders import order_number
from amends.doors.cj_api.order_shapes import write_order, write_order_detail
from amends.doors.cj_api.reading import Asked, Text, Texts, Whole, read_query
from amends.doors.cj_api.tokens import caller
from amends.records.cj_api.orders import LineSeen, OrderSeen, OrdersWanted, see_order
from amends.records.cj_api.orders import list_orders as list_them

Name = Annotated[Text, Field(max_length=200)]

_MOST = 100
"""Rows of a page, and names in a query."""


class OrderNotFound(Coded):
    """Absent, or somebody else's; getOrderDetail says it as a wrong parameter."""

    code = "cj_api.order_not_found"
    sentence = "order not found"
    cj = Code.PARAMETER


class TooManyFeatures(Coded):
    """More features than there may be."""

    code = "cj_api.too_many_features"
    sentence = "The maximum number of features is 20"
    cj = Code.PARAMETER


class OrdersAsked(Asked):
    """Which orders, which page of them."""

    orderIds: Annotated[Texts, Field(max_length=_MOST)] = []  # noqa: N815, RUF012 - CJ's names, here and below
    shipmentOrderId: Name | None = None  # noqa: N815
    status: Status | None = None
    pageNum: Annotated[Whole, Field(ge=1)] = 1  # noqa: N815
    pageSize: Annotated[Whole, Field(ge=1)] = 20  # noqa: N815
    repeated: ClassVar[frozenset[str]] = frozenset({"orderIds"})


class OrderAsked(Asked):
    """Which order."""

    orderId: Name  # noqa: N815
    features: Texts = []  # noqa: RUF012
    repeated: ClassVar[frozenset[str]] = frozenset({"features"})


@call("GET")
def list_orders(request: HttpRequest) -> dict[str, Any]:
    """GET /shopping/order/list: of every status where none is asked for."""
    asked = read_query(request, OrdersAsked)
    actor = caller(request, Permission.MERCHANT_ORDER_READ, now=timezone.now())
    assert actor.account_id is not None
    names = [name for sent in asked.orderIds for name in sent.split(",")]
    names += [asked.shipmentOrderId] if asked.shipmentOrderId else []
    short = [id_ for name in names if (id_ := read_id(name))]
    wanted = OrdersWanted(account_id=actor.account_id, currency=USD, status=asked.status, names=names, short_ids=short)
    size = min(asked.pageSize, _MOST)
    rows, total = list_them(wanted, page=asked.pageNum, size=size)
    return {"pageNum": asked.pageNum, "pageSize": size, "total": total, "list": [write_order(row) for row in rows]}


@call("GET")
def get_order_detail(request: HttpRequest) -> dict[str, Any]:
    """GET /shopping/order/getOrderDetail. How long a parcel takes is not known here."""
    asked = read_query(request, OrderAsked)
    if len(asked.features) > 20:
        raise TooManyFeatures
    order, lines = order_of(caller(request, Permission.MERCHANT_ORDER_READ, now=timezone.now()), asked.orderId)
    told = write_order_detail(order, lines)
    if "LOGISTICS_TIMELINESS" in asked.features:
        told["logisticsTimeliness"] = {"logisticsModes": []}
    return told


def order_of(actor: Actor, name: str) -> tuple[OrderSeen, list[LineSeen]]:
    """The account's order of that name with its lines. Raises OrderNotFound, OtherCurrency."""
    assert actor.account_id is not None
    try:
        number = order_number(actor.account_id, name)
    except OrderUnseen:
        raise OrderNotFound from None
    seen = see_order(account_id=actor.account_id, number=number)
    assert seen is not None
    check_dollars(number=name, currency=seen[0].currency)
    return seen
