"""What of an order may be disputed, and what may be asked for it."""

import pytest

from amends.core.cj_api.ids import write_id
from amends.records.disputes.models import Dispute
from tests.doors.cj_api.conftest import Tool, data_of
from tests.doors.cj_api.disputing import CONFIRM, CREATE, LIST, PRODUCTS, body, line_ids
from tests.makers.cases import ship
from tests.makers.incoming import take


def test_the_lines_of_an_order_that_may_be_disputed(tool: Tool) -> None:
    told = data_of(tool.get(f"{PRODUCTS}?orderId={write_id(tool.order.id)}"))
    assert told == {
        "orderId": write_id(tool.order.id),
        "orderNumber": "#1001",
        "productInfoList": [
            {
                "lineItemId": line_ids(tool.order)[0],
                "cjProductId": "MUG-01",
                "cjVariantId": "MUG-01",
                "canChoose": True,
                "price": 5.0,
                "quantity": 3,
                "cjProductName": "Enamel mug",
                "cjImage": "",
                "sku": "MUG-01",
                "supplierName": "",
            },
            {
                "lineItemId": line_ids(tool.order)[1],
                "cjProductId": "LAMP-7",
                "cjVariantId": "LAMP-7",
                "canChoose": True,
                "price": 5.0,
                "quantity": 1,
                "cjProductName": "Paper lamp",
                "cjImage": "",
                "sku": "LAMP-7",
                "supplierName": "",
            },
        ],
    }


@pytest.mark.parametrize("name", ["id", "order code", "number", "number at the shop"])
def test_an_order_is_found_by_each_of_its_names(tool: Tool, name: str) -> None:
    named = {
        "id": write_id(tool.order.id),
        "order code": f"SD{write_id(tool.order.id)}",
        "number": "A-1001",
        "number at the shop": "%231001",
    }[name]
    assert data_of(tool.get(f"{PRODUCTS}?orderId={named}"))["orderId"] == write_id(tool.order.id)
    sent = named.replace("%23", "#")
    assert data_of(tool.post(CREATE, body(tool, orderId=sent))) is True
    assert data_of(tool.get(f"{LIST}?orderId={named}"))["total"] == 1


def test_a_number_counts_before_an_id_that_looks_the_same(tool: Tool) -> None:
    named = write_id(tool.order.id)
    twin = take(tool.merchant.account_id, number=named, external_number="#2")
    assert data_of(tool.get(f"{PRODUCTS}?orderId={named}"))["orderId"] == write_id(twin.id)
    assert data_of(tool.post(CREATE, body(tool, twin, orderId=named))) is True
    assert Dispute.objects.get().order_id == twin.id


def test_what_a_dispute_on_the_chosen_lines_may_ask_for(tool: Tool) -> None:
    entries = data_of(tool.get(f"{PRODUCTS}?orderId={write_id(tool.order.id)}"))["productInfoList"]
    entries[0]["quantity"] = "1"
    told = data_of(tool.post(CONFIRM, {"orderId": write_id(tool.order.id), "productInfoList": entries[:1]}))
    assert {name: value for name, value in told.items() if name.startswith("max")} == {
        "maxProductPrice": 5.0,
        "maxPostage": 1.0,
        "maxIossTaxAmount": 0.25,
        "maxIossHandTaxAmount": 0.0,
        "maxAmount": 6.25,
    }
    assert told["expectResultOptionList"] == ["1", "2"]
    assert told["disputeReasonList"] == [
        {"disputeReasonId": 1, "reasonName": "Unfulfilled Order Cancellation"},
        {"disputeReasonId": 2, "reasonName": "Products Delayed"},
    ]
    assert [(one["lineItemId"], one["quantity"]) for one in told["productInfoList"]] == [(line_ids(tool.order)[0], 1)]
    assert not Dispute.objects.exists()


def test_a_sent_order_offers_the_reasons_of_sent_orders(tool: Tool) -> None:
    ship(tool.order)
    chosen = [{"lineItemId": line_ids(tool.order)[1], "quantity": 1}]
    told = data_of(tool.post(CONFIRM, {"orderId": "A-1001", "productInfoList": chosen}))
    assert [one["disputeReasonId"] for one in told["disputeReasonList"]] == [2, 3, 4, 5, 6, 8, 10]
