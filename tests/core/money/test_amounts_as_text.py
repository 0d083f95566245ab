"""Amounts as people write them, in currencies of every exponent."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.core.money import AmountUnreadable, exponent, format_minor, is_currency, parse_minor

CURRENCIES = st.sampled_from(["JPY", "USD", "EUR", "KWD", "CLF"])


@given(st.integers(-(10**14), 10**14), CURRENCIES)
def test_what_is_written_is_read_back(minor: int, currency: str):
    assert parse_minor(format_minor(minor, currency), currency) == minor


@pytest.mark.parametrize(
    ("minor", "currency", "text"),
    [
        (1250, "USD", "12.50"),
        (5, "USD", "0.05"),
        (-5, "USD", "-0.05"),
        (0, "USD", "0.00"),
        (1250, "JPY", "1250"),
        (-1, "JPY", "-1"),
        (1250, "KWD", "1.250"),
        (1, "CLF", "0.0001"),
    ],
)
def test_an_amount_is_written_with_its_currencys_decimals(minor: int, currency: str, text: str):
    assert format_minor(minor, currency) == text


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [("12.5", "USD", 1250), (" 12 ", "USD", 1200), ("12.500", "USD", 1250), ("7.00", "JPY", 7), ("-0.5", "KWD", -500)],
)
def test_fewer_decimals_and_trailing_zeros_are_forgiven(text: str, currency: str, minor: int):
    assert parse_minor(text, currency) == minor


@pytest.mark.parametrize(
    "text", ["", ".", "12.", ".5", "12,50", "1 000", "12.505", "1e3", "١٢", "--1", "+1", "9" * 16, "nan", "0x10"]
)
def test_what_is_not_an_amount_is_refused_with_an_example(text: str):
    with pytest.raises(AmountUnreadable) as refused:
        parse_minor(text, "USD")
    assert refused.value.facts == {"text": text, "currency": "USD"}
    assert refused.value.said == {"text": text, "currency": "USD", "example": "12.50"}


def test_a_cent_of_a_yen_is_refused():
    with pytest.raises(AmountUnreadable, match="write it like 1250"):
        parse_minor("7.5", "JPY")


@pytest.mark.parametrize(("currency", "places"), [("JPY", 0), ("USD", 2), ("KWD", 3), ("CLF", 4), ("ISK", 0)])
def test_each_currency_has_its_own_minor_unit(currency: str, places: int):
    assert (is_currency(currency), exponent(currency)) == (True, places)


@pytest.mark.parametrize("code", ["usd", "", "XXX", "US"])
def test_an_unknown_code_is_no_currency(code: str):
    assert not is_currency(code)
