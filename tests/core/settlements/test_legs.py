"""Legs are planned before any call, and move only as their table says."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.core.decisions.award import Outcome
from amends.core.settlements.legs import (
    LEG_MOVES,
    LegMoveNotAllowed,
    LegState,
    Method,
    PaymentLeft,
    PaymentsTooSmall,
    PlannedLeg,
    check_leg_move,
    is_finished,
    plan_legs,
)


def payments(*left: int) -> list[PaymentLeft]:
    """Payments with this much left each."""
    return [PaymentLeft(UUID(int=at), "sandbox", amount) for at, amount in enumerate(left, start=1)]


def test_the_wallet_and_a_resend_are_one_leg_each():
    assert plan_legs(Outcome.REFUND_WALLET, 700, payments(9)) == [PlannedLeg(1, Method.WALLET, 700, None, "")]
    assert plan_legs(Outcome.RESEND, 0, []) == [PlannedLeg(1, Method.RESEND, 0, None, "")]


def test_the_original_way_goes_back_to_each_payment_in_turn():
    assert plan_legs(Outcome.REFUND_ORIGINAL, 700, payments(500, 0, 300, 100)) == [
        PlannedLeg(1, Method.ORIGINAL, 500, UUID(int=1), "sandbox"),
        PlannedLeg(2, Method.ORIGINAL, 200, UUID(int=3), "sandbox"),
    ]


@given(st.lists(st.integers(0, 10**9), max_size=6), st.integers(1, 10**10))
def test_legs_add_up_to_the_refund_and_none_exceeds_its_payment(left: list[int], amount: int):
    if amount > sum(left):
        with pytest.raises(PaymentsTooSmall) as refused:
            plan_legs(Outcome.REFUND_ORIGINAL, amount, payments(*left))
        assert refused.value.facts == {"left": sum(left)}
        return
    legs = plan_legs(Outcome.REFUND_ORIGINAL, amount, payments(*left))
    by_payment = {one.id: one.left for one in payments(*left)}
    assert sum(leg.amount for leg in legs) == amount
    assert [leg.number for leg in legs] == list(range(1, len(legs) + 1))
    assert all(leg.payment_id and 0 < leg.amount <= by_payment.pop(leg.payment_id) for leg in legs)


def test_a_rejection_has_no_legs():
    with pytest.raises(ValueError, match="no legs"):
        plan_legs(Outcome.REJECT, 0, [])


MOVES = {
    "planned": "calling succeeded",
    "calling": "failed pending succeeded unknown",
    "unknown": "failed pending succeeded unknown",
    "pending": "failed pending succeeded unknown",
    "failed": "closed",
    "succeeded": "",
    "closed": "",
}


def test_the_table_of_a_legs_states():
    assert {state.value: " ".join(sorted(targets)) for state, targets in LEG_MOVES.items()} == MOVES


@pytest.mark.parametrize("target", LegState)
@pytest.mark.parametrize("state", LegState)
def test_a_leg_moves_as_the_table_says_or_not_at_all(state: LegState, target: LegState):
    if target.value in MOVES[state.value].split():
        check_leg_move(state, target)
        return
    with pytest.raises(LegMoveNotAllowed) as refused:
        check_leg_move(state, target)
    assert refused.value.facts == {"state": state.value, "target": target.value}


@pytest.mark.parametrize(
    ("states", "finished"),
    [
        ("succeeded", True),
        ("succeeded succeeded", True),
        ("closed succeeded", True),
        ("closed", False),
        ("", False),
        ("succeeded planned", False),
        ("succeeded calling", False),
        ("succeeded unknown", False),
        ("succeeded pending", False),
        ("succeeded failed", False),
    ],
)
def test_a_settlement_is_finished_when_all_is_paid(states: str, finished: bool):
    assert is_finished([LegState(state) for state in states.split()]) is finished
