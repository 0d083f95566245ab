"""Orders made, confirmed and deleted as CJ's clients do."""

from typing import Any

import pytest

from amends.core.access import Role
from amends.core.cj_api.ids import write_id
from amends.records.orders.models import Order
from amends.records.trail.models import TrailEntry
from tests.doors.cj_api.conftest import Tool, call, code_of, data_of, tool_of
from tests.doors.cj_api.ordering import DETAIL, PAY, V2, V3, body, refused
from tests.makers.cases import rows
from tests.makers.people import owner


def test_an_order_is_made_unpaid_with_what_it_costs(tool: Tool) -> None:
    told = data_of(tool.post(V2, body()))
    order = Order.objects.get(number="1627572766607937536")
    lines = list(order.lines.order_by("position"))
    assert (order.payment_state, order.stage, order.charged, order.currency) == ("unpaid", "pending", 1800, "USD")
    assert (order.buyer_email, order.country, order.shipping_method) == ("zoe@buyer.example", "DE", "CJPacket")
    assert order.address["line2"] == "2nd floor, 7"
    assert told["orderId"] == told["shipmentOrderId"] == write_id(order.id)
    assert (told["orderNumber"], told["orderStatus"], told["orderAmount"]) == (order.number, "UNPAID", 18.0)
    assert told["cjPayUrl"].endswith(f"/orders/{order.number}/")
    assert told["productInfoList"] == [
        {
            "storeLineItemId": "shop-1",
            "lineItemId": write_id(lines[0].id),
            "variantId": "27572784056172547",
            "quantity": 2,
            "isGroup": False,
            "subOrderProducts": [],
        },
        {
            "storeLineItemId": "",
            "lineItemId": write_id(lines[1].id),
            "variantId": "CJLAMP01",
            "quantity": 1,
            "isGroup": False,
            "subOrderProducts": [],
        },
    ]
    assert TrailEntry.objects.get(subject_id=order.id).code == "order.taken_in"


def test_the_newer_call_names_the_order_by_its_code(tool: Tool) -> None:
    told = data_of(tool.post(V3, body()))
    order = Order.objects.get(number="1627572766607937536")
    assert told["orderId"] == f"SD{write_id(order.id)}"
    detail = data_of(tool.get(f"{DETAIL}?orderId={told['orderId']}"))
    assert (detail["orderId"], detail["cjOrderCode"]) == (write_id(order.id), told["orderId"])
    assert detail["orderNum"] == "1627572766607937536"


def test_an_order_is_made_once_for_its_number(tool: Tool) -> None:
    data_of(tool.post(V2, body()))
    refused(tool, V2, body(remark="again"), 1603003)
    assert refused(tool, V2, body("A-1001"), 1603003)["refusal"] == "cj_api.order_known"
    assert data_of(tool_of(owner()).post(V2, body()))["orderStatus"] == "UNPAID"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"products": [{"vid": "1", "quantity": 1}]}, 1602001),
        ({"products": [{"quantity": 1, "unitPrice": 1}]}, 1602001),
        ({"products": []}, 1600300),
        ({"products": [{"vid": "1", "quantity": 0, "unitPrice": 1}]}, 1600300),
        ({"products": [{"vid": "1", "quantity": 1, "unitPrice": "1.005"}]}, 1600300),
        ({"products": [{"vid": "1", "quantity": 1, "unitPrice": "-1"}]}, 1600300),
        ({"products": [{"vid": "1", "quantity": 1, "unitPrice": "1e999999"}]}, 1600300),
        ({"products": [{"vid": "1", "quantity": 1, "unitPrice": "NaN"}]}, 1600300),
        ({"products": [{"vid": "1", "quantity": 2**31 - 1, "unitPrice": "999999999999.99"}]}, 1603000),
        ({"orderNumber": ""}, 1600300),
        ({"orderNumber": "SH123456789"}, 1603000),
        ({"orderNumber": "2026/1001"}, 1603000),
        ({"shippingCountryCode": "Germany"}, 1603000),
        ({"payType": 4}, 1600300),
        ({"isSandbox": "yes"}, 1600300),
        ({"shippingCity": "a\u0000b"}, 1600300),
    ],
)
def test_what_cannot_be_ordered_is_refused(tool: Tool, changes: dict[str, Any], code: int) -> None:
    refused(tool, V2, body(**changes), code)


def test_an_order_only_created_is_confirmed_or_deleted(tool: Tool) -> None:
    one, two = (data_of(tool.post(V2, body(f"N-{n}", payType=3)))["orderId"] for n in (1, 2))
    assert data_of(tool.get(f"{DETAIL}?orderId=N-1"))["orderStatus"] == "CREATED"
    assert refused(tool, PAY, {"orderId": one}, 1603101)["refusal"] == "cj_api.not_confirmed"
    assert data_of(call("PATCH", "/shopping/order/confirmOrder", token=tool.token, body={"orderId": one})) == one
    assert data_of(call("PATCH", "/shopping/order/confirmOrder", token=tool.token, body={"orderId": one})) == one
    assert data_of(tool.get(f"{DETAIL}?orderId=N-1"))["orderStatus"] == "UNPAID"
    assert data_of(call("DELETE", f"/shopping/order/deleteOrder?orderId={two}", token=tool.token)) == two
    assert data_of(tool.get(f"{DETAIL}?orderId=N-2"))["orderStatus"] == "TRASH"
    gone = Order.objects.get(number="N-2")
    assert (gone.stage, gone.payment_state) == ("closed", "unpaid")
    trail = TrailEntry.objects.filter(subject_id=gone.id).order_by("number")
    assert list(trail.values_list("code", flat=True)) == ["order.taken_in", "order.closed"]
    for name in (one, two, "A-1001"):
        before = rows()
        assert code_of(call("DELETE", f"/shopping/order/deleteOrder?orderId={name}", token=tool.token)) == 1603002
        assert rows() == before
    for name in (two, "A-1001"):
        refused(tool, "/shopping/order/confirmOrder", {"orderId": name}, 1603001, method="PATCH")


def test_who_may_not_order_or_pay_is_refused(db: None) -> None:
    finance, desk = tool_of(owner(), Role.FINANCE), tool_of(owner(), Role.AFTER_SALES)
    refused(finance, V2, body(), 1600004)
    made = data_of(desk.post(V2, body()))
    refused(desk, PAY, {"orderId": made["orderId"]}, 1600004)
