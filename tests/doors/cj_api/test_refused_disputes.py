"""What cannot be opened is refused by a code, and nothing happens."""

from typing import Any

import pytest

from amends.core.access import Role
from amends.core.cj_api.ids import write_id
from amends.core.orders.kinds import PaymentState, Stage
from amends.core.standing.standings import Standing
from tests.doors.cj_api.conftest import Tool, code_of, data_of, tool_of
from tests.doors.cj_api.disputing import CONFIRM, CREATE, LIST, PRODUCTS, body, line_ids, nothing_opened
from tests.makers.incoming import PLACED, take
from tests.makers.people import owner
from tests.makers.standing import impose


@pytest.mark.parametrize(
    ("changes", "code", "refusal"),
    [
        ({"orderId": "NOTHING"}, 1603100, "order.unseen"),
        ({"orderId": str(2**63)}, 1603100, "order.unseen"),
        ({"orderId": str(2**200)}, 1603100, "order.unseen"),
        ({"disputeReasonId": 99}, 1600300, "cj_api.choice_unknown"),
        ({"expectType": 3}, 1600300, "cj_api.choice_unknown"),
        ({"disputeReasonId": 8}, 1607008, "dispute.reason_not_for_stage"),
        ({"expectType": 2}, 1607008, "dispute.resend_not_for_reason"),
        ({"refundType": 2}, 1607008, "dispute.paid_outside"),
        ({"productInfoList": [{"lineItemId": "7", "quantity": 1}]}, 1607008, "dispute.line_unknown"),
        ({"messageText": "x" * 501}, 1600300, "field.string_too_long"),
        ({"messageText": ""}, 1600300, "field.missing"),
        ({"businessDisputeId": None}, 1600300, "field.missing"),
        ({"productInfoList": []}, 1600300, "field.too_short"),
        ({"orderId": "x" * 101}, 1600300, "field.string_too_long"),
        ({"imageUrl": ["x"] * 51}, 1600300, "field.too_long"),
    ],
)
def test_what_cannot_be_opened_is_refused_by_a_code(
    tool: Tool, changes: dict[str, Any], code: int, refusal: str
) -> None:
    nothing_opened(tool, body(tool, **changes), code, refusal)


@pytest.mark.parametrize("quantity", [0, -1, 4, 2**31 - 1])
def test_more_than_can_be_disputed_is_refused(tool: Tool, quantity: int) -> None:
    chosen = [{"lineItemId": line_ids(tool.order)[0], "quantity": quantity}]
    nothing_opened(tool, body(tool, productInfoList=chosen), 1607008, "dispute.quantity_unavailable")
    answer = tool.post(CONFIRM, {"orderId": "A-1001", "productInfoList": chosen})
    assert (code_of(answer), answer.body["refusal"]) == (1607007, "dispute.quantity_unavailable")


def test_a_line_that_is_none_of_the_orders_is_named_as_it_was_sent(tool: Tool) -> None:
    elsewhere = take(tool.merchant.account_id, number="A-2", external_number="#2")
    line = line_ids(elsewhere)[0]
    chosen = [{"lineItemId": line, "quantity": 1}]
    nothing_opened(tool, body(tool, productInfoList=chosen), 1607008, "dispute.line_unknown")
    for path in (CREATE, CONFIRM):
        assert tool.post(path, body(tool, productInfoList=chosen)).body["message"] == f"This order has no line {line}."


def test_a_line_in_dispute_cannot_be_chosen_again(tool: Tool) -> None:
    data_of(tool.post(CREATE, body(tool)))
    told = data_of(tool.get(f"{PRODUCTS}?orderId=A-1001"))["productInfoList"]
    assert [(one["canChoose"], one["quantity"]) for one in told] == [(False, 0), (True, 1)]
    nothing_opened(tool, body(tool, businessDisputeId="b-2"), 1607008, "dispute.line_in_dispute")


def test_an_order_that_cannot_be_disputed_says_so(tool: Tool) -> None:
    unpaid = take(
        tool.merchant.account_id,
        number="A-2",
        external_number="#2",
        payment_state=PaymentState.UNPAID,
        paid_at=None,
    )
    closed = take(tool.merchant.account_id, number="A-3", external_number="#3", stage=Stage.CLOSED, closed_at=PLACED)
    for order, refusal in ((unpaid, "order.unpaid"), (closed, "order.closed")):
        nothing_opened(tool, body(tool, order), 9009, refusal)
        answer = tool.get(f"{PRODUCTS}?orderId={write_id(order.id)}")
        assert (code_of(answer), answer.body["refusal"]) == (9009, refusal)


def test_a_blocked_account_opens_nothing(tool: Tool) -> None:
    impose(tool.merchant, Standing.BLOCKED, words="x")
    nothing_opened(tool, body(tool), 9009, "standing.blocked")


def test_an_order_in_another_currency_is_refused_with_a_code(tool: Tool) -> None:
    euros = take(tool.merchant.account_id, number="A-2", external_number="#2", currency="EUR")
    nothing_opened(tool, body(tool, euros), 1607008, "order.other_currency")
    answer = tool.get(f"{PRODUCTS}?orderId=A-2")
    assert (code_of(answer), answer.body["refusal"]) == (1607006, "order.other_currency")
    assert "EUR" in answer.body["message"]


def test_a_role_that_may_not_dispute_is_refused(db: None) -> None:
    viewer = tool_of(owner(), Role.VIEWER)
    nothing_opened(viewer, body(viewer), 1600004, "access.forbidden")
    assert data_of(viewer.get(LIST))["total"] == 0
