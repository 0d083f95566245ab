"""A dispute stands where its status and its money say, whatever the event is called and in whatever order it comes."""

import json
from datetime import timedelta
from typing import Any

import pytest

from amends.core.external_claims.words import ExternalKind, ExternalState
from amends.gateways.payments.paypal.claims import claim_told
from amends.usecases.external_claims.record_external_claim import Moved, RecordExternalClaim
from tests.makers.incoming import NOW
from tests.makers.paypal import PayPal

WON, LOST, CLOSED = ExternalState.WON, ExternalState.LOST, ExternalState.CLOSED


def claims(at: PayPal) -> list[RecordExternalClaim]:
    """What every event about a dispute tells, as sent."""
    told = [at.gateway.read(sent.body) for sent in at.house.sent if sent.kind.startswith("CUSTOMER.DISPUTE")]
    return [claim for (claim,) in told if isinstance(claim, RecordExternalClaim)]


def dispute(**changes: Any) -> dict[str, Any]:
    """A dispute as PayPal shows it."""
    told = {
        "dispute_id": "PP-D-1",
        "create_time": "2026-11-23T12:00:00.000Z",
        "update_time": "2026-11-23T12:00:00.000Z",
        "disputed_transactions": [{"seller_transaction_id": "2C1", "reference_id": "PARTNER-1"}],
        "reason": "UNAUTHORISED",
        "status": "UNDER_REVIEW",
        "dispute_amount": {"currency_code": "USD", "value": "10.00"},
        "dispute_life_cycle_stage": "CHARGEBACK",
        "dispute_channel": "INTERNAL",
    }
    return {**told, **changes}


def move(kind: str, value: str, *, party: str = "SELLER", reason: str = "DISPUTE_SETTLEMENT") -> dict[str, Any]:
    return {
        "affected_party": party,
        "amount": {"currency_code": "USD", "value": value},
        "initiated_time": "2026-11-23T12:00:00.000Z",
        "type": kind,
        "reason": reason,
    }


def test_a_life_from_inquiry_to_payout(at: PayPal):
    capture = at.house.paid("10.00")
    made = at.house.dispute(capture, "7.50")
    at.time.passes(days=3)
    at.house.escalate(made)
    at.time.passes(days=9)
    at.house.resolve(made, "RESOLVED_WITH_PAYOUT", gives_back=True, fee="20.00")
    inquiry, claim, end = claims(at)
    assert inquiry == RecordExternalClaim(
        provider="paypal",
        ref=made.id,
        payment_refs=(capture.id,),
        kind=ExternalKind.INQUIRY,
        state=ExternalState.NEEDS_RESPONSE,
        reason="MERCHANDISE_OR_SERVICE_NOT_RECEIVED",
        amount=750,
        currency="USD",
        respond_by=NOW + timedelta(days=10),
        opened_at=NOW,
        told_at=NOW,
    )
    taken = Moved(
        ref=f"{made.id}/DEBIT/DISPUTE_SETTLEMENT/2026-11-26T12:00:00Z/7.50",
        amount=-750,
        fee=0,
        currency="USD",
        at=NOW + timedelta(days=3),
    )
    assert (claim.kind, claim.state, claim.moved) == (
        ExternalKind.CHARGEBACK,
        ExternalState.UNDER_REVIEW,
        (taken,),
    )
    assert (end.state, end.told_at, end.respond_by) == (WON, NOW + timedelta(days=12), None)
    assert [(one.amount, one.fee) for one in end.moved] == [(-750, 0), (0, 2000), (750, 0)]
    assert end.moved[0] == taken


