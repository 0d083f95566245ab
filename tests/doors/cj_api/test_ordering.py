"""Orders made, confirmed, paid, deleted and read as CJ's clients do, and trial orders played through."""

from typing import Any

import pytest

from amends.core.access import Role
from amends.core.cj_api.ids import write_id
from amends.records.cj_api.models import CjOrder
from amends.records.disputes.models import Dispute
from amends.records.ledger.models import Wallet
from amends.records.orders.models import Order, Payment, Shipment
from amends.records.trail.models import TrailEntry
from tests.doors.cj_api.conftest import Tool, call, code_of, data_of, tool_of
from tests.makers.cases import approve, rows, settle, ship
from tests.makers.incoming import take
from tests.makers.people import owner, staff
from tests.makers.wallet import topped_up

V2 = "/shopping/order/createOrderV2"
V3 = "/shopping/order/createOrderV3"
DETAIL = "/shopping/order/getOrderDetail"
LIST = "/shopping/order/list"
PAY = "/shopping/pay/payBalance"


def body(number: str = "1627572766607937536", **changes: Any) -> dict[str, Any]:
    """Two mugs for 6.50 each and a lamp, to Cologne."""
    told: dict[str, Any] = {
        "orderNumber": number,
        "shippingZip": "50667",
        "shippingCountryCode": "DE",
        "shippingCountry": "Germany",
        "shippingProvince": "NRW",
        "shippingCity": "Köln",
        "shippingPhone": "+49 221 1",
        "shippingCustomerName": "Zoë Straße",
        "shippingAddress": "Hauptweg 1",
        "shippingAddress2": "2nd floor",
        "houseNumber": "7",
        "email": "zoe@buyer.example",
        "remark": "Ring twice",
        "payType": "",
        "logisticName": "CJPacket",
        "fromCountryCode": "CN",
        "platform": "Api",
        "products": [
            {"vid": "27572784056172547", "quantity": "2", "unitPrice": "6.50", "storeLineItemId": "shop-1"},
            {"sku": "CJLAMP01", "quantity": 1, "unitPrice": 5},
        ],
    }
    return {**told, **changes}


def refused(tool: Tool, path: str, sent: dict[str, Any], code: int, method: str = "POST") -> dict[str, Any]:
    """The call is refused by that code and every row stands as it stood."""
    before = rows()
    answer = call(method, path, token=tool.token, body=sent)
    assert code_of(answer) == code, answer.body
    assert rows() == before
    return dict(answer.body)


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
    for name in (one, two, "A-1001"):
        before = rows()
        assert code_of(call("DELETE", f"/shopping/order/deleteOrder?orderId={name}", token=tool.token)) == 1603002
        assert rows() == before
    for name in (two, "A-1001"):
        refused(tool, "/shopping/order/confirmOrder", {"orderId": name}, 1603001, method="PATCH")


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
    parent = data_of(tool.post("/shopping/order/saveGenerateParentOrder", {"shipmentOrderId": shipment}))
    wrong = {"shipmentOrderId": shipment, "payId": "P1"}
    refused(tool, "/shopping/pay/payBalanceV2", wrong, 1603100)
    paid = {"shipmentOrderId": shipment, "payId": parent["payId"]}
    assert data_of(tool.post("/shopping/pay/payBalanceV2", paid)) is None
    assert Order.objects.get(number="1627572766607937536").payment_state == "paid"


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


def test_who_may_not_order_or_pay_is_refused(db: None) -> None:
    finance, desk = tool_of(owner(), Role.FINANCE), tool_of(owner(), Role.AFTER_SALES)
    refused(finance, V2, body(), 1600004)
    made = data_of(desk.post(V2, body()))
    refused(desk, PAY, {"orderId": made["orderId"]}, 1600004)


def test_an_order_in_another_currency_is_left_out_and_refused(tool: Tool) -> None:
    take(tool.merchant.account_id, number="E-1", external_number="#e", currency="EUR")
    assert [one["orderNum"] for one in data_of(tool.get(LIST))["list"]] == ["#1001"]
    assert code_of(tool.get(f"{DETAIL}?orderId=E-1")) == 1600300
    refused(tool, PAY, {"orderId": "E-1"}, 1603101)


