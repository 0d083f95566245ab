"""Orders paid from the balance as CJ's clients do."""

from typing import Any

import pytest

from amends.records.ledger.models import Wallet
from amends.records.orders.models import Order, Payment
from tests.doors.cj_api.conftest import Tool, code_of, data_of, tool_of
from tests.doors.cj_api.ordering import DETAIL, PAY, V2, V3, body, refused
from tests.makers.people import owner
from tests.makers.wallet import topped_up

PARENT = "/shopping/order/saveGenerateParentOrder"
PAY_V2 = "/shopping/pay/payBalanceV2"


def test_an_order_is_paid_from_the_balance(tool: Tool) -> None:
    topped_up(tool.merchant, 2000)
    made = data_of(tool.post(V2, body()))
    assert data_of(tool.post(PAY, {"orderId": made["orderId"]})) is None
    order = Order.objects.get(number="1627572766607937536")
    assert (order.payment_state, order.paid_outside) == ("paid", False)
    assert data_of(tool.get("/shopping/pay/getBalance"))["amount"] == 2.0
    assert data_of(tool.get(f"{DETAIL}?orderId={order.number}"))["orderStatus"] == "UNSHIPPED"
    assert refused(tool, PAY, {"orderId": made["orderId"]}, 1603101)["refusal"] == "wallet.order_paid_already"


def test_the_newer_way_to_pay_names_the_payment(tool: Tool) -> None:
    topped_up(tool.merchant, 2000)
    shipment = data_of(tool.post(V3, body()))["shipmentOrderId"]
    other = data_of(tool.post(V3, body("N-2")))["shipmentOrderId"]
    parent = data_of(tool.post(PARENT, {"shipmentOrderId": shipment}))
    assert parent == {"payId": f"P{shipment}", "shipmentOrderId": shipment, "orderAmount": 18.0}
    for wrong in ("P1", shipment, f"P{other}"):
        refused(tool, PAY_V2, {"shipmentOrderId": shipment, "payId": wrong}, 1603100)
    assert data_of(tool.post(PAY_V2, {"shipmentOrderId": shipment, "payId": parent["payId"]})) is None
    paid = Order.objects.get(number="1627572766607937536")
    assert (paid.payment_state, Order.objects.get(number="N-2").payment_state) == ("paid", "unpaid")
    assert data_of(tool.get("/shopping/pay/getBalance"))["amount"] == 2.0
    again = refused(tool, PAY_V2, {"shipmentOrderId": shipment, "payId": parent["payId"]}, 1603101)
    assert again["refusal"] == "wallet.order_paid_already"


@pytest.mark.parametrize(
    ("made", "code", "refusal"),
    [
        ({}, 1604000, "wallet.balance_too_low"),
        ({"payType": 3}, 1603101, "cj_api.not_confirmed"),
        ({"isSandbox": 1}, 1603101, "cj_api.sandbox_order"),
    ],
)
def test_the_newer_way_pays_no_more_than_the_older(tool: Tool, made: dict[str, Any], code: int, refusal: str) -> None:
    shipment = data_of(tool.post(V3, body(**made)))["shipmentOrderId"]
    paid = {"shipmentOrderId": shipment, "payId": f"P{shipment}"}
    assert refused(tool, PAY_V2, paid, code)["refusal"] == refusal


def test_a_parent_of_no_order_is_none(tool: Tool) -> None:
    stranger = data_of(tool_of(owner()).post(V3, body()))["shipmentOrderId"]
    for name in ("100000000000000000", "NOTHING", stranger):
        refused(tool, PARENT, {"shipmentOrderId": name}, 1603100)
        refused(tool, PAY_V2, {"shipmentOrderId": name, "payId": f"P{name}"}, 1603100)


def test_too_low_a_balance_pays_nothing(tool: Tool) -> None:
    made = data_of(tool.post(V2, body()))
    answer = tool.post(PAY, {"orderId": made["orderId"]})
    assert (code_of(answer), answer.body["refusal"]) == (1604000, "wallet.balance_too_low")
    assert not Payment.objects.exists()
    at_once = data_of(tool.post(V2, body("N-2", payType=2)))
    assert at_once["orderStatus"] == "UNPAID"
    assert [one["code"] for one in at_once["interceptOrderReasons"]] == [1604000]


def test_an_order_paid_at_once_from_the_balance(tool: Tool) -> None:
    topped_up(tool.merchant, 1800)
    made = data_of(tool.post(V2, body(payType=2)))
    assert (made["orderStatus"], made["interceptOrderReasons"], made["cjPayUrl"]) == ("UNSHIPPED", [], "")
    assert Wallet.objects.get(account_id=tool.merchant.account_id).cash == 0
