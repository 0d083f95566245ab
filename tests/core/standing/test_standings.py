"""Which measure counts, until when, and what it takes away."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.core.disputes.opening import preview
from amends.core.disputes.reasons import Wish
from amends.core.orders.claimable import why_not_disputable
from amends.core.standing.contests import ContestAnswered, SamePerson, check_answerable
from amends.core.standing.imposing import (
    EndsInThePast,
    NotAMeasure,
    WordsMissing,
    WordsTooLong,
    check_measure,
    check_words,
)
from amends.core.standing.measures import (
    AccountBlocked,
    Measure,
    MeasureReason,
    OriginalWayForbidden,
    check_allowed,
    standing_by,
    strictest,
    why_forbidden,
)
from amends.core.standing.standings import FORBIDS, STRICTNESS, Effect, Standing
from amends.records.ids import new_id
from tests.core.disputes.test_opening import FORM, JUDGE
from tests.makers.facts import line_facts, order_facts

NOW = datetime(2026, 11, 28, 16, tzinfo=UTC)
BAD = [Standing.WARNED, Standing.RESTRICTED, Standing.BLOCKED]


def measure(standing: Standing = Standing.BLOCKED, *, days: float | None = 1) -> Measure:
    until = NOW + timedelta(days=days) if days is not None else None
    return Measure(new_id(), standing, MeasureReason.CLAIMED_ELSEWHERE, "Three in a week.", until)


def test_each_standing_forbids_what_the_one_before_it_did_and_a_warning_nothing():
    ladder = [FORBIDS[standing] for standing in Standing]
    assert ladder == [
        frozenset(),
        frozenset(),
        {Effect.REFUND_ORIGINAL, Effect.AUTOMATIC},
        {Effect.OPEN, Effect.REFUND_ORIGINAL, Effect.AUTOMATIC},
    ]


def test_it_expires_at_the_very_moment():
    one = measure(days=0)
    assert strictest([one], now=NOW - timedelta(microseconds=1)) == one
    assert strictest([one], now=NOW) is None


def test_the_milder_one_counts_from_the_moment_the_stricter_ends():
    block, warning = measure(days=1), measure(Standing.WARNED, days=2)
    assert strictest([warning, block], now=NOW) == block
    assert strictest([warning, block], now=NOW + timedelta(days=1)) == warning
    assert standing_by(strictest([warning, block], now=NOW + timedelta(days=2))) is Standing.GOOD


def test_of_two_alike_the_permanent_one_counts():
    short, ever = measure(days=400), measure(days=None)
    assert strictest([short, ever], now=NOW) == strictest([ever, short], now=NOW) == ever


@given(st.lists(st.tuples(st.sampled_from(BAD), st.sampled_from([None, -1.0, 0.0, 1.0, 9.0])), max_size=6))
def test_the_one_that_counts_is_in_force_and_none_is_stricter(told: list[tuple[Standing, float | None]]):
    measures = [measure(standing, days=days) for standing, days in told]
    counts = strictest(measures, now=NOW)
    standing = [one for one in measures if one.in_force(now=NOW)]
    assert (counts in standing) if standing else counts is None
    assert all(STRICTNESS[one.standing] <= STRICTNESS[counts.standing] for one in standing if counts)


def test_a_refusal_says_which_measure_why_until_when_and_where_to_contest_it():
    one = measure()
    refusal = why_forbidden(Effect.OPEN, one)
    assert refusal is not None
    assert refusal.facts == {
        "measure": str(one.id),
        "standing": "blocked",
        "reason": "claimed_elsewhere",
        "words": "Three in a week.",
        "until": "2026-11-29T16:00:00+00:00",
    }
    assert refusal.words() == (
        "This account is blocked until 2026-11-29 16:00 UTC, so it opens no new dispute. Reason: Claims raised with a "
        "payment house or another third party. “Three in a week.” How to contest this stands on the Account page."
    )
    assert "blocked permanently, so" in str(why_forbidden(Effect.OPEN, measure(days=None)))


@pytest.mark.parametrize("standing", [None, *BAD])
def test_only_a_block_keeps_an_order_from_dispute(standing: Standing | None):
    order = order_facts(measure=measure(standing) if standing else None)
    expected = AccountBlocked if standing is Standing.BLOCKED else type(None)
    assert type(why_not_disputable(order, [line_facts()])) is expected


@pytest.mark.parametrize("standing", BAD)
def test_a_restriction_leaves_the_wallet_only(standing: Standing):
    order = order_facts(measure=measure(standing))
    if standing is Standing.WARNED:
        check_allowed(Effect.REFUND_ORIGINAL, order.measure)
        return
    with pytest.raises(OriginalWayForbidden) as caught:
        check_allowed(Effect.REFUND_ORIGINAL, order.measure)
    assert caught.value.field == "wish"


def test_the_standing_is_a_fact_for_the_policy():
    found = preview(FORM, order_facts(measure=measure(Standing.RESTRICTED)), [line_facts()], judge=JUDGE)
    assert found.finding.facts.standing is Standing.RESTRICTED
    assert FORM.wish is not Wish.REFUND_ORIGINAL


def test_a_measure_is_asked_for_words_an_end_and_a_standing_that_is_one():
    assert check_words("  So it is. ") == "So it is."
    for words, refusal in ((" \n", WordsMissing), ("x" * 2001, WordsTooLong)):
        with pytest.raises(refusal):
            check_words(words)
    check_measure(Standing.WARNED, until=None, now=NOW)
    with pytest.raises(NotAMeasure):
        check_measure(Standing.GOOD, until=None, now=NOW)
    with pytest.raises(EndsInThePast):
        check_measure(Standing.WARNED, until=NOW, now=NOW)


def test_whoever_took_it_does_not_decide_its_contest_and_nobody_decides_twice():
    one, other = new_id(), new_id()
    check_answerable(answered=False, imposed_by=one, decides=other)
    check_answerable(answered=False, imposed_by=None, decides=other)
    with pytest.raises(SamePerson):
        check_answerable(answered=False, imposed_by=one, decides=one)
    with pytest.raises(ContestAnswered):
        check_answerable(answered=True, imposed_by=one, decides=other)
