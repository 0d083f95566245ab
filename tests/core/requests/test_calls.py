"""Calls are counted by who makes them, and all begin anew with the next stretch of time."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from amends.core.requests.calls import Calls
from tests.makers.incoming import NOW


def test_each_counts_their_own_until_the_next_stretch() -> None:
    calls = Calls(seconds=60)
    at = NOW + timedelta(seconds=15)
    assert [calls.count(who, now=at) for who in ("ana", "ben", "ana")] == [(1, 45.0), (1, 45.0), (2, 45.0)]
    assert calls.count("ana", now=NOW + timedelta(seconds=59)) == (3, 1.0)
    assert calls.count("ana", now=NOW + timedelta(seconds=60)) == (1, 60.0)


def test_no_call_is_lost_between_threads() -> None:
    calls = Calls(seconds=60)
    with ThreadPoolExecutor(8) as pool:
        counted = list(pool.map(lambda _: calls.count("ana", now=NOW)[0], range(2000)))
    assert sorted(counted) == list(range(1, 2001))
