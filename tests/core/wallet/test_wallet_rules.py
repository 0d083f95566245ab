"""Benefits, fees, payments and payouts: exact, in every currency's own minor units."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.core.money import AmountUnreadable
from amends.core.orders.kinds import PaymentState, Stage
from amends.core.wallet.benefits import Tier, benefit, read_tiers
from amends.core.wallet.minimums import read_minimums
from amends.core.wallet.paying import BalanceTooLow, Due, OrderNotPayable, OrderPaidAlready, Parts, plan_payment
from amends.core.wallet.payout import (
    DestinationWrong,
    HolderMissing,
    Payout,
    PayoutMethod,
    PayPalAddressWrong,
    read_payout,
)
from amends.core.wallet.percent import Percent
from amends.core.wallet.withdrawals import BelowMinimum, MoreThanWithdrawable, least_withdrawal, plan_withdrawal


def due(charged: int = 1000, **changes: object) -> Due:
    told = {"number": "A-1", "stage": Stage.PENDING, "payment_state": PaymentState.UNPAID, "charged_known": True}
    return Due(**{**told, "charged": charged, "currency": "USD", **changes})  # type: ignore[arg-type]


def test_tiers_are_read_in_each_currencys_minor_units():
    assert read_tiers("1000+15.00 USD; 500.00+5 USD;50000+500 JPY ; 100.000+0.250 KWD") == (
        Tier("JPY", 50000, 500),
        Tier("KWD", 100000, 250),
        Tier("USD", 50000, 500),
        Tier("USD", 100000, 1500),
    )
    assert read_tiers("") == ()


@pytest.mark.parametrize("text", ["1000 USD", "1000+10", "1000+10 XXX", "0+10 USD", "10+0 USD", "10+1 USD; 10+2 USD"])
def test_a_tier_that_says_something_else_is_refused(text: str):
    with pytest.raises(ValueError, match="tier"):
        read_tiers(text)
    with pytest.raises(AmountUnreadable):
        read_tiers("1000.5+10 JPY")


def test_the_highest_tier_reached_counts_in_its_own_currency():
    tiers = read_tiers("500+5 USD; 1000+15 USD")
    told = [benefit(tiers, amount=amount, currency="USD") for amount in (49_999, 50_000, 99_999, 100_000, 10**9)]
    assert told == [0, 500, 500, 1500, 1500]
    assert benefit(tiers, amount=10**9, currency="EUR") == 0


@pytest.mark.parametrize(
    ("text", "minor", "fee"),
    [("3", 1000, 30), ("3", 50, 2), ("3", 49, 1),
     ("2.5", 1020, 26), ("2.5", 1019, 25), ("0", 999, 0), ("0.125", 400, 1)],
)  # fmt: skip
def test_a_fee_is_exact_and_half_a_unit_rounds_up(text: str, minor: int, fee: int):
    assert Percent.read(text).of(minor) == fee


def test_a_percentage_reads_as_it_was_written():
    assert [str(Percent.read(text)) for text in ("3", "2.5", "0.125", "10.00", "0")] == ["3", "2.5", "0.125", "10", "0"]


@pytest.mark.parametrize("text", ["", "-1", "100", "3%", "3,5", "1e1", "٣"])
def test_what_is_no_percentage_is_refused(text: str):
    with pytest.raises(ValueError, match="percentage"):
        Percent.read(text)


@given(st.integers(0, 10**15), st.integers(0, 99), st.integers(0, 999))
def test_a_fee_is_never_more_than_half_a_unit_away_from_the_exact_share(minor: int, whole: int, thousandths: int):
    percent = Percent.read(f"{whole}.{thousandths:03}")
    exact = minor * (whole * 1000 + thousandths)  # in 1/100,000 of a minor unit
    assert -50_000 < exact - percent.of(minor) * 100_000 <= 50_000 or exact - percent.of(minor) * 100_000 == -50_000
    assert percent.of(minor) <= minor


def test_minimums_are_read_by_currency():
    assert read_minimums("10.00 USD; 1000 JPY") == {"USD": 1000, "JPY": 1000}
    with pytest.raises(ValueError, match="minimum"):
        read_minimums("10.00")


def test_bonus_pays_first_and_cash_the_rest():
    assert plan_payment(due(), bonus=300, cash=5000) == Parts(300, 700)
    assert plan_payment(due(), bonus=2000, cash=0) == Parts(1000, 0)
    assert plan_payment(due(), bonus=0, cash=1000) == Parts(0, 1000)


def test_a_balance_that_is_too_low_says_what_is_missing():
    with pytest.raises(BalanceTooLow) as caught:
        plan_payment(due(), bonus=300, cash=699)
    assert caught.value.words() == "10.00 USD is due and 9.99 USD is there; 0.01 USD is missing."


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"payment_state": PaymentState.PAID}, OrderPaidAlready),
        ({"payment_state": PaymentState.REFUNDED}, OrderPaidAlready),
        ({"stage": Stage.CLOSED}, OrderNotPayable),
        ({"charged_known": False}, OrderNotPayable),
        ({"charged": 0}, OrderNotPayable),
    ],
)
def test_what_cannot_be_paid_is_refused_whatever_the_balance(changes: dict[str, object], refusal: type[Exception]):
    with pytest.raises(refusal):
        plan_payment(due(**changes), bonus=10**9, cash=10**9)  # type: ignore[arg-type]


def test_a_withdrawal_keeps_the_fee_back():
    plan = plan_withdrawal(amount=10_050, currency="USD", cash=10_050, minimum=1000, percent=Percent.read("3"))
    assert (plan.amount, plan.fee, plan.arrives) == (10_050, 302, 9748)


def test_a_withdrawal_has_a_floor_and_a_ceiling():
    told = {"currency": "USD", "cash": 5000, "percent": Percent.read("3")}
    with pytest.raises(BelowMinimum, match=r"10\.00 USD or more"):
        plan_withdrawal(amount=999, minimum=1000, **told)  # type: ignore[arg-type]
    with pytest.raises(BelowMinimum, match=r"0\.01 USD or more"):
        plan_withdrawal(amount=-5, minimum=0, **told)  # type: ignore[arg-type]
    with pytest.raises(MoreThanWithdrawable, match=r"50\.00 USD can be"):
        plan_withdrawal(amount=5001, minimum=1000, **told)  # type: ignore[arg-type]


def test_nothing_is_withdrawn_of_which_nothing_arrives():
    assert least_withdrawal(0, Percent.read("60")) == 2
    assert least_withdrawal(0, Percent.read("3")) == 1


def test_an_iban_is_checked_and_grouped():
    read = read_payout(method="bank", holder="  Ana   Ruiz ", destination="de89370400440532013000")
    assert read == Payout(PayoutMethod.BANK, "Ana Ruiz", "DE89 3704 0044 0532 0130 00")
    with pytest.raises(DestinationWrong):
        read_payout(method="bank", holder="Ana Ruiz", destination="DE88370400440532013000")


def test_other_banks_and_paypal_are_told_in_words():
    told = "中国银行 6217 0010 1234, BKCHCNBJ"
    assert read_payout(method="bank", holder="李伟", destination=told).destination == told
    assert read_payout(method="paypal", holder="Ana", destination="ana@shop.example").method is PayoutMethod.PAYPAL


@pytest.mark.parametrize(
    ("told", "refusal"),
    [
        (("bank", " ", "DE89370400440532013000"), HolderMissing),
        (("bank", "A" * 141, "DE89370400440532013000"), HolderMissing),
        (("bank", "Ana", "my bank"), DestinationWrong),
        (("bank", "Ana", "1" * 141), DestinationWrong),
        (("paypal", "Ana", "ana at shop"), PayPalAddressWrong),
        (("paypal", "Ana", ""), PayPalAddressWrong),
    ],
)
def test_a_slip_in_the_payout_is_refused(told: tuple[str, str, str], refusal: type[Exception]):
    method, holder, destination = told
    with pytest.raises(refusal):
        read_payout(method=method, holder=holder, destination=destination)
