"""Making, confirming and deleting orders."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from amends.core.access import Actor, Permission
from amends.core.cj_api.amounts import USD, cents
from amends.core.orders.incoming import IncomingLine, IncomingOrder
from amends.core.orders.kinds import Kind
from amends.core.refusals import Refusal
from amends.doors.cj_api.calls import call
from amends.doors.cj_api.codes import Code
from amends.doors.cj_api.envelope import Coded
from amends.doors.cj_api.finding_orders import order_number
from amends.doors.cj_api.order_forms import CreateAsked, OrderNamed, ProductAsked
from amends.doors.cj_api.order_shapes import write_created
from amends.doors.cj_api.orders import order_of
from amends.doors.cj_api.reading import read_body, read_query
from amends.doors.cj_api.tokens import caller
from amends.usecases.cj_api.confirm_order import ConfirmOrder, confirm_order
from amends.usecases.cj_api.create_order import CreateOrder, create_order
from amends.usecases.cj_api.delete_order import DeleteOrder, delete_order
from amends.usecases.cj_api.pay_own_order import PayOwnOrder, pay_own_order

_FROM_BALANCE, _CREATE_ONLY = 2, 3


class PriceMissing(Coded):
    """There is no catalog here that a price could be read from."""

    code = "cj_api.price_missing"
    sentence = "Product %(name)s not found: there is no catalog here, so send its unitPrice."
    cj = Code.PRODUCT_NOT_FOUND


@call("POST", fails=Code.ORDER_NOT_CREATED)
def create_order_v2(request: HttpRequest) -> dict[str, Any]:
    """POST /shopping/order/createOrderV2."""
    return _create(request, coded=False)


@call("POST", fails=Code.ORDER_NOT_CREATED)
def create_order_v3(request: HttpRequest) -> dict[str, Any]:
    """POST /shopping/order/createOrderV3: the same, but its `orderId` is the order's code."""
    return _create(request, coded=True)


@call("PATCH", fails=Code.ORDER_NOT_CONFIRMED)
def confirm(request: HttpRequest) -> str:
    """PATCH /shopping/order/confirmOrder."""
    asked = read_body(request, OrderNamed)
    now = timezone.now()
    actor = caller(request, Permission.MERCHANT_ORDER_CREATE, now=now)
    confirm_order(ask=ConfirmOrder(number=_number(actor, asked.orderId)), actor=actor, now=now)
    return asked.orderId


@call("DELETE", fails=Code.ORDER_NOT_DELETED)
def delete(request: HttpRequest) -> str:
    """DELETE /shopping/order/deleteOrder."""
    asked = read_query(request, OrderNamed)
    now = timezone.now()
    actor = caller(request, Permission.MERCHANT_ORDER_CREATE, now=now)
    delete_order(ask=DeleteOrder(number=_number(actor, asked.orderId)), actor=actor, now=now)
    return asked.orderId


def _number(actor: Actor, name: str) -> str:
    assert actor.account_id is not None
    return order_number(actor.account_id, name)


def _create(request: HttpRequest, *, coded: bool) -> dict[str, Any]:
    asked = read_body(request, CreateAsked)
    now = timezone.now()
    actor = caller(request, Permission.MERCHANT_ORDER_CREATE, now=now)
    ask = CreateOrder(
        order=_incoming(asked),
        confirmed=asked.payType != _CREATE_ONLY,
        sandbox=asked.isSandbox == 1,
        remark=asked.remark,
        store_line_items=[product.storeLineItemId for product in asked.products],
    )
    create_order(ask=ask, actor=actor, now=now)
    unpaid = None
    if asked.payType == _FROM_BALANCE:
        try:
            pay_own_order(ask=PayOwnOrder(number=asked.orderNumber), actor=actor, now=now)
        except Refusal as refusal:
            unpaid = refusal
    order, lines = order_of(actor, asked.orderNumber)
    page = f"{settings.PUBLIC_URL}/orders/{order.number}/"
    return write_created(order, lines, coded=coded, pay_page=page, unpaid=unpaid)


def _incoming(asked: CreateAsked) -> IncomingOrder:
    where = [asked.shippingAddress2, asked.houseNumber, asked.shippingCounty]
    address = {
        "name": asked.shippingCustomerName,
        "line1": asked.shippingAddress,
        "line2": ", ".join(filter(None, where)),
        "city": asked.shippingCity,
        "province": asked.shippingProvince,
        "zip": asked.shippingZip,
        "phone": asked.shippingPhone,
    }
    return IncomingOrder(
        number=asked.orderNumber,
        kind=Kind.STORE,
        currency=USD,
        placed_at=timezone.now(),
        lines=tuple(_line(product) for product in asked.products),
        external_number=asked.orderNumber,
        store_name=asked.storeName,
        buyer_name=asked.shippingCustomerName,
        buyer_email=asked.email,
        country=asked.shippingCountryCode.upper(),
        address={name: text for name, text in address.items() if text},
        shipping_method=asked.logisticName,
        sold_for=None if asked.shopAmount is None else cents(asked.shopAmount),
        sold_for_currency="" if asked.shopAmount is None else USD,
    )


def _line(product: ProductAsked) -> IncomingLine:
    name = product.sku or product.vid
    if not name or product.unitPrice is None:
        raise PriceMissing(name=name or "without vid and sku")
    return IncomingLine(
        sku=product.vid or product.sku,
        name=name,
        quantity=product.quantity,
        goods=cents(product.unitPrice) * product.quantity,
    )