@pytest.mark.parametrize(
    ("outcome", "moves", "state"),
    [
        ("RESOLVED_SELLER_FAVOUR", [move("DEBIT", "10.00"), move("CREDIT", "10.00")], WON),
        ("RESOLVED_SELLER_FAVOUR", [], WON),
        ("RESOLVED_BUYER_FAVOUR", [move("DEBIT", "10.00")], LOST),
        ("RESOLVED_BUYER_FAVOUR", [], LOST),
        ("RESOLVED_BUYER_FAVOUR", [move("DEBIT", "10.00"), move("CREDIT", "10.00")], WON),
        ("RESOLVED_BUYER_FAVOUR", [move("DEBIT", "10.00"), move("CREDIT", "4.00")], LOST),
        ("RESOLVED_BUYER_FAVOUR", [move("DEBIT", "10.00", party="PAYMENT_PROCESSOR")], WON),
        ("RESOLVED_WITH_PAYOUT", [], WON),
        ("RESOLVED_WITH_PAYOUT", [move("DEBIT", "10.00")], LOST),
        ("RESOLVED_WITH_PAYOUT", [move("DEBIT", "20.00", reason="CHARGEBACK_FEE")], WON),
        ("ACCEPTED", [move("DEBIT", "10.00")], LOST),
        ("ACCEPTED", [], LOST),
        ("DENIED", [], WON),
        ("CANCELED_BY_BUYER", [move("DEBIT", "10.00"), move("CREDIT", "10.00")], CLOSED),
        ("NONE", [], CLOSED),
    ],
)
def test_who_paid_says_who_lost(outcome: str, moves: list[dict[str, Any]], state: ExternalState):
    ended = dispute(status="RESOLVED", dispute_outcome={"outcome_code": outcome}, money_movements=moves)
    assert claim_told(ended).state is state


@pytest.mark.parametrize(
    ("status", "state"),
    [
        ("OPEN", ExternalState.NEEDS_RESPONSE),
        ("WAITING_FOR_SELLER_RESPONSE", ExternalState.NEEDS_RESPONSE),
        ("WAITING_FOR_BUYER_RESPONSE", ExternalState.UNDER_REVIEW),
        ("UNDER_REVIEW", ExternalState.UNDER_REVIEW),
        ("OTHER", ExternalState.UNDER_REVIEW),
        ("SOMETHING_NEW", ExternalState.UNDER_REVIEW),
        ("RESOLVED", CLOSED),
    ],
)
def test_where_it_stands(status: str, state: ExternalState):
    assert claim_told(dispute(status=status)).state is state


@pytest.mark.parametrize(
    ("stage", "channel", "kind"),
    [
        ("INQUIRY", "INTERNAL", ExternalKind.INQUIRY),
        ("CHARGEBACK", "EXTERNAL", ExternalKind.CHARGEBACK),
        ("PRE_ARBITRATION", "EXTERNAL", ExternalKind.CHARGEBACK),
        ("ARBITRATION", "EXTERNAL", ExternalKind.CHARGEBACK),
        ("INQUIRY", "ALERT", ExternalKind.EARLY_WARNING),
        ("SOMETHING_NEW", "INTERNAL", ExternalKind.CHARGEBACK),
    ],
)
def test_what_it_is(stage: str, channel: str, kind: ExternalKind):
    assert claim_told(dispute(dispute_life_cycle_stage=stage, dispute_channel=channel)).kind is kind


@pytest.mark.parametrize(
    ("stage", "channel", "moves", "outcome", "kind"),
    [
        ("INQUIRY", "ALERT", [move("DEBIT", "10.00")], "ACCEPTED", ExternalKind.CHARGEBACK),
        ("CHARGEBACK", "ALERT", [move("DEBIT", "4.00")], "RESOLVED_BUYER_FAVOUR", ExternalKind.CHARGEBACK),
        ("INQUIRY", "ALERT", [], "RESOLVED_BUYER_FAVOUR", ExternalKind.CHARGEBACK),
        ("INQUIRY", "ALERT", [], "NONE", ExternalKind.EARLY_WARNING),
        ("INQUIRY", "ALERT", [move("DEBIT", "20.00", reason="DISPUTE_FEE")], "NONE", ExternalKind.EARLY_WARNING),
        ("INQUIRY", "INTERNAL", [move("DEBIT", "10.00")], "ACCEPTED", ExternalKind.CHARGEBACK),
        ("INQUIRY", "INTERNAL", [], "CANCELED_BY_BUYER", ExternalKind.INQUIRY),
    ],
)
def test_a_warning_or_an_inquiry_that_took_money_is_neither(
    stage: str, channel: str, moves: list[dict[str, Any]], outcome: str, kind: ExternalKind
):
    ended = {"status": "RESOLVED", "dispute_outcome": {"outcome_code": outcome}, "money_movements": moves}
    assert claim_told(dispute(dispute_life_cycle_stage=stage, dispute_channel=channel, **ended)).kind is kind


