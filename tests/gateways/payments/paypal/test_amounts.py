"""Amounts go to PayPal exactly, or not at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.gateways.payments.paypal.amounts import Inexpressible, minor_of, money


@pytest.mark.parametrize(
    ("minor", "currency", "text"),
    [
        (1250, "USD", "12.50"),
        (1, "EUR", "0.01"),
        (1250, "JPY", "1250"),
        (125000, "HUF", "1250"),
        (100, "TWD", "1"),
        (99999999999, "GBP", "999999999.99"),
    ],
)
def test_an_amount_is_written_by_paypals_rules(minor: int, currency: str, text: str):
    assert money(minor, currency) == {"currency_code": currency, "value": text}


@pytest.mark.parametrize(
    ("minor", "currency", "why"),
    [
        (125050, "HUF", "PayPal pays HUF in whole units only"),
        (1, "TWD", "PayPal pays TWD in whole units only"),
        (1000, "KWD", "PayPal knows no KWD"),
        (1000, "KRW", "PayPal knows no KRW"),
    ],
)
def test_what_paypal_cannot_express_is_refused(minor: int, currency: str, why: str):
    with pytest.raises(Inexpressible, match=why):
        money(minor, currency)


@pytest.mark.parametrize(
    ("value", "currency", "minor"),
    [("12.5", "USD", 1250), (".50", "USD", 50), ("-.50", "USD", -50), ("1250", "HUF", 125000), ("-7", "JPY", -7)],
)
def test_an_amount_is_read_as_paypal_may_write_it(value: str, currency: str, minor: int):
    assert minor_of({"currency_code": currency, "value": value}) == (minor, currency)


@given(st.integers(1, 10**13), st.sampled_from(["USD", "JPY", "EUR", "HUF", "TWD"]))
def test_what_was_written_is_read_back(minor: int, currency: str):
    try:
        told = money(minor, currency)
    except Inexpressible:
        assert minor % 100
    else:
        assert minor_of(told) == (minor, currency)
