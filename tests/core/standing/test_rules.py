"""Rules as the setting says them, and when they are reached."""

from datetime import timedelta

import pytest

from amends.core.standing.rules import Figure, Measured, Rule, RulesUnreadable, read_rules
from amends.core.standing.standings import Standing

SHARE = Rule(Figure.REJECTED_SHARE, 50, 90, Standing.WARNED, timedelta(days=30))


def test_a_row_of_rules_is_read():
    assert read_rules("") == read_rules(" ; ") == ()
    told = "rejected_share 50 in 90d:  warned for 30d;\n rejected 5 in 30d: restricted for 60d"
    assert read_rules(told) == (SHARE, Rule(Figure.REJECTED, 5, 30, Standing.RESTRICTED, timedelta(days=60)))


@pytest.mark.parametrize(
    "told",
    [
        "rejected",
        "chargebacks 3 in 30d: warned for 30d",
        "rejected 3 in 30d: shunned for 30d",
        "rejected 3 in 30d: good for 30d",
        "rejected 0 in 30d: warned for 30d",
        "rejected 3 in 0d: warned for 30d",
        "rejected 3 in 30d: warned for 0d",
        "rejected_share 101 in 30d: warned for 30d",
        "rejected 3 in 30d: warned for 30d; rejected 9 in 90d: warned for 9d",
    ],
)
def test_what_is_no_rule_is_told_to_the_operator(told: str):
    with pytest.raises(RulesUnreadable):
        read_rules(told)


@pytest.mark.parametrize(
    ("measured", "reached"),
    [
        (Measured(count=3, of=6, orders=25), True),
        (Measured(count=2, of=3, orders=25), True),
        (Measured(count=2, of=2, orders=25), False),
        (Measured(count=3, of=3, orders=24), False),
        (Measured(count=49, of=99, orders=900), False),
        (Measured(count=50, of=99, orders=900), True),
    ],
)
def test_a_share_is_exact_and_says_nothing_of_a_small_account(measured: Measured, reached: bool):
    assert SHARE.reached(measured) is reached


def test_a_count_is_reached_at_its_limit():
    rule = Rule(Figure.EXPIRED, 3, 30, Standing.WARNED, timedelta(days=7))
    assert [rule.reached(Measured(count=n, of=n, orders=0)) for n in (2, 3, 4)] == [False, True, True]


def test_a_measure_by_rule_says_which_rule_with_which_figures():
    assert SHARE.words(Measured(count=13, of=26, orders=40)) == (
        "Taken by rule: 13 of the 26 disputes decided in the last 90 days were rejected; the limit is 50 %."
    )
