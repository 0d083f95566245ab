"""Trial orders, played through without money or goods."""

from typing import Any

import pytest

from amends.records.cj_api.models import CjOrder
from amends.records.disputes.models import Dispute
from amends.records.orders.models import Order, Shipment
from tests.doors.cj_api.conftest import Tool, data_of
from tests.doors.cj_api.ordering import DETAIL, PAY, V2, body, refused
from tests.makers.cases import approve, settle
from tests.makers.people import staff


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
    settings.SANDBOX = False
    refused(tool, V2, body("N-2", isSandbox=1), 1603000)
    refused(tool, "/shopping/sandbox/simulatePay", {"orderId": made["orderId"]}, 819)
