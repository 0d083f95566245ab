"""Making a move over JSON: once for a key, only on the version that was seen, answered with the whole dispute."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from amends.doors.api.callers import caller
from amends.doors.api.dispute_shapes import DisputeWhole
from amends.doors.api.openapi import problems
from amends.doors.api.versions import seen_version
from amends.doors.api.writing import write
from amends.records.disputes.whole import own_case, read_whole

REFUSALS = problems(400, 401, 403, 404, 409, 411, 412, 413, 415, 422, 429)
ANSWERS: dict[int, Any] = {200: DisputeWhole, **REFUSALS}


def moved(
    request: HttpRequest,
    number: str,
    verb: Callable[..., object],
    ask: Callable[[int | None], object],
    *,
    status: HTTPStatus = HTTPStatus.OK,
    content: bytes | None = None,
) -> HttpResponse:
    """Makes the move, once for a key (`write`), and answers with the dispute as it stands then.

    `ask` makes what the verb is asked from the version that the caller saw, None where none was named.
    """
    actor, version = caller(request), seen_version(request)
    own_case(number=number, actor=actor)

    def done() -> dict[str, Any]:
        verb(ask=ask(version), actor=actor, now=timezone.now())
        return read_whole(number=number, actor=actor)

    return write(request, actor, done, status=status, versioned=True, content=content)
