"""Splitting loses nothing, whatever the amount, the weights and the steps."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.core.money import CurrencyMismatch, Money, share, split

AMOUNTS = st.integers(0, 10**15)
WEIGHTS = st.lists(st.integers(0, 10**12), min_size=1, max_size=12)


@given(AMOUNTS, WEIGHTS)
def test_the_parts_add_up_to_the_whole(amount: int, weights: list[int]):
    assert sum(split(amount, weights)) == amount


@given(AMOUNTS, WEIGHTS.filter(any))
def test_no_part_is_off_its_exact_share_by_a_whole_unit(amount: int, weights: list[int]):
    total = sum(weights)
    for part, weight in zip(split(amount, weights), weights, strict=True):
        assert abs(part - Fraction(amount * weight, total)) < 1


@given(AMOUNTS, WEIGHTS.filter(any))
def test_what_weighs_nothing_gets_nothing(amount: int, weights: list[int]):
    assert all(part == 0 for part, weight in zip(split(amount, weights), weights, strict=True) if weight == 0)


@pytest.mark.parametrize(
    ("amount", "weights", "parts"),
    [
        (100, [1, 1, 1], [34, 33, 33]),
        (101, [1, 1, 1], [34, 34, 33]),
        (401, [1500, 500], [301, 100]),
        (3, [1500, 500], [2, 1]),
        (5, [0, 0], [5, 0]),
        (0, [7, 7], [0, 0]),
        (1, [3, 5, 2], [0, 1, 0]),
    ],
)
def test_a_known_amount_splits_into_known_parts(amount: int, weights: list[int], parts: list[int]):
    assert split(amount, weights) == parts


@pytest.mark.parametrize(("amount", "weights"), [(1, []), (-1, [1]), (1, [1, -1])])
def test_what_cannot_be_split_is_an_error(amount: int, weights: list[int]):
    with pytest.raises(ValueError, match="split needs"):
        split(amount, weights)


@given(AMOUNTS, st.lists(st.integers(0, 1000), min_size=1, max_size=12).filter(any))
def test_taking_units_in_any_steps_adds_up_to_the_whole(amount: int, steps: list[int]):
    whole, before, taken = sum(steps), 0, 0
    for step in steps:
        taken += share(amount, whole=whole, before=before, taken=step)
        before += step
    assert taken == amount


@given(AMOUNTS, st.integers(1, 1000), st.data())
def test_no_step_is_off_its_exact_share_by_a_whole_unit(amount: int, whole: int, data: st.DataObject):
    before = data.draw(st.integers(0, whole))
    taken = data.draw(st.integers(0, whole - before))
    assert abs(share(amount, whole=whole, before=before, taken=taken) - Fraction(amount * taken, whole)) < 1


def test_ten_for_three_goes_three_three_and_four():
    assert [share(10, whole=3, before=at, taken=1) for at in range(3)] == [3, 3, 4]


@pytest.mark.parametrize(("whole", "before", "taken"), [(3, 2, 2), (3, -1, 1), (3, 0, -1), (0, 0, 0)])
def test_more_than_the_whole_cannot_be_taken(whole: int, before: int, taken: int):
    with pytest.raises(ValueError, match="share needs"):
        share(10, whole=whole, before=before, taken=taken)


def test_two_currencies_never_meet_in_a_sum():
    assert Money(5, "USD") + Money(7, "USD") - Money(2, "USD") == Money(10, "USD")
    for meet in (Money.__add__, Money.__sub__):
        with pytest.raises(CurrencyMismatch):
            meet(Money(5, "USD"), Money(7, "EUR"))
