"""Holds over JSON: what the platform's own systems have to heed before they move an order on."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router

from amends.core.access import Permission
from amends.core.orders.refusals import HoldUnseen
from amends.doors.api.callers import caller_who_may
from amends.doors.api.openapi import keyed, problems
from amends.doors.api.saying import say
from amends.doors.api.shapes import Exact
from amends.doors.api.writing import write
from amends.records.orders.holds import HoldShown, holds_after, read_hold
from amends.usecases.orders.acknowledge_hold import AcknowledgeHold, acknowledge_hold

router = Router(tags=["holds"])

_INT64 = 2**63


class HoldAnswer(Exact):
    """An order is held by a dispute (`held`), or goes on. `acknowledged_at` is none until somebody heeded it."""

    id: UUID
    number: int
    held: bool
    account: UUID
    order: str
    dispute: str
    at: datetime
    acknowledged_at: datetime | None


class HoldPage(Exact):
    """Some of the feed. Whoever asks on with `next` misses none."""

    holds: list[HoldAnswer]
    next: int


@router.get(
    "", operation_id="list_holds", summary="Read the holds", response={200: HoldPage, **problems(401, 403, 422, 429)}
)
def list_holds(
    request: HttpRequest,
    after: Annotated[int, Query(ge=0, lt=_INT64, description="`next` of the answer before; 0 for the beginning")] = 0,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
) -> HttpResponse:
    """Holds and releases after a number, in their order: the last word about an order is the one that counts."""
    caller_who_may(request, Permission.PLATFORM_ORDER_READ)
    found = holds_after(after, size=limit)
    return say({"holds": [_told(one) for one in found], "next": found[-1].number if found else after})


@router.post(
    "/{uuid:hold_id}/acknowledge",
    operation_id="acknowledge_hold",
    summary="Acknowledge a hold or a release",
    response={200: HoldAnswer, **problems(401, 403, 404, 409, 422, 429)},
    openapi_extra=keyed(),
)
def acknowledge(request: HttpRequest, hold_id: UUID) -> HttpResponse:
    """The platform's system has acted on it. Told again, the first time stands."""
    actor = caller_who_may(request, Permission.PLATFORM_ORDER_WRITE)

    def done() -> dict[str, Any]:
        acknowledge_hold(ask=AcknowledgeHold(event_id=hold_id), actor=actor, now=timezone.now())
        found = read_hold(hold_id)
        if found is None:
            raise HoldUnseen
        return _told(found)

    return write(request, actor, done)


def _told(one: HoldShown) -> dict[str, Any]:
    return {
        "id": str(one.id),
        "number": one.number,
        "held": one.held,
        "account": str(one.account_id),
        "order": one.order,
        "dispute": one.dispute,
        "at": one.at.isoformat(),
        "acknowledged_at": one.acknowledged_at and one.acknowledged_at.isoformat(),
    }
