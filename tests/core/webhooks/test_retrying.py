"""Tries over a day, moved by lot; and when an endpoint is left."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from amends.core.webhooks.retrying import LOTS, MOST_TRIES, SILENCE, is_lost, is_taken, next_try

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)


def waits(lot: int) -> list[timedelta]:
    found = [next_try(tries=tries, now=NOW, lot=lot) for tries in range(1, MOST_TRIES)]
    return [one - NOW for one in found if one]


def test_nine_tries_over_a_day_each_wait_longer_than_the_one_before():
    middle = waits(LOTS // 2)
    assert middle[:4] == [timedelta(seconds=5), timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30)]
    assert len(middle) == 8
    assert all(a <= b for a, b in pairwise(middle))
    assert timedelta(hours=23) < sum(middle, timedelta()) < timedelta(hours=25)
    assert next_try(tries=MOST_TRIES, now=NOW, lot=0) is None


def test_the_lot_moves_a_try_by_at_most_a_fifth():
    early, middle, late = waits(0), waits(LOTS // 2), waits(LOTS - 1)
    assert [wait * 8 // 10 for wait in middle] == early
    assert all(m < wait < m * 12 // 10 for wait, m in zip(late, middle, strict=True))


def test_only_a_2xx_takes_in():
    assert [status for status in (None, 100, 200, 204, 299, 301, 302, 307, 400, 410, 429, 500) if is_taken(status)] == [
        200,
        204,
        299,
    ]


def test_three_days_of_silence_or_a_410_lose_an_endpoint():
    since = NOW - SILENCE
    assert is_lost(status=500, failing_since=since, now=NOW)
    assert is_lost(status=None, failing_since=since, now=NOW)
    assert not is_lost(status=500, failing_since=since, now=NOW - timedelta(seconds=1))
    assert is_lost(status=410, failing_since=NOW, now=NOW)
