"""Stripe counts some currencies otherwise than ISO 4217 does; nothing is rounded on the way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.gateways.payments.stripe.amounts import AmountUnfit, from_stripe, to_stripe


@pytest.mark.parametrize(
    ("currency", "ours", "theirs"),
    [
        ("USD", 1250, 1250),
        ("JPY", 1250, 1250),
        ("ISK", 1250, 125_000),
        ("UGX", 1250, 125_000),
        ("MGA", 125_000, 1250),
        ("HUF", 125_000, 125_000),
        ("TWD", 125_000, 125_000),
        ("KWD", 1250, 1250),
        ("ISK", -7, -700),
    ],
)
def test_both_ways(currency: str, ours: int, theirs: int):
    assert (to_stripe(ours, currency), from_stripe(theirs, currency)) == (theirs, ours)


@pytest.mark.parametrize(("currency", "ours"), [("KWD", 1251), ("MGA", 1251), ("CLF", 1), ("IQD", 10), ("UYW", 10)])
def test_what_stripe_cannot_be_told(currency: str, ours: int):
    with pytest.raises(AmountUnfit):
        to_stripe(ours, currency)


@pytest.mark.parametrize(("currency", "theirs"), [("ISK", 1250), ("UGX", 1), ("ISK", -1), ("LYD", 10)])
def test_what_stripe_says_and_we_cannot(currency: str, theirs: int):
    with pytest.raises(AmountUnfit):
        from_stripe(theirs, currency)


@given(st.sampled_from("USD JPY ISK UGX MGA KWD BHD HUF XOF EUR KRW".split()), st.integers(-(10**12), 10**12))
def test_what_goes_there_comes_back_the_same(currency: str, ours: int):
    try:
        theirs = to_stripe(ours, currency)
    except AmountUnfit:
        return
    assert from_stripe(theirs, currency) == ours
