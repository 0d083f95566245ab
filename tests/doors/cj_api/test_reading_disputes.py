"""Disputes as CJ's clients list, read and cancel them."""

import pytest
from django.utils import timezone

from amends.core.cj_api.ids import write_id
from amends.core.cj_api.moments import write_millis
from amends.core.decisions.award import Outcome, RejectReason
from amends.records.disputes.models import Dispute
from amends.usecases.decisions.reject_dispute import RejectDispute, reject_dispute
from amends.usecases.disputes.submit_evidence import SubmitEvidence, submit_evidence
from tests.doors.cj_api.conftest import Tool, code_of, data_of
from tests.doors.cj_api.disputing import CANCEL, CREATE, DETAIL, LIST, body
from tests.makers.cases import agree, approve, offer, settle, ship
from tests.makers.incoming import take
from tests.makers.people import NOW, Person, staff


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
    read = f"{DETAIL}?disputeId={dispute.number}"
    undecided = data_of(tool.get(read))
    assert (undecided["status"], undecided["finallyDeal"], undecided["refundDetails"]) == ("Processing", None, [])
    approve(dispute, staff())
    told = data_of(tool.get(read))
    assert told == {
        "id": dispute.number,
        "orderId": write_id(tool.order.id),
        "status": "Processing",
        "disputeReason": "Unfulfilled Order Cancellation",
        "replacementAmount": 0.0,
        "resendOrderCode": "",
        "money": 6.25,
        "refundAmount": 6.25,
        "finallyDeal": 1,
        "createDate": write_millis(dispute.opened_at),
        "refundDetails": [
            {"type": 1, "typeName": "Product amount", "amount": 5.0},
            {"type": 2, "typeName": "Postage", "amount": 1.0},
            {"type": 3, "typeName": "IOSS tax", "amount": 0.25},
        ],
        "productList": undecided["productList"],
    }
    assert data_of(tool.get("/shopping/pay/getBalance"))["amount"] == 0.0
    settle(dispute)
    assert data_of(tool.get(read)) == {**told, "status": "Completed"}
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
    detail = data_of(tool.get(f"{DETAIL}?disputeId={number}"))
    created = write_millis(dispute.opened_at)
    assert detail == {**told, "createDate": created, "refundAmount": 0.0, "refundDetails": []}


def test_cancelling_sets_the_order_going_again(tool: Tool) -> None:
    number = tool.post(CREATE, body(tool)).body["disputeId"]
    assert data_of(tool.post(CANCEL, {"orderId": write_id(tool.order.id), "disputeId": number})) is True
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
    assert listed(f"disputeId={newest[0]}") == [newest[0]]
    assert listed("orderId=&status=") == newest
    assert data_of(tool.get(f"{LIST}?pageSize=2"))["total"] == 3
    assert code_of(tool.get(f"{LIST}?status=odd")) == 1600300
    assert code_of(tool.get(f"{LIST}?pageNum=0")) == 1600300
