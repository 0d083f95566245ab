"""How often somebody calls. Counted in this process, by the access token, so that nobody spends another's share."""

from collections import Counter
from datetime import datetime
from threading import Lock

from django.conf import settings

from amends.doors.cj_api.codes import Code
from amends.doors.cj_api.envelope import Coded


class TooManyRequests(Coded):
    """More calls in a second than are allowed."""

    code = "cj_api.too_many_requests"
    sentence = "Too Many Requests, QPS limit is %(most)s time/1second"
    cj = Code.TOO_MANY_REQUESTS


class _Second:
    """The calls of one second, by who makes them."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._second = 0
        self._counts: Counter[bytes] = Counter()

    def count(self, who: bytes, second: int) -> int:
        """How many there are now; another second begins anew."""
        with self._lock:
            if second != self._second:
                self._second, self._counts = second, Counter()
            self._counts[who] += 1
            return self._counts[who]


_calls = _Second()


def count_call(who: bytes, *, now: datetime) -> None:
    """Raises TooManyRequests once this second's calls are spent."""
    most = settings.CJ_CALLS_PER_SECOND
    if most and _calls.count(who, int(now.timestamp())) > most:
        raise TooManyRequests(most=most)
