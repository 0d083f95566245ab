"""How often an account calls, counted by each web process for itself.

A call is counted before its session is looked up: by the account once this process saw who the session is, by the
session before. So the sessions of an account share its calls, and whoever invents tokens spends nobody's.
"""

from collections import Counter
from datetime import datetime
from threading import Lock
from uuid import UUID

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
        self._counts: Counter[bytes | UUID] = Counter()

    def count(self, who: bytes | UUID, second: int) -> int:
        """How many there are now; another second begins anew."""
        with self._lock:
            if second != self._second:
                self._second, self._counts = second, Counter()
            self._counts[who] += 1
            return self._counts[who]


_calls = _Second()
_accounts: dict[bytes, UUID] = {}
_MOST_KNOWN = 50_000


def note_account(session: bytes, account_id: UUID) -> None:
    """The session is alive and the account's."""
    if len(_accounts) >= _MOST_KNOWN:
        _accounts.clear()
    _accounts[session] = account_id


def count_call(session: bytes, *, now: datetime) -> None:
    """Raises TooManyRequests once this second's calls are spent."""
    most = settings.CJ_CALLS_PER_SECOND
    if most and _calls.count(_accounts.get(session, session), int(now.timestamp())) > most:
        raise TooManyRequests(most=most)