@pytest.mark.parametrize(
    ("outcome", "refunded", "moves", "amount"),
    [
        ("RESOLVED_BUYER_FAVOUR", "4.00", [], 400),
        ("ACCEPTED", "4.00", [move("DEBIT", "20.00", reason="DISPUTE_FEE")], 400),
        ("RESOLVED_BUYER_FAVOUR", "0.00", [], 1000),
        ("RESOLVED_BUYER_FAVOUR", "4.00", [move("DEBIT", "10.00"), move("CREDIT", "6.00")], 1000),
        ("RESOLVED_SELLER_FAVOUR", "4.00", [], 1000),
    ],
)
def test_a_claim_lost_in_part_is_about_what_the_buyer_was_given_where_no_movement_says_it(
    outcome: str, refunded: str, moves: list[dict[str, Any]], amount: int
):
    told = {"outcome_code": outcome, "amount_refunded": {"currency_code": "USD", "value": refunded}}
    claim = claim_told(dispute(status="RESOLVED", dispute_outcome=told, money_movements=moves))
    assert (claim.amount, claim.currency) == (amount, "USD")


def test_only_our_own_money_is_told_and_two_movements_alike_are_two():
    moves = [move("DEBIT", "5.00"), move("DEBIT", "5.00"), move("CREDIT", "10.00", party="BUYER")]
    moved = claim_told(dispute(money_movements=moves)).moved
    assert [one.amount for one in moved] == [-500, -500]
    assert [one.ref.rpartition("Z/")[2] for one in moved] == ["5.00", "5.00/2"]
    assert claim_told(dispute(money_movements=moves)).moved == moved


def test_all_names_of_the_payment_are_told_once():
    twice = [{"seller_transaction_id": "2C1"}, {"seller_transaction_id": "2C1"}, {"seller_transaction_id": "2C2"}]
    assert claim_told(dispute()).payment_refs == ("2C1", "PARTNER-1")
    assert claim_told(dispute(disputed_transactions=twice)).payment_refs == ("2C1", "2C2")


def test_what_an_event_leaves_out_is_asked_for_and_an_end_always(at: PayPal):
    made = at.house.dispute(at.house.paid("10.00"), "10.00", stage="CHARGEBACK")
    body = json.loads(at.house.sent[-1].body)
    (whole,) = claims(at)
    assert at.asked("GET", "/v1/customer/disputes/") == []
    for lacking in ("dispute_life_cycle_stage", "disputed_transactions", "dispute_amount"):
        resource = {name: value for name, value in body["resource"].items() if name != lacking}
        assert at.gateway.read(json.dumps({**body, "resource": resource}).encode()) == [whole]
    assert len(at.asked("GET", f"/v1/customer/disputes/{made.id}")) == 3
    at.house.resolve(made, "RESOLVED_BUYER_FAVOUR")
    assert claims(at)[-1].state is LOST
    assert len(at.asked("GET", f"/v1/customer/disputes/{made.id}")) == 4


def test_late_and_twice_the_news_says_when_it_was_true(at: PayPal):
    """Whoever keeps claims goes by `told_at`: an old event tells its old moment, the same event the same ask."""
    made = at.house.dispute(at.house.paid("10.00"), "10.00")
    at.time.passes(days=1)
    at.house.escalate(made)
    first, second = claims(at)
    assert (first.told_at, second.told_at) == (NOW, NOW + timedelta(days=1))
    assert claims(at) == [first, second]
