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
    assert plan_legs(Outcome.REFUND_WALLET, 700, payments(9), left=900) == [PlannedLeg(1, Method.WALLET, 700, None, "")]
    assert plan_legs(Outcome.RESEND, 0, [], left=0) == [PlannedLeg(1, Method.RESEND, 0, None, "")]


def test_the_original_way_goes_back_to_each_payment_in_turn():
    assert plan_legs(Outcome.REFUND_ORIGINAL, 700, payments(500, 0, 300, 100), left=900) == [
        PlannedLeg(1, Method.ORIGINAL, 500, UUID(int=1), "sandbox"),
        PlannedLeg(2, Method.ORIGINAL, 200, UUID(int=3), "sandbox"),
    ]


@given(st.lists(st.integers(0, 10**9), max_size=6), st.integers(1, 10**10))
def test_legs_add_up_to_the_refund_and_none_exceeds_its_payment(left: list[int], amount: int):
    if amount > sum(left):
        with pytest.raises(PaymentsTooSmall) as refused:
            plan_legs(Outcome.REFUND_ORIGINAL, amount, payments(*left), left=amount)
        assert refused.value.facts == {"left": sum(left)}
        return
    legs = plan_legs(Outcome.REFUND_ORIGINAL, amount, payments(*left), left=sum(left))
    by_payment = {one.id: one.left for one in payments(*left)}
    assert sum(leg.amount for leg in legs) == amount
    assert [leg.number for leg in legs] == list(range(1, len(legs) + 1))
    assert all(leg.payment_id and 0 < leg.amount <= by_payment.pop(leg.payment_id) for leg in legs)


def paid(money: int, bonus: int) -> list[PaymentLeft]:
    """An order paid from the balance: what is left of its money and of its bonus."""
    return [PaymentLeft(UUID(int=1), "wallet", money), PaymentLeft(UUID(int=2), "bonus", bonus)]


def test_money_and_bonus_are_two_legs_and_each_returns_to_where_it_came_from():
    assert plan_legs(Outcome.REFUND_ORIGINAL, 500, paid(700, 300), left=1000) == [
        PlannedLeg(1, Method.WALLET, 350, UUID(int=1), "wallet"),
        PlannedLeg(2, Method.WALLET, 150, UUID(int=2), "bonus"),
    ]
    assert plan_legs(Outcome.REFUND_WALLET, 500, paid(700, 300), left=1000) == [
        PlannedLeg(1, Method.WALLET, 350, None, ""),
        PlannedLeg(2, Method.WALLET, 150, UUID(int=2), "bonus"),
    ]
    assert plan_legs(Outcome.REFUND_WALLET, 300, paid(0, 300), left=300) == [
        PlannedLeg(1, Method.WALLET, 300, UUID(int=2), "bonus"),
    ]


@given(st.integers(0, 10**6), st.integers(0, 10**6), st.lists(st.integers(1, 10**6), max_size=8))
def test_bonus_never_becomes_money_in_however_many_refunds(money: int, bonus: int, asked: list[int]):
    whole, back = (money, bonus), [0, 0]
    for amount in asked:
        left = money + bonus
        if amount > left:
            continue
        legs = plan_legs(Outcome.REFUND_WALLET, amount, paid(money, bonus), left=left)
        as_bonus = sum(leg.amount for leg in legs if leg.provider == "bonus")
        assert sum(leg.amount for leg in legs) == amount
        money, bonus = money - (amount - as_bonus), bonus - as_bonus
        back = [back[0] + amount - as_bonus, back[1] + as_bonus]
        assert money >= 0
        assert bonus >= 0
    assert (back[0] + money, back[1] + bonus) == whole


def test_a_rejection_has_no_legs():
    with pytest.raises(ValueError, match="no legs"):
        plan_legs(Outcome.REJECT, 0, [], left=0)


MOVES = {
    "planned": "calling closed failed succeeded",
    "calling": "failed pending succeeded unknown",
    "unknown": "failed pending succeeded unknown",
    "pending": "failed pending succeeded",
    "failed": "closed pending succeeded",
    "succeeded": "failed",
    "closed": "pending succeeded",
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
        ("closed", True),
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
