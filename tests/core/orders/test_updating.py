from dataclasses import replace
from uuid import UUID

import pytest

from amends.core.orders.intake import take_in
from amends.core.orders.parts import Parts
from amends.core.orders.refusals import BelowClaimed, ChargeBelowClaimed, ChargeMissing
from amends.core.orders.updating import LineChange, StandingLine, plan_lines
from tests.makers.incoming import LAMP, MUGS, NOW, ORDER

MUGS_STAND = StandingLine(
    id=UUID(int=1),
    sku="mug-01",
    name="Enamel mug",
    quantity=3,
    charged=Parts(1500, 301, 75, 2),
    least_units=0,
    least_charge=0,
    disputes=(),
)
LAMP_STANDS = replace(MUGS_STAND, id=UUID(int=2), sku="LAMP-7", quantity=1, charged=Parts(500, 100, 25, 1))


def plan(*lines, standing=(MUGS_STAND, LAMP_STANDS), known=True):
    told = take_in(replace(ORDER, lines=lines), reserved_prefix="SH", now=NOW)
    return plan_lines(told, standing, charged_known=known)


def test_lines_are_the_same_by_sku_whatever_their_place():
    assert plan(LAMP, MUGS) == [
        LineChange(MUGS_STAND, MUGS, Parts(1500, 301, 75, 2)),
        LineChange(LAMP_STANDS, LAMP, Parts(500, 100, 25, 1)),
    ]


def test_lines_come_and_go():
    vase = replace(LAMP, sku="VASE")
    changes = plan(MUGS, vase)
    assert [(c.standing, c.told) for c in changes] == [(MUGS_STAND, MUGS), (LAMP_STANDS, None), (None, vase)]


def test_repeated_skus_are_told_apart_by_their_occurrence():
    second = replace(MUGS_STAND, id=UUID(int=3))
    more = replace(MUGS, quantity=5, goods=2500)
    changes = plan(MUGS, more, standing=(MUGS_STAND, second))
    assert [(c.standing, c.told) for c in changes] == [(MUGS_STAND, MUGS), (second, more)]


def test_lines_without_a_sku_are_told_apart_by_name():
    bare = replace(MUGS, sku="")
    stands = replace(MUGS_STAND, sku="", name="ENAMEL MUG")
    assert [(c.standing, c.told) for c in plan(bare, standing=(stands,))] == [(stands, bare)]


@pytest.mark.parametrize(
    ("least_units", "lines", "least"), [(2, [replace(MUGS, quantity=1), LAMP], 2), (2, [LAMP], 2), (0, [LAMP], 1)]
)
def test_a_line_does_not_go_below_the_units_that_disputes_claim(least_units, lines, least):
    stands = replace(MUGS_STAND, disputes=("SH1", "SH2"), least_units=least_units)
    with pytest.raises(BelowClaimed) as refused:
        plan(*lines, standing=(stands, LAMP_STANDS))
    assert refused.value.facts == {"number": "A-1001", "line": "mug-01", "least": least, "disputes": ["SH1", "SH2"]}


def test_a_charge_does_not_go_below_what_disputes_claim():
    stands = replace(MUGS_STAND, disputes=("SH1",), least_charge=1443)
    with pytest.raises(ChargeBelowClaimed) as refused:
        plan(replace(MUGS, quantity=2, goods=1096), LAMP, standing=(stands, LAMP_STANDS))
    assert refused.value.words() == ("Order A-1001: the charge for mug-01 cannot go below 14.43 USD, because of SH1.")


def test_a_line_may_go_down_to_what_disputes_claim():
    stands = replace(MUGS_STAND, disputes=("SH1",), least_units=2, least_charge=1442)
    fewer = replace(MUGS, quantity=2, goods=1096)
    (change, _) = plan(fewer, LAMP, standing=(stands, LAMP_STANDS))
    assert change.charged.total == 1442


def test_a_known_charge_stays_when_the_same_lines_are_told_without_one():
    changes = plan(replace(MUGS, goods=None, name="Mug"), replace(LAMP, goods=None))
    assert [change.charged for change in changes] == [Parts(1500, 301, 75, 2), Parts(500, 100, 25, 1)]


@pytest.mark.parametrize(
    "lines",
    [
        (replace(MUGS, goods=None, quantity=2), LAMP),
        (replace(MUGS, goods=None),),
        (replace(MUGS, goods=None), LAMP, replace(LAMP, sku="VASE")),
    ],
)
def test_lines_that_change_are_told_with_their_charge_once_it_is_known(lines):
    with pytest.raises(ChargeMissing):
        plan(*lines)


def test_an_unknown_charge_becomes_known():
    unknown = [replace(line, charged=Parts()) for line in (MUGS_STAND, LAMP_STANDS)]
    changes = plan(MUGS, LAMP, standing=unknown, known=False)
    assert [change.charged.total for change in changes] == [1878, 626]