def test_an_order_is_read_with_all_that_clients_read(tool: Tool) -> None:
    ship(tool.order)
    data_of(
        tool.post(
            "/disputes/create",
            {
                "orderId": "A-1001",
                "businessDisputeId": "b",
                "disputeReasonId": 8,
                "expectType": 1,
                "messageText": "broken",
                "productInfoList": [{"lineItemId": write_id(tool.order.lines.get(position=1).id), "quantity": 1}],
            },
        )
    )
    told = data_of(tool.get(f"{DETAIL}?orderId={write_id(tool.order.id)}&features=LOGISTICS_TIMELINESS"))
    tool.order.refresh_from_db()
    assert told["disputeId"] == Dispute.objects.get().number
    assert (told["orderStatus"], told["trackNumber"], told["isComplete"]) == ("SHIPPED", "LP-A-1001", 0)
    assert told["outWarehouseTime"] == f"{tool.order.dispatched_at:%Y-%m-%d %H:%M:%S}"
    assert (told["createDate"], told["paymentDate"]) == ("2026-11-20 09:30:00", "2026-11-20 09:30:00")
    assert (told["orderAmount"], told["productAmount"], told["postageAmount"]) == (25.04, 20.0, 4.01)
    assert [(one["vid"], one["quantity"], one["sellPrice"]) for one in told["productList"]] == [
        ("MUG-01", 3, 5.0),
        ("LAMP-7", 1, 5.0),
    ]
    assert told["logisticsTimeliness"] == {"logisticsModes": []}
    track = data_of(tool.get("/logistic/trackInfo?trackNumber=lp-a-1001&trackNumber=NONE"))
    assert [(one["trackingNumber"], one["trackingStatus"], one["trackingTo"]) for one in track] == [
        ("LP-A-1001", "In transit", "DE")
    ]
    assert data_of(tool.get("/logistic/trackInfo?trackNumber=NONE")) == []


@pytest.mark.parametrize("name", ["NOTHING", str(2**63), "", "x" * 201])
def test_an_order_that_is_none_is_a_wrong_parameter(tool: Tool, name: str) -> None:
    assert code_of(tool.get(f"{DETAIL}?orderId={name}")) == 1600300


def test_orders_are_listed_by_page_status_and_name(tool: Tool) -> None:
    for n in range(3):
        data_of(tool.post(V2, body(f"N-{n}", payType=3 if n else 1)))

    def listed(query: str) -> list[str]:
        return sorted(one["orderNum"] for one in data_of(tool.get(f"{LIST}?{query}"))["list"])

    first = data_of(tool.get(f"{LIST}?pageSize=3"))
    assert (first["total"], len(first["list"]), first["pageNum"], first["pageSize"]) == (4, 3, 1, 3)
    assert len(data_of(tool.get(f"{LIST}?pageSize=3&pageNum=2"))["list"]) == 1
    assert listed("status=CREATED") == ["N-1", "N-2"]
    assert listed("status=UNPAID") == ["N-0"]
    assert listed("status=UNSHIPPED") == ["#1001"]
    assert listed("status=OTHER") == listed("status=IN_CART") == listed("orderIds=none") == []
    assert listed("orderIds=N-0&orderIds=N-2") == listed("orderIds[]=N-0&orderIds[]=N-2") == ["N-0", "N-2"]
    assert listed(f"shipmentOrderId={write_id(Order.objects.get(number='N-1').id)}") == ["N-1"]
    assert code_of(tool.get(f"{LIST}?status=odd")) == 1600300


def test_each_order_has_the_one_status_that_the_list_finds_it_by(tool: Tool) -> None:
    sent = ship(take(tool.merchant.account_id, number="S-1", external_number="#s"))
    data_of(tool.post(V2, body("N-1", payType=3)))
    assert sent.stage == "dispatched"
    for one in data_of(tool.get(LIST))["list"]:
        found = data_of(tool.get(f"{LIST}?status={one['orderStatus']}"))["list"]
        assert one["orderId"] in [other["orderId"] for other in found]


