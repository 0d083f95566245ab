"""What may be opened, and the first thing that is wrong with what may not."""

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given as every
from hypothesis import strategies as st

from amends.core.disputes import refusals as no
from amends.core.disputes.opening import MESSAGE_LIMIT, Chosen, Form, open_dispute, preview
from amends.core.disputes.reasons import REASONS, Reason, Wish
from amends.core.evidence.purposes import EvidenceMissing, Purpose
from amends.core.orders.claimable import NothingLeft, OrderClosed, OrderUnpaid
from amends.core.orders.kinds import Kind, PaymentState, Stage, Tracking
from amends.core.orders.parts import Parts
from amends.core.refusals import Refusal
from tests.makers.facts import line_facts, order_facts
from tests.makers.policies import JUDGE

ALL_SHOWN = (Purpose.COMPLAINT, Purpose.PRODUCT, Purpose.PARCEL)


def given(*evidence: Purpose) -> dict[str, Any]:
    """Opening under the standard policy with evidence for these purposes."""
    return {"judge": JUDGE, "evidence": evidence}


FORM = Form(
    chosen=(Chosen(UUID(int=1), 2),),
    reason=Reason.DAMAGED,
    wish=Wish.REFUND_WALLET,
    amount=None,
    message="Two broke.",
    buyer_email="zoe@buyer.example",
)
CANCEL = replace(FORM, reason=Reason.ORDER_CANCELLATION, buyer_email="")


def test_without_an_amount_the_whole_ceiling_is_asked():
    opening = open_dispute(FORM, order_facts(), [line_facts()], **given(*ALL_SHOWN))
    assert (opening.asked, opening.ceiling) == (733, Parts(666, 67))
    assert [(claim.quantity, claim.asked, claim.ceiling) for claim in opening.claims] == [(2, 733, Parts(666, 67))]


def test_an_amount_is_shared_by_the_claimed_lines_to_the_cent():
    form = replace(FORM, chosen=(Chosen(UUID(int=1), 2), Chosen(UUID(int=2), 3)), amount=100)
    opening = open_dispute(form, order_facts(left=2202), [line_facts(1), line_facts(2)], **given(*ALL_SHOWN))
    assert [claim.asked for claim in opening.claims] == [40, 60]


def test_a_line_may_be_chosen_by_its_short_id():
    form = replace(FORM, chosen=(Chosen(100000000000000002, 1),))
    opening = preview(form, order_facts(left=2202), [line_facts(1), line_facts(2)], judge=JUDGE)
    assert [(claim.line.id, claim.quantity) for claim in opening.claims] == [(UUID(int=2), 1)]


def test_a_resend_asks_for_no_money():
    opening = open_dispute(
        replace(FORM, wish=Wish.RESEND, amount=500), order_facts(), [line_facts()], **given(*ALL_SHOWN)
    )
    assert (opening.asked, [claim.asked for claim in opening.claims]) == (0, [0])


def test_a_cancellation_before_anything_was_sent_needs_no_evidence():
    assert (
        open_dispute(
            CANCEL, order_facts(stage=Stage.PENDING, warehouse_started_at=None), [line_facts()], **given()
        ).asked
        == 733
    )


@every(st.integers(1, 733))
def test_any_amount_up_to_the_ceiling_may_be_asked(amount: int):
    opening = preview(replace(FORM, amount=amount), order_facts(), [line_facts()], judge=JUDGE)
    assert opening.asked == amount == sum(claim.asked for claim in opening.claims)


