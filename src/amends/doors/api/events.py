"""The feed over JSON, for those who poll: the same events that webhooks tell, in order, without gaps."""

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from amends.core.webhooks.events import types_readable
from amends.core.webhooks.message import payload
from amends.doors.api.callers import caller
from amends.doors.api.openapi import problems
from amends.doors.api.saying import say
from amends.doors.api.webhook_shapes import EventPage
from amends.records.webhooks.queries import events_after

router = Router(tags=["events"])

_INT64 = 2**63


@router.get(
    "", operation_id="list_events", summary="Read the feed", response={200: EventPage, **problems(401, 403, 422, 429)}
)
def list_events(
    request: HttpRequest,
    after: Annotated[int, Query(ge=0, lt=_INT64, description="`next` of the answer before; 0 for the beginning")] = 0,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
) -> HttpResponse:
    """Events after a number: of the account, or of all accounts for the platform.

    Whoever asks on with `next` misses none: an event gets its number after it happened for good, and none is put in
    between later.
    """
    actor = caller(request)
    found = events_after(after, account_id=actor.account_id, types=types_readable(actor), size=limit)
    last = found[-1].number if found else after
    return say({"events": [payload(message) for message in found], "next": last})
