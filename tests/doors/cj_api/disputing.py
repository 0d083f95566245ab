"""Asks about disputes in CJ's shapes."""

from typing import Any

from amends.core.cj_api.ids import write_id
from amends.records.orders.models import Order
from tests.doors.cj_api.conftest import Tool, code_of
from tests.makers.cases import rows

PRODUCTS = "/disputes/disputeProducts"
CONFIRM = "/disputes/disputeConfirmInfo"
CREATE = "/disputes/create"
CANCEL = "/disputes/cancel"
LIST = "/disputes/getDisputeList"
DETAIL = "/disputes/getDisputeDetail"


def line_ids(order: Order) -> list[str]:
    return [write_id(line.id) for line in order.lines.order_by("position")]


def body(tool: Tool, order: Order | None = None, **changes: Any) -> dict[str, Any]:
    """A cancellation of one mug, with `changes` to what is sent."""
    about = order or tool.order
    told = {
        "orderId": write_id(about.id),
        "businessDisputeId": "MCP-1780000000000-ab12c",
        "disputeReasonId": 1,
        "expectType": 1,
        "refundType": 1,
        "messageText": "No longer wanted",
        "imageUrl": [],
        "videoUrl": [],
        "productInfoList": [{"lineItemId": line_ids(about)[0], "quantity": 1, "price": 5.00}],
    }
    return {**told, **changes}


def nothing_opened(tool: Tool, sent: dict[str, Any], code: int, refusal: str) -> None:
    """The ask is refused by that code, and every row stands as it stood."""
    before = rows()
    answer = tool.post(CREATE, sent)
    assert code_of(answer) == code, answer.body
    assert answer.body["refusal"] == refusal
    assert rows() == before
