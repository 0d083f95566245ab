"""Making a move over JSON: once for a key, only on the version that was seen, answered with the whole dispute."""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from amends.doors.api.callers import caller
from amends.doors.api.dispute_shapes import DisputeWhole
from amends.doors.api.fields import name_fields
from amends.doors.api.openapi import problems
from amends.doors.api.versions import seen_version
from amends.doors.api.writing import write
from amends.records.disputes.models import Message
from amends.records.disputes.whole import own_case, read_whole
from amends.records.evidence.models import Evidence

REFUSALS = problems(400, 401, 403, 404, 409, 411, 412, 413, 415, 422, 429)
WORDS = {"message": "words", "depart_reason": "departing.reason"}
"""What most moves' requests call the core's fields."""
ANSWERS: dict[int, Any] = {200: DisputeWhole, **REFUSALS}


def moved(
    request: HttpRequest,
    number: str,
    verb: Callable[..., object],
    ask: Callable[[int | None], object],
    *,
    names: Mapping[str, str] = WORDS,
    status: HTTPStatus = HTTPStatus.OK,
    content: bytes | None = None,
) -> HttpResponse:
    """Makes the move, once for a key (`write`), and answers with the dispute as it stands then.

    `ask` makes what the verb is asked from the version that the caller saw, None where none was named. `names` are
    the request's own for the core's fields. Where the verb returns a new row, the answer says its id as `added`.
    """
    name_fields(request, names)
    actor, version = caller(request), seen_version(request)
    own_case(number=number, actor=actor)

    def done() -> dict[str, Any]:
        new = verb(ask=ask(version), actor=actor, now=timezone.now())
        whole = read_whole(number=number, actor=actor)
        return whole | {"added": str(new.id)} if isinstance(new, Evidence | Message) else whole

    return write(request, actor, done, status=status, versioned=True, content=content)
