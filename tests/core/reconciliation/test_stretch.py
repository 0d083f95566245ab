"""Which stretch of an account is asked for next."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from amends.core.reconciliation.stretch import LONGEST, Stretch, next_stretch

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def days(many: float) -> datetime:
    return NOW - timedelta(days=many)


def test_the_first_time_a_month_back() -> None:
    assert next_stretch(told_until=None, looked_back_at=None, now=NOW) == Stretch(days(31), NOW)


def test_later_three_days_behind_the_last_end_and_once_a_day_as_far_as_it_may() -> None:
    last = NOW - timedelta(hours=1)
    again = next_stretch(told_until=last, looked_back_at=days(0.9), now=NOW)
    assert again == Stretch(last - timedelta(days=3), NOW)
    assert next_stretch(told_until=last, looked_back_at=days(1), now=NOW) == Stretch(days(31), NOW)


def test_after_a_long_silence_one_stretch_at_a_time_without_a_gap() -> None:
    first = next_stretch(told_until=days(60), looked_back_at=None, now=NOW)
    assert first == Stretch(days(63), days(32))
    assert next_stretch(told_until=first.until, looked_back_at=NOW, now=NOW) == Stretch(days(35), days(4))


@given(behind=st.floats(0, 400), back=st.none() | st.floats(0, 400))
def test_no_stretch_is_too_long_leaves_a_gap_or_ends_in_the_future(behind: float, back: float | None) -> None:
    looked = None if back is None else days(back)
    found = next_stretch(told_until=days(behind), looked_back_at=looked, now=NOW)
    assert timedelta(0) < found.until - found.since <= LONGEST
    assert found.since < days(behind) and found.until <= NOW
    assert found.until == NOW or found.until > days(behind)
