"""How much of an order can still be disputed, and up to which amount."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.core.orders.claimable import (
    LineFacts,
    NothingLeft,
    OrderClosed,
    OrderUnpaid,
    ceiling,
    why_not_disputable,
)
from amends.core.orders.kinds import PaymentState, Stage
from amends.core.orders.parts import Parts
from amends.core.refusals import Refusal
from tests.makers.facts import line_facts, order_facts

PART = st.integers(0, 10**9)


@st.composite
def lines(draw: st.DrawFn, at: int = 1) -> LineFacts:
    """Any line that the database would let stand."""
    quantity = draw(st.integers(1, 40))
    charged = Parts(draw(PART), draw(PART), draw(PART), draw(PART))
    refunded = draw(st.integers(0, charged.total))
    return line_facts(
        at,
        quantity=quantity,
        resolved=draw(st.integers(0, quantity)),
        charged=charged,
        refunded=refunded,
        reserved=draw(st.integers(0, charged.total - refunded)),
        money_units=quantity,
    )


@given(lines(), st.data())
def test_a_line_never_brings_back_more_than_it_has_left(line: LineFacts, data: st.DataObject):
    most = line.ceiling(data.draw(st.integers(0, line.claimable)))
    assert 0 <= most.total <= line.charged.total - line.refunded - line.reserved


@given(st.lists(st.integers(1, 40), min_size=1, max_size=4), st.integers(0, 10**9), st.data())
def test_an_order_never_brings_back_more_than_it_has_left(units: list[int], left: int, data: st.DataObject):
    chosen = [(data.draw(lines(at)), 0) for at in range(1, len(units) + 1)]
    chosen = [(line, data.draw(st.integers(0, line.claimable))) for line, _ in chosen]
    assert ceiling(order_facts(left=left), chosen).total <= left


@given(lines(), st.integers(1, 6))
def test_a_resend_never_brings_back_more_than_its_origin_has_left(origin: LineFacts, units: int):
    again = line_facts(
        2,
        quantity=min(units, origin.quantity),
        charged=origin.charged,
        refunded=origin.refunded,
        reserved=origin.reserved,
        money_units=origin.quantity,
        is_resend=True,
        money_line_id=UUID(int=1),
    )
    assert again.ceiling(again.quantity).total <= origin.charged.total - origin.refunded - origin.reserved


def test_one_of_three_mugs_brings_back_its_share_and_the_last_one_the_rest():
    mugs = line_facts()
    assert mugs.ceiling(1) == Parts(333, 33)
    assert line_facts(resolved=1, refunded=366).ceiling(1) == Parts(333, 34)
    assert line_facts(resolved=2, refunded=733).ceiling(1) == Parts(334, 34)


def test_a_line_in_an_open_dispute_cannot_be_disputed_again():
    assert (line_facts().claimable, line_facts(claimed=1).claimable, line_facts(resolved=2).claimable) == (3, 0, 1)


def test_without_a_known_charge_nothing_comes_back():
    assert ceiling(order_facts(charged_known=False), [(line_facts(), 3)]) == Parts()


@pytest.mark.parametrize(
    ("order", "line", "refusal"),
    [
        ({"stage": Stage.CLOSED}, {}, OrderClosed),
        ({"payment_state": PaymentState.UNPAID}, {}, OrderUnpaid),
        ({}, {"claimed": 1}, NothingLeft),
        ({}, {"resolved": 3}, NothingLeft),
        ({}, {"resolved": 2}, None),
        ({"payment_state": PaymentState.REFUNDED}, {}, None),
    ],
)
def test_the_page_says_why_an_order_cannot_be_disputed(
    order: dict[str, object], line: dict[str, object], refusal: type[Refusal] | None
):
    assert type(why_not_disputable(order_facts(**order), [line_facts(**line)])) is (refusal or type(None))
