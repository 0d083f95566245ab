"""An amount that was decided comes to exactly that, line by line and part by part."""

from dataclasses import astuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.core.decisions.award import REJECT_TITLES, Outcome, RejectReason, award_refund, award_resend, outcome_of
from amends.core.disputes.reasons import Wish
from amends.core.disputes.refusals import AboveCeiling, AmountMissing
from amends.core.orders.claimable import LineFacts, ceiling
from amends.core.orders.parts import Parts
from tests.makers.facts import line_facts, order_facts

PART = st.integers(0, 10**9)


@st.composite
def claims(draw: st.DrawFn) -> list[tuple[LineFacts, int]]:
    """One to five claimed lines, some of their money gone before."""
    pairs = []
    for at in range(1, draw(st.integers(1, 5)) + 1):
        quantity = draw(st.integers(1, 9))
        charged = Parts(draw(PART), draw(PART), draw(PART), draw(PART))
        resolved = draw(st.integers(0, quantity - 1))
        refunded = draw(st.integers(0, charged.total))
        line = line_facts(
            at, quantity=quantity, money_units=quantity, resolved=resolved, charged=charged, refunded=refunded
        )
        pairs.append((line, draw(st.integers(1, quantity - resolved))))
    return pairs


@given(claims(), st.integers(0, 10**11), st.data())
def test_awards_add_up_to_the_amount_and_stay_below_each_lines_ceiling(
    claimed: list[tuple[LineFacts, int]], left: int, data: st.DataObject
):
    order = order_facts(left=left)
    top = ceiling(order, claimed).total
    if top == 0:
        return
    amount = data.draw(st.integers(1, top))
    awards = award_refund(order, claimed, amount)
    assert sum(award.parts.total for award in awards) == amount
    for award, (line, quantity) in zip(awards, claimed, strict=True):
        most = line.ceiling(quantity)
        assert (award.line, award.quantity) == (line, quantity)
        assert all(part <= limit for part, limit in zip(astuple(award.parts), astuple(most), strict=True))


@given(claims(), st.integers(0, 10**11))
def test_a_cent_above_the_ceiling_is_refused(claimed: list[tuple[LineFacts, int]], left: int):
    order = order_facts(left=left)
    with pytest.raises(AboveCeiling):
        award_refund(order, claimed, ceiling(order, claimed).total + 1)


@pytest.mark.parametrize("amount", [0, -1])
def test_an_award_of_nothing_is_refused(amount: int):
    with pytest.raises(AmountMissing, match=r"up to 11\.01 USD"):
        award_refund(order_facts(), [(line_facts(), 3)], amount)


def test_half_of_a_mug_comes_from_goods_and_shipping_alike():
    (award,) = award_refund(order_facts(), [(line_facts(), 1)], 183)
    assert award.parts == Parts(goods=167, shipping=16)


def test_a_resend_awards_units_and_no_money():
    (award,) = award_resend([(line_facts(), 2)])
    assert (award.quantity, award.parts) == (2, Parts())


def test_every_wish_has_the_outcome_that_grants_it_and_every_reason_to_reject_its_words():
    assert [outcome_of(wish) for wish in Wish] == [Outcome.REFUND_WALLET, Outcome.REFUND_ORIGINAL, Outcome.RESEND]
    assert set(REJECT_TITLES) == set(RejectReason)
