"""The balance, and paying orders from it."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from amends.core.access import Permission
from amends.core.cj_api.amounts import USD, check_dollars, dollars
from amends.core.cj_api.ids import write_id
from amends.core.disputes.refusals import OrderUnseen
from amends.doors.cj_api.calls import call
from amends.doors.cj_api.codes import Code
from amends.doors.cj_api.finding_orders import order_number
from amends.doors.cj_api.order_forms import OrderNamed, ShipmentNamed, ShipmentPaid
from amends.doors.cj_api.reading import read_body
from amends.doors.cj_api.tokens import caller
from amends.records.cj_api.orders import OrderSeen, see_order
from amends.records.ledger.wallet_page import balances
from amends.usecases.cj_api.pay_own_order import PayOwnOrder, pay_own_order


@call("GET")
def get_balance(request: HttpRequest) -> dict[str, Any]:
    """GET /shopping/pay/getBalance: what can be withdrawn, the bonus beside it, and what is frozen."""
    actor = caller(request, Permission.MERCHANT_WALLET_READ, now=timezone.now())
    assert actor.account_id is not None
    wallet = next((one for one in balances(actor.account_id) if one.currency == USD), None)
    return {
        "amount": dollars(wallet.cash if wallet else 0),
        "noWithdrawalAmount": dollars(wallet.bonus if wallet else 0),
        "freezeAmount": dollars(wallet.frozen if wallet else 0),
    }


@call("POST", fails=Code.NOT_PAID)
def pay_balance(request: HttpRequest) -> None:
    """POST /shopping/pay/payBalance."""
    _pay(request, read_body(request, OrderNamed).orderId)


@call("POST", fails=Code.NOT_PAID)
def save_generate_parent_order(request: HttpRequest) -> dict[str, Any]:
    """POST /shopping/order/saveGenerateParentOrder: here every order is its own parent."""
    order = _named(request, read_body(request, ShipmentNamed).shipmentOrderId)
    amount = order.charged and dollars(order.charged.total)
    return {"payId": _pay_id(order), "shipmentOrderId": write_id(order.id), "orderAmount": amount}


@call("POST", fails=Code.NOT_PAID)
def pay_balance_v2(request: HttpRequest) -> None:
    """POST /shopping/pay/payBalanceV2."""
    asked = read_body(request, ShipmentPaid)
    order = _named(request, asked.shipmentOrderId)
    if asked.payId != _pay_id(order):
        raise OrderUnseen(number=asked.payId)
    _pay(request, order.number)


def _pay(request: HttpRequest, name: str) -> None:
    order, now = _named(request, name), timezone.now()
    actor = caller(request, Permission.MERCHANT_WALLET_PAY, now=now)
    pay_own_order(ask=PayOwnOrder(number=order.number), actor=actor, now=now)


def _named(request: HttpRequest, name: str) -> OrderSeen:
    actor = caller(request, Permission.MERCHANT_WALLET_PAY, now=timezone.now())
    assert actor.account_id is not None
    seen = see_order(account_id=actor.account_id, number=order_number(actor.account_id, name))
    if seen is None:
        raise OrderUnseen(number=name)
    check_dollars(number=name, currency=seen[0].currency)
    return seen[0]


def _pay_id(order: OrderSeen) -> str:
    return f"P{write_id(order.id)}"
