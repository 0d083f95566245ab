"""Shares are whole, and what is split by them adds up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.core.liability.shares import PLATFORM_ALONE, Bearing, Shares, shares_of
from amends.core.policies.words import Bearer

CUTS = st.lists(st.integers(0, 100), min_size=3, max_size=3).map(sorted)
SHARES = CUTS.map(
    lambda at: Shares(platform=at[0], supplier=at[1] - at[0], carrier=at[2] - at[1], merchant=100 - at[2])
)
BEARINGS = st.builds(
    Bearing, shares=SHARES, supplier=st.sampled_from(["", "Ningbo"]), carrier=st.sampled_from(["", "Yun"])
)


@given(BEARINGS, st.integers(0, 10**15))
def test_the_parts_add_up_to_the_award(bearing: Bearing, amount: int):
    borne = bearing.split(amount)
    assert borne.platform + borne.supplier + borne.carrier == amount
    assert min(borne.platform, borne.supplier, borne.carrier) >= 0


@given(BEARINGS, st.integers(0, 10**15))
def test_nobody_unknown_is_charged_and_nobody_without_a_share(bearing: Bearing, amount: int):
    for bearer in (Bearer.SUPPLIER, Bearer.CARRIER):
        if not bearing.name_of(bearer) or not bearing.shares.of(bearer):
            assert bearing.split(amount).of(bearer) == 0
    assert bearing.split(amount).of(Bearer.MERCHANT) == 0


@pytest.mark.parametrize(
    ("told", "amount", "parts"),
    [
        ({"supplier": 100}, 1001, (0, 1001, 0)),
        ({"supplier": 50, "carrier": 50}, 1, (0, 1, 0)),
        ({"platform": 50, "carrier": 50}, 1, (1, 0, 0)),
        ({"platform": 34, "supplier": 33, "carrier": 33}, 100, (34, 33, 33)),
        ({"merchant": 40, "supplier": 20, "carrier": 40}, 1000, (0, 333, 667)),
        ({"merchant": 100}, 1000, (1000, 0, 0)),
    ],
)
def test_a_known_award_is_split_into_known_parts(told: dict[str, int], amount: int, parts: tuple[int, int, int]):
    borne = Bearing(shares=Shares(**told), supplier="Ningbo", carrier="Yun").split(amount)
    assert (borne.platform, borne.supplier, borne.carrier) == parts


def test_what_falls_to_the_platform_is_said():
    bearing = Bearing(shares=Shares(supplier=60, carrier=40), carrier="Yun")
    assert (bearing.fallen, bearing.split(10).platform, bearing.split(10).carrier) == ((Bearer.SUPPLIER,), 6, 4)


@pytest.mark.parametrize("told", [{}, {"supplier": 99}, {"supplier": 101}, {"supplier": 110, "carrier": -10}])
def test_shares_that_are_not_whole_are_an_error(told: dict[str, int]):
    with pytest.raises(ValueError, match="add up to 100"):
        Shares(**told)


def test_a_clause_that_says_nothing_leaves_it_to_the_platform():
    assert shares_of(()) == PLATFORM_ALONE
    assert shares_of([(Bearer.CARRIER, 70), (Bearer.MERCHANT, 30)]) == Shares(carrier=70, merchant=30)
