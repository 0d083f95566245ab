"""A dispute as CJ's clients make one: what may be disputed, what it may ask for, create, find, read, cancel."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from amends.core.access import Role
from amends.core.decisions.award import Outcome, RejectReason
from amends.core.disputes.states import State
from amends.core.orders.incoming import IncomingPayment
from amends.core.orders.kinds import PaymentState, Stage
from amends.core.standing.standings import Standing
from amends.records.disputes.models import Dispute, Message
from amends.records.notices.models import Outbox
from amends.records.orders.models import Order
from amends.usecases.decisions.reject_dispute import RejectDispute, reject_dispute
from amends.usecases.disputes.submit_evidence import SubmitEvidence, submit_evidence
from tests.doors.cj_api.conftest import Tool, code_of, data_of, tool_of
from tests.makers.cases import agree, approve, offer, rows, settle, ship
from tests.makers.incoming import PLACED, take
from tests.makers.people import NOW, Person, owner, staff
from tests.makers.standing import impose

PRODUCTS = "/disputes/disputeProducts"
CONFIRM = "/disputes/disputeConfirmInfo"
CREATE = "/disputes/create"
CANCEL = "/disputes/cancel"
LIST = "/disputes/getDisputeList"
DETAIL = "/disputes/getDisputeDetail"


def line_ids(order: Order) -> list[str]:
    return [str(line.id.int) for line in order.lines.order_by("position")]


def body(tool: Tool, order: Order | None = None, **changes: Any) -> dict[str, Any]:
    """A cancellation of one mug, with `changes` to what is sent."""
    about = order or tool.order
    told = {
        "orderId": str(about.id.int),
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


def nothing_opened(tool: Tool, sent: dict[str, Any], code: int, refusal: str | None = None) -> None:
    """The ask is refused by that code, and every row stands as it stood."""
    before = rows()
    answer = tool.post(CREATE, sent)
    assert code_of(answer) == code, answer.body
    assert answer.body.get("refusal") == refusal
    assert rows() == before


def test_the_lines_of_an_order_that_may_be_disputed(tool: Tool) -> None:
    told = data_of(tool.get(f"{PRODUCTS}?orderId={tool.order.id.int}"))
    assert told == {
        "orderId": str(tool.order.id.int),
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


@pytest.mark.parametrize("name", ["decimal id", "order code", "number", "number at the shop"])
def test_an_order_is_found_by_each_of_its_names(tool: Tool, name: str) -> None:
    named = {
        "decimal id": str(tool.order.id.int),
        "order code": f"SD{tool.order.id.int}",
        "number": "A-1001",
        "number at the shop": "%231001",
    }[name]
    assert data_of(tool.get(f"{PRODUCTS}?orderId={named}"))["orderId"] == str(tool.order.id.int)
    sent = named.replace("%23", "#")
    assert data_of(tool.post(CREATE, body(tool, orderId=sent))) is True
    assert data_of(tool.get(f"{LIST}?orderId={named}"))["total"] == 1


def test_what_a_dispute_on_the_chosen_lines_may_ask_for(tool: Tool) -> None:
    entries = data_of(tool.get(f"{PRODUCTS}?orderId={tool.order.id.int}"))["productInfoList"]
    entries[0]["quantity"] = "1"
    told = data_of(tool.post(CONFIRM, {"orderId": str(tool.order.id.int), "productInfoList": entries[:1]}))
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


def test_create_answers_true_and_the_new_number_beside_it(tool: Tool) -> None:
    answer = tool.post(CREATE, body(tool))
    dispute = Dispute.objects.get()
    assert data_of(answer) is True
    assert answer.body["disputeId"] == dispute.number
    assert (dispute.state, dispute.reason, dispute.wish, dispute.asked) == (
        "under_review",
        "order_cancellation",
        "refund_wallet",
        625,
    )
    assert (dispute.request_key, dispute.opened_by_name) == ("MCP-1780000000000-ab12c", "CJ tool")
    assert Message.objects.get().body == "No longer wanted"
    tool.order.refresh_from_db()
    assert tool.order.open_disputes == 1


def test_the_new_dispute_is_in_the_list_at_once(tool: Tool) -> None:
    number = tool.post(CREATE, body(tool)).body["disputeId"]
    told = data_of(tool.get(f"{LIST}?orderId={tool.order.id.int}"))
    dispute = Dispute.objects.get()
    assert (told["pageNum"], told["pageSize"], told["total"]) == (1, 10, 1)
    assert told["list"] == [
        {
            "id": number,
            "orderId": str(tool.order.id.int),
            "status": "Processing",
            "disputeReason": "Unfulfilled Order Cancellation",
            "replacementAmount": 0.0,
            "resendOrderCode": "",
            "money": 0.0,
            "finallyDeal": None,
            "createDate": f"{dispute.opened_at:%Y-%m-%d %H:%M:%S}",
            "productList": [
                {
                    "image": "",
                    "price": 5.0,
                    "lineItemId": line_ids(tool.order)[0],
                    "cjProductId": "MUG-01",
                    "cjVariantId": "MUG-01",
                    "productCode": "MUG-01",
                    "productId": "MUG-01",
                    "standId": "MUG-01",
                    "productName": "Enamel mug",
                    "supplierName": "",
                    "quantity": 1,
                }
            ],
        }
    ]
    detail = data_of(tool.get(f"{DETAIL}?disputeId={number}"))
    assert detail["createDate"] == int(dispute.opened_at.timestamp() * 1000)
    assert (detail["refundAmount"], detail["refundDetails"]) == (0.0, [])


def test_a_repeated_business_dispute_id_opens_nothing_twice(tool: Tool) -> None:
    first = tool.post(CREATE, body(tool)).body["disputeId"]
    before = rows()
    again = tool.post(CREATE, body(tool))
    other = tool.post(CREATE, body(tool, messageText="Other words"))
    assert data_of(again) is data_of(other) is True
    assert again.body["disputeId"] == other.body["disputeId"] == first
    data_of(tool.post(CANCEL, {"orderId": "A-1001", "disputeId": first}))
    assert tool.post(CREATE, body(tool)).body["disputeId"] == first
    assert Dispute.objects.count() == 1
    assert before["disputes"] != []


def test_another_accounts_business_dispute_id_is_its_own(tool: Tool) -> None:
    other = tool_of(owner())
    first, second = tool.post(CREATE, body(tool)), other.post(CREATE, body(other))
    assert first.body["disputeId"] != second.body["disputeId"]
    assert Dispute.objects.count() == 2


def test_numbers_may_come_as_text_and_fields_that_are_not_known_are_passed_over(tool: Tool) -> None:
    sent = body(tool, disputeReasonId="1", expectType="1", refundType="", futureField={"a": [1]})
    sent["productInfoList"] = [
        {"lineItemId": int(line_ids(tool.order)[0]), "quantity": "2", "vid": "x", "canChoose": True}
    ]
    del sent["imageUrl"]
    sent["videoUrl"] = None
    sent["orderId"] = tool.order.id.int
    assert data_of(tool.post(CREATE, sent)) is True
    assert Dispute.objects.get().claims.get().quantity == 2


def test_a_wish_is_told_by_two_numbers(tool: Tool) -> None:
    ship(tool.order)
    paid = take(
        tool.merchant.account_id,
        number="A-2",
        external_number="#2",
        payments=(IncomingPayment(provider="sandbox", provider_ref="sandbox_2504_1", amount=2504, paid_at=PLACED),),
    )
    data_of(tool.post(CREATE, body(tool, expectType=2, disputeReasonId=8, businessDisputeId="b-1")))
    data_of(tool.post(CREATE, body(tool, paid, refundType=2, businessDisputeId="b-2")))
    assert list(Dispute.objects.order_by("request_key").values_list("wish", "asked")) == [
        ("resend", 0),
        ("refund_original", 625),
    ]


def test_evidence_that_cannot_be_sent_is_asked_for_instead(tool: Tool) -> None:
    ship(tool.order)
    number = tool.post(CREATE, body(tool, disputeReasonId=8)).body["disputeId"]
    dispute = Dispute.objects.get()
    assert (dispute.number, dispute.state) == (number, State.EVIDENCE_REQUESTED.value)
    assert dispute.due_at == dispute.opened_at + timedelta(days=7)
    assert list(Outbox.objects.filter(dispute_id=dispute.id).order_by("id").values_list("code", flat=True)) == [
        "dispute.opened",
        "order.held",
        "dispute.evidence_requested",
    ]
    assert data_of(tool.get(f"{LIST}?disputeId={number}"))["list"][0]["status"] == "Awaiting response"
    tool.order.refresh_from_db()
    assert tool.order.open_disputes == 1
    submit_evidence(
        ask=SubmitEvidence(dispute=number, words="Here it is."), actor=tool.merchant.actor, now=timezone.now()
    )
    dispute.refresh_from_db()
    assert dispute.state == State.UNDER_REVIEW.value


def test_what_the_policy_refuses_is_refused_with_its_reason(tool: Tool) -> None:
    ship(tool.order)
    answer = tool.post(CREATE, body(tool, disputeReasonId=2))
    assert code_of(answer) == 1607008
    assert answer.body["refusal"] == "policy.refuses"
    assert answer.body["message"].startswith("Not yet: a dispute may be opened from 22 Jan 2027")
    assert not Dispute.objects.exists()


def decided(tool: Tool, agent: Person, dispute: Dispute, how: str) -> None:
    if how == "refund":
        approve(dispute, agent)
    elif how == "reject":
        ask = RejectDispute(dispute=dispute.number, reason=RejectReason.NOT_COVERED, words="Not covered.")
        reject_dispute(ask=ask, actor=agent.actor, now=NOW)
    else:
        offer(dispute, agent, Outcome.RESEND)
        agree(dispute, tool.merchant)


def test_a_refund_is_told_with_its_parts(tool: Tool) -> None:
    tool.post(CREATE, body(tool))
    dispute = Dispute.objects.get()
    approve(dispute, staff())
    settle(dispute)
    told = data_of(tool.get(f"{DETAIL}?disputeId={dispute.number}"))
    assert (told["status"], told["finallyDeal"], told["money"], told["refundAmount"]) == ("Completed", 1, 6.25, 6.25)
    assert told["refundDetails"] == [
        {"type": 1, "typeName": "Product amount", "amount": 5.0},
        {"type": 2, "typeName": "Postage", "amount": 1.0},
        {"type": 3, "typeName": "IOSS tax", "amount": 0.25},
    ]
    assert data_of(tool.get("/shopping/pay/getBalance"))["amount"] == 6.25


@pytest.mark.parametrize(("how", "dealt", "status"), [("reject", 3, "Rejected"), ("resend", 2, "Completed")])
def test_a_rejection_and_a_resend_are_told(tool: Tool, how: str, dealt: int, status: str) -> None:
    ship(tool.order)
    number = tool.post(CREATE, body(tool, disputeReasonId=8, expectType=2)).body["disputeId"]
    submit_evidence(
        ask=SubmitEvidence(dispute=number, words="Here it is."), actor=tool.merchant.actor, now=timezone.now()
    )
    dispute = Dispute.objects.get()
    decided(tool, staff(), dispute, how)
    if how == "resend":
        settle(dispute)
    dispute.refresh_from_db()
    told = data_of(tool.get(f"{LIST}?disputeId={number}"))["list"][0]
    assert (told["status"], told["finallyDeal"], told["money"]) == (status, dealt, 0.0)
    resend = dispute.resend_order.number if dispute.resend_order else ""
    assert (told["resendOrderCode"], told["replacementAmount"]) == (resend, 5.0 if how == "resend" else 0.0)


def test_cancelling_sets_the_order_going_again(tool: Tool) -> None:
    number = tool.post(CREATE, body(tool)).body["disputeId"]
    assert data_of(tool.post(CANCEL, {"orderId": str(tool.order.id.int), "disputeId": number})) is True
    tool.order.refresh_from_db()
    assert (Dispute.objects.get().state, tool.order.open_disputes) == ("withdrawn", 0)
    answer = tool.post(CANCEL, {"orderId": "A-1001", "disputeId": number})
    assert (code_of(answer), answer.body["refusal"]) == (1607009, "dispute.move_not_allowed")


def test_cancelling_names_both_and_they_must_belong_together(tool: Tool) -> None:
    take(tool.merchant.account_id, number="A-2", external_number="#2")
    number = tool.post(CREATE, body(tool)).body["disputeId"]
    for sent in ({"orderId": "A-2", "disputeId": number}, {"orderId": "A-1001", "disputeId": "SH1"}):
        assert code_of(tool.post(CANCEL, sent)) == 1607009
    assert code_of(tool.post(CANCEL, {"disputeId": number})) == 1600300
    assert Dispute.objects.get().state == "under_review"


def test_the_list_turns_pages_and_filters(tool: Tool) -> None:
    for n in range(3):
        about = take(tool.merchant.account_id, number=f"P-{n}", external_number=f"#P{n}")
        data_of(tool.post(CREATE, body(tool, about, businessDisputeId=f"b-{n}")))
    newest = list(Dispute.objects.order_by("-opened_at").values_list("number", flat=True))
    data_of(tool.post(CANCEL, {"orderId": "P-0", "disputeId": newest[2]}))

    def listed(query: str) -> list[str]:
        return [one["id"] for one in data_of(tool.get(f"{LIST}?{query}"))["list"]]

    assert listed("pageSize=2") == newest[:2]
    assert listed("pageSize=2&pageNum=2") == newest[2:]
    assert listed("pageNum=9999999&pageSize=50") == []
    assert listed("status=processing") == newest[:2]
    assert listed("status=finished") == listed("status=Cancelled") == newest[2:]
    assert listed("orderNumber=%23P1") == [newest[1]]
    assert listed(f"orderId=P-1&disputeId={newest[0]}") == []
    assert listed(f"disputeId={Dispute.objects.get(number=newest[0]).id.int}") == [newest[0]]
    assert listed("orderId=&status=") == newest
    assert data_of(tool.get(f"{LIST}?pageSize=2"))["total"] == 3
    assert code_of(tool.get(f"{LIST}?status=odd")) == 1600300
    assert code_of(tool.get(f"{LIST}?pageNum=0")) == 1600300


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
        ({"messageText": "x" * 501}, 1600300, None),
        ({"messageText": ""}, 1600300, None),
        ({"businessDisputeId": None}, 1600300, None),
        ({"productInfoList": []}, 1600300, None),
        ({"orderId": "x" * 101}, 1600300, None),
        ({"imageUrl": ["x"] * 51}, 1600300, None),
    ],
)
def test_what_cannot_be_opened_is_refused_by_a_code(
    tool: Tool, changes: dict[str, Any], code: int, refusal: str | None
) -> None:
    nothing_opened(tool, body(tool, **changes), code, refusal)


@pytest.mark.parametrize("quantity", [0, -1, 4, 2**31 - 1])
def test_more_than_can_be_disputed_is_refused(tool: Tool, quantity: int) -> None:
    chosen = [{"lineItemId": line_ids(tool.order)[0], "quantity": quantity}]
    nothing_opened(tool, body(tool, productInfoList=chosen), 1607008, "dispute.quantity_unavailable")
    answer = tool.post(CONFIRM, {"orderId": "A-1001", "productInfoList": chosen})
    assert (code_of(answer), answer.body["refusal"]) == (1607007, "dispute.quantity_unavailable")


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
        answer = tool.get(f"{PRODUCTS}?orderId={order.id.int}")
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