def test_a_trial_order_is_played_through_and_disputed_without_money(tool: Tool) -> None:
    made = data_of(tool.post(V2, body(isSandbox=1)))
    named = {"orderId": made["orderId"]}
    assert refused(tool, PAY, named, 1603101)["refusal"] == "cj_api.sandbox_order"
    refused(tool, "/shopping/sandbox/updateTrackNumber", {**named, "trackNumber": "SBX1"}, 819)
    refused(tool, "/shopping/sandbox/updateStatus", {**named, "targetStatus": 400}, 819)
    assert data_of(tool.post("/shopping/sandbox/simulatePay", {"shipmentOrderId": made["shipmentOrderId"]})) is True
    assert data_of(tool.get(f"{DETAIL}?orderId={made['orderId']}"))["orderStatus"] == "UNSHIPPED"
    refused(tool, "/shopping/sandbox/simulatePay", named, 1603101)
    refused(tool, "/shopping/sandbox/updateStatus", {**named, "targetStatus": 500}, 819)
    assert data_of(tool.post("/shopping/sandbox/updateTrackNumber", {**named, "trackNumber": "SBX1"})) is True
    for target, status in ((400, "UNSHIPPED"), (500, "SHIPPED")):
        assert data_of(tool.post("/shopping/sandbox/updateStatus", {**named, "targetStatus": target})) is True
        assert data_of(tool.get(f"{DETAIL}?orderId={made['orderId']}"))["orderStatus"] == status
    assert Shipment.objects.get().tracking_number == "SBX1"
    data_of(tool.post("/shopping/sandbox/updateTrackNumber", {**named, "trackNumber": "SBX2"}))
    assert data_of(tool.get("/logistic/trackInfo?trackNumber=sbx2"))[0]["trackingNumber"] == "SBX2"
    data_of(tool.post("/shopping/sandbox/updateStatus", {**named, "targetStatus": "600"}))
    detail = data_of(tool.get(f"{DETAIL}?orderId={made['orderId']}"))
    assert (detail["orderStatus"], detail["isSandbox"], detail["isComplete"]) == ("DELIVERED", 1, 1)
    answer = tool.post(
        "/disputes/create",
        {
            **named,
            "businessDisputeId": "b",
            "disputeReasonId": 4,
            "expectType": 1,
            "messageText": "Another one came",
            "productInfoList": [{"lineItemId": made["productInfoList"][0]["lineItemId"], "quantity": 1}],
        },
    )
    assert data_of(answer) is True
    refused(tool, "/shopping/sandbox/updateStatus", {**named, "targetStatus": 700}, 819)
    data_of(tool.post("/disputes/cancel", {**named, "disputeId": answer.body["disputeId"]}))
    data_of(tool.post("/shopping/sandbox/updateStatus", {**named, "targetStatus": 700}))
    assert Order.objects.get(number="1627572766607937536").stage == "closed"


def test_a_trial_order_is_refunded_where_it_was_paid(tool: Tool, monkeypatch: pytest.MonkeyPatch) -> None:
    made = data_of(tool.post(V2, body(isSandbox=1)))
    data_of(tool.post("/shopping/sandbox/simulatePay", {"orderId": made["orderId"]}))
    chosen = [{"lineItemId": one["lineItemId"], "quantity": one["quantity"]} for one in made["productInfoList"]]
    data_of(
        tool.post(
            "/disputes/create",
            {
                "orderId": made["orderId"],
                "businessDisputeId": "b",
                "disputeReasonId": 1,
                "expectType": 1,
                "messageText": "Cancel",
                "productInfoList": chosen,
            },
        )
    )
    dispute = Dispute.objects.get()
    assert dispute.asked == 1800
    approve(dispute, staff())
    assert settle(dispute).state == "settled"


def test_a_real_order_is_no_trial_order(tool: Tool) -> None:
    made = data_of(tool.post(V2, body()))
    sent = {"orderId": made["orderId"], "targetStatus": 400, "trackNumber": "X"}
    for path in ("simulatePay", "updateStatus", "updateTrackNumber"):
        refused(tool, f"/shopping/sandbox/{path}", sent, 811)
        refused(tool, f"/shopping/sandbox/{path}", {**sent, "orderId": "A-1001"}, 811)
        refused(tool, f"/shopping/sandbox/{path}", {**sent, "orderId": "NOTHING"}, 803)
    assert not CjOrder.objects.filter(sandbox=True).exists()


def test_where_money_is_real_there_are_no_trial_orders(tool: Tool, settings: Any) -> None:
    made = data_of(tool.post(V2, body(isSandbox=1)))
    settings.CJ_SANDBOX = False
    refused(tool, V2, body("N-2", isSandbox=1), 1603000)
    refused(tool, "/shopping/sandbox/simulatePay", {"orderId": made["orderId"]}, 819)


def test_who_one_is_and_how_much_one_may_call(tool: Tool, settings: Any) -> None:
    told = data_of(tool.get("/setting/get"))
    assert (told["openName"], told["root"], told["isSandbox"]) == ("Blue Lantern", "GENERAL", True)
    assert told["userNum"].startswith("CJ1") and "•" in told["openEmail"]
    assert told["setting"] == {"quotaLimits": [], "qpsLimit": 0}
    assert sorted(told["callback"]) == ["dispute", "logistics", "order", "product", "stock"]
