"""Double entry: what leaves one account arrives in another, and a reversal leaves nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.core.ledger.posting import Posting, balances, reverse
from amends.core.money import Money

ACCOUNTS = st.sampled_from(["wallet", "after sales", "clearing"])
POSTINGS = st.lists(
    st.builds(
        lambda pair, minor, currency: Posting(*pair, Money(minor, currency)),
        st.lists(ACCOUNTS, min_size=2, max_size=2, unique=True),
        st.integers(1, 10**12),
        st.sampled_from(["USD", "JPY"]),
    ),
    max_size=20,
)


@given(POSTINGS)
def test_over_all_accounts_each_currency_adds_up_to_zero(postings: list[Posting[str]]):
    held = balances(postings)
    for currency in ("USD", "JPY"):
        assert sum(by_currency.get(currency, 0) for by_currency in held.values()) == 0


@given(POSTINGS)
def test_a_reversal_leaves_every_account_as_it_was(postings: list[Posting[str]]):
    after = balances([*postings, *reverse(postings)])
    assert all(minor == 0 for by_currency in after.values() for minor in by_currency.values())


def test_a_refund_moves_money_from_after_sales_to_the_wallet():
    refund = Posting("after sales", "wallet", Money(700, "USD"))
    assert balances([refund]) == {"after sales": {"USD": -700}, "wallet": {"USD": 700}}
    assert reverse([refund]) == [Posting("wallet", "after sales", Money(700, "USD"))]


@pytest.mark.parametrize(("source", "destination", "minor"), [("a", "b", 0), ("a", "b", -1), ("a", "a", 1)])
def test_a_posting_moves_something_somewhere(source: str, destination: str, minor: int):
    with pytest.raises(ValueError, match="a posting moves"):
        Posting(source, destination, Money(minor, "USD"))
