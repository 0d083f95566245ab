"""A dispute as CJ's clients make one."""

from datetime import timedelta

from django.utils import timezone

from amends.core.cj_api.ids import write_id
from amends.core.disputes.states import State
from amends.core.orders.incoming import IncomingPayment
from amends.core.short_ids import short_id
from amends.records.disputes.models import Dispute, Message
from amends.records.notices.models import Outbox
from amends.usecases.disputes.submit_evidence import SubmitEvidence, submit_evidence
from tests.doors.cj_api.conftest import Tool, code_of, data_of, tool_of
from tests.doors.cj_api.disputing import CANCEL, CREATE, DETAIL, LIST, body, line_ids
from tests.makers.cases import rows, ship
from tests.makers.incoming import PLACED, take
from tests.makers.people import owner


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
    told = data_of(tool.get(f"{LIST}?orderId={write_id(tool.order.id)}"))
    dispute = Dispute.objects.get()
    assert (told["pageNum"], told["pageSize"], told["total"]) == (1, 10, 1)
    assert told["list"] == [
        {
            "id": number,
            "orderId": write_id(tool.order.id),
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
    sent["orderId"] = short_id(tool.order.id)
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
