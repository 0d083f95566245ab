"""How often a token may call, counted by each server process for itself; header fields as the IETF drafts them.

`RateLimit-Policy` and `RateLimit` are draft-ietf-httpapi-ratelimit-headers-10; `Retry-After` is RFC 9110, 10.2.3.
"""

import math
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus

from django.conf import settings
from django.http import HttpResponse

from amends.core.requests.calls import Calls
from amends.doors.api.problems import Unreadable


class CalledTooOften(Unreadable):
    """The token's calls of this minute are used up."""

    code = "request.called_too_often"
    sentence = "This token may call %(limit)s times a minute; call again in %(seconds)s s."
    status = HTTPStatus.TOO_MANY_REQUESTS


@dataclass(frozen=True, slots=True)
class Rate:
    """What is left of a token's calls, and in how many seconds all are there again. `over`: this one was too many."""

    limit: int
    left: int
    seconds: int
    over: bool

    def tell(self, response: HttpResponse) -> None:
        """Writes the header fields."""
        response["RateLimit-Policy"] = f'"token";q={self.limit};w=60'
        response["RateLimit"] = f'"token";r={self.left};t={self.seconds}'
        if response.status_code == HTTPStatus.TOO_MANY_REQUESTS:
            response["Retry-After"] = str(self.seconds)


_calls = Calls(seconds=60)


def count_call(token: bytes, *, now: datetime) -> Rate | None:
    """Counts one call of a token, given by its digest. None where nothing is limited."""
    limit: int = settings.API_CALLS_PER_MINUTE
    if not limit:
        return None
    made, seconds = _calls.count(token, now=now)
    return Rate(limit, max(0, limit - made), math.ceil(seconds), over=made > limit)
