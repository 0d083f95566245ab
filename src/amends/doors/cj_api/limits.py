"""How often an account calls, counted by each web process for itself.

A call is counted before its session is looked up: by the account once this process saw who the session is, by the
session before. So the sessions of an account share its calls, and whoever invents tokens spends nobody's.
"""

from datetime import datetime
from uuid import UUID

from django.conf import settings

from amends.core.requests.calls import Calls
from amends.doors.cj_api.codes import Code
from amends.doors.cj_api.envelope import Coded


class TooManyRequests(Coded):
    """More calls in a second than are allowed."""

    code = "cj_api.too_many_requests"
    sentence = "Too Many Requests, QPS limit is %(most)s time/1second"
    cj = Code.TOO_MANY_REQUESTS


_calls = Calls(seconds=1)
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
    if most and _calls.count(_accounts.get(session, session), now=now)[0] > most:
        raise TooManyRequests(most=most)
