"""Orders, parcels and settings as CJ's clients read them."""

from typing import Any

import pytest

from amends.core.cj_api.ids import write_id
from amends.records.disputes.models import Dispute
from amends.records.orders.models import Order
from tests.doors.cj_api.conftest import Tool, code_of, data_of
from tests.doors.cj_api.ordering import DETAIL, LIST, PAY, V2, body, refused
from tests.makers.cases import ship
from tests.makers.incoming import take


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


def test_who_one_is_and_how_much_one_may_call(tool: Tool, settings: Any) -> None:
    told = data_of(tool.get("/setting/get"))
    assert (told["openName"], told["root"], told["isSandbox"]) == ("Blue Lantern", "GENERAL", True)
    assert told["userNum"].startswith("CJ1") and "•" in told["openEmail"]
    assert told["setting"] == {"quotaLimits": [], "qpsLimit": 0}
    assert sorted(told["callback"]) == ["dispute", "logistics", "order", "product", "stock"]