REFUSED = [
    ({"stage": Stage.CLOSED}, {}, {}, OrderClosed),
    ({"payment_state": PaymentState.UNPAID}, {}, {}, OrderUnpaid),
    ({}, {"resolved": 3}, {}, NothingLeft),
    ({}, {}, {"chosen": ()}, no.NothingChosen),
    ({}, {}, {"chosen": (Chosen(UUID(int=1), 1), Chosen(UUID(int=1), 1))}, no.ChosenTwice),
    ({}, {}, {"chosen": (Chosen(UUID(int=1), 1), Chosen(10**17 + 1, 1))}, no.ChosenTwice),
    ({}, {}, {"chosen": (Chosen(UUID(int=9), 1),)}, no.LineUnseen),
    ({}, {}, {"chosen": (Chosen(10**17 + 9, 1),)}, no.LineUnseen),
    ({}, {}, {"chosen": (Chosen(UUID(int=1), 0),)}, no.QuantityUnavailable),
    ({}, {}, {"chosen": (Chosen(UUID(int=1), 4),)}, no.QuantityUnavailable),
    ({}, {"resolved": 2}, {}, no.QuantityUnavailable),
    ({}, {}, {"reason": Reason.ORDER_CANCELLATION}, no.ReasonNotForStage),
    ({"stage": Stage.PENDING}, {}, {"reason": Reason.DAMAGED}, no.ReasonNotForStage),
    ({"stage": Stage.PENDING}, {}, {"reason": Reason.ORDER_CANCELLATION, "wish": Wish.RESEND}, no.ResendNotForReason),
    ({"charged_known": False}, {}, {}, no.ChargedUnknown),
    ({"paid_outside": True}, {}, {"wish": Wish.REFUND_ORIGINAL}, no.PaidOutside),
    ({}, {}, {"amount": 0}, no.AmountMissing),
    ({}, {}, {"amount": -5}, no.AmountMissing),
    ({"left": 0}, {}, {}, no.AmountMissing),
    ({}, {}, {"amount": 734}, no.AboveCeiling),
    ({"left": 700}, {}, {"amount": 701}, no.AboveCeiling),
    ({}, {}, {"buyer_email": "zoe"}, no.AddressMissing),
    ({}, {}, {"message": "x" * (MESSAGE_LIMIT + 1)}, no.MessageTooLong),
]


@pytest.mark.parametrize(("order", "line", "form", "refusal"), REFUSED)
def test_what_is_wrong_is_named(
    order: dict[str, object], line: dict[str, object], form: dict[str, object], refusal: type[Refusal]
):
    with pytest.raises(refusal) as refused:
        open_dispute(replace(FORM, **form), order_facts(**order), [line_facts(**line)], **given(*ALL_SHOWN))
    assert type(refused.value) is refusal


def test_a_line_in_dispute_is_named_when_another_is_still_free():
    with pytest.raises(no.LineInDispute, match="SKU-1 is already in the open dispute SH1"):
        open_dispute(FORM, order_facts(), [line_facts(1, claimed=1, dispute="SH1"), line_facts(2)], **given(*ALL_SHOWN))


def test_what_is_above_the_ceiling_is_told_in_the_orders_currency():
    with pytest.raises(no.AboveCeiling) as refused:
        open_dispute(replace(FORM, amount=800), order_facts(currency="KWD"), [line_facts()], **given(*ALL_SHOWN))
    assert refused.value.words() == "0.800 KWD is more than these items can bring back: 0.733 KWD at most."


def test_a_missing_picture_is_named():
    with pytest.raises(EvidenceMissing) as refused:
        open_dispute(FORM, order_facts(), [line_facts()], **given(Purpose.COMPLAINT, Purpose.PRODUCT))
    assert refused.value.words() == "Still missing: pictures of the parcel with its shipping label."


def test_an_order_for_no_shops_buyer_asks_for_no_address():
    form = replace(FORM, buyer_email="")
    for kind in (Kind.SAMPLE, Kind.WHOLESALE, Kind.PREORDER):
        assert (
            open_dispute(
                form, order_facts(kind=kind), [line_facts()], judge=JUDGE, evidence=(Purpose.PRODUCT, Purpose.PARCEL)
            ).asked
            == 733
        )


def test_a_parcel_said_to_be_delivered_needs_the_certificate():
    order = order_facts(tracking=Tracking.DELIVERED)
    form = replace(FORM, reason=Reason.NOT_RECEIVED)
    with pytest.raises(EvidenceMissing, match="certificate of non-delivery"):
        open_dispute(form, order, [line_facts()], **given(*ALL_SHOWN))
    assert open_dispute(form, order, [line_facts()], **given(*ALL_SHOWN, Purpose.CERTIFICATE)).asked == 733


STAGES = {
    Reason.ORDER_CANCELLATION: "pending processing",
    Reason.DELAYED: "pending processing dispatched",
    Reason.NOT_RECEIVED: "dispatched completed",
    Reason.DAMAGED: "dispatched completed",
    Reason.BAD_QUALITY: "dispatched completed",
    Reason.WRONG_PRODUCT: "dispatched completed",
    Reason.MISSING_PARTS: "dispatched completed",
    Reason.ORDER_RETURNED: "dispatched completed",
}


def test_each_reason_applies_to_its_stages_and_all_but_a_cancellation_may_ask_for_a_resend():
    assert {reason: " ".join(facts.stages) for reason, facts in REASONS.items()} == STAGES
    assert [reason for reason, facts in REASONS.items() if not facts.may_resend] == [Reason.ORDER_CANCELLATION]
