"""What was charged is cut, taken unit by unit and spread over lines without losing a cent."""

from dataclasses import astuple

from hypothesis import given
from hypothesis import strategies as st

from amends.core.orders.parts import Parts, add_parts, spread_over_lines

PART = st.integers(0, 10**12)
PARTS = st.builds(Parts, PART, PART, PART, PART)


@given(PARTS, st.data())
def test_cutting_gives_exactly_the_total_and_no_part_grows(parts: Parts, data: st.DataObject):
    total = data.draw(st.integers(0, parts.total))
    cut = parts.cut(total)
    assert cut.total == total
    assert all(less <= more for less, more in zip(astuple(cut), astuple(parts), strict=True))


@given(PARTS, st.lists(st.integers(1, 50), min_size=1, max_size=8))
def test_units_taken_in_any_steps_carry_every_part_exactly(parts: Parts, steps: list[int]):
    whole, before, taken = sum(steps), 0, []
    for step in steps:
        taken.append(parts.units(whole=whole, before=before, taken=step))
        before += step
    assert add_parts(taken) == parts


@given(PARTS, st.lists(PART, min_size=1, max_size=8))
def test_lines_share_shipping_tax_and_handling_to_the_last_cent(order: Parts, goods: list[int]):
    lines = spread_over_lines(order, goods)
    together = add_parts(lines)
    assert [line.goods for line in lines] == goods
    assert astuple(together)[1:] == astuple(order)[1:]


def test_a_known_charge_is_cut_to_known_parts():
    assert Parts(1000, 101, 50, 3).cut(577) == Parts(500, 51, 25, 1)
    assert Parts(1000, 101, 50, 3).cut(1154) == Parts(1000, 101, 50, 3)
    assert spread_over_lines(Parts(2000, 401, 100, 3), [1500, 500]) == [Parts(1500, 301, 75, 2), Parts(500, 100, 25, 1)]
