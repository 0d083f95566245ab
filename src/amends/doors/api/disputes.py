"""Disputes over JSON: open one, list one's own, read one."""

from dataclasses import asdict
from http import HTTPStatus
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router

from amends.core.access import ROLE_PERMISSIONS, Forbidden, Permission, Role, Unauthenticated
from amends.core.disputes.opening import Chosen, Form
from amends.core.disputes.refusals import DisputeUnseen
from amends.core.disputes.states import State
from amends.doors.api.cursors import read_cursor, write_cursor
from amends.doors.api.openapi import keyed_body, problems
from amends.doors.api.reading import read_body, read_key
from amends.doors.api.saying import say
from amends.doors.api.schemas import DisputeAnswer, DisputePage, OpenAsk
from amends.records.disputes.answers import opened_answer
from amends.records.disputes.queries_list import (
    NEWEST,
    DisputeRow,
    Place,
    Seen,
    find_dispute_of_token,
    list_disputes_of_token,
)
from amends.usecases.disputes.open_dispute import OpenDispute
from amends.usecases.disputes.open_dispute import open_dispute as open_it

router = Router(tags=["disputes"])


@router.post(
    "",
    operation_id="open_dispute",
    summary="Open a dispute",
    response={201: DisputeAnswer, **problems(400, 401, 403, 404, 409, 411, 413, 415, 422)},
    openapi_extra=keyed_body(OpenAsk),
)
def open_dispute(request: HttpRequest) -> HttpResponse:
    """Opens a dispute and holds its order, exactly once for an `Idempotency-Key` or a `request_key`.

    A repeat is answered as the first time was, 201, with the header `Idempotency-Replayed: true`; the same
    key with another body is refused. A refused ask keeps no key: it may be sent again.
    """
    asked = read_body(request, OpenAsk)
    ask = OpenDispute(
        who=request.auth,  # type: ignore[attr-defined]
        order=asked.order,
        form=_form(asked),
        key=read_key(request),
        request_key=asked.request_key,
    )
    opened = open_it(ask=ask, now=timezone.now())
    response = say(opened.answer, status=HTTPStatus.CREATED)
    response["Location"] = f"/api/v1/disputes/{opened.answer['number']}"
    if opened.repeated:
        response["Idempotency-Replayed"] = "true"
    return response


@router.get(
    "",
    operation_id="list_disputes",
    summary="List disputes",
    response={200: DisputePage, **problems(401, 403, 422)},
)
def list_disputes(
    request: HttpRequest,
    state: Annotated[list[State], Query()] = [],  # noqa: B006 - read only
    cursor: Annotated[str | None, Query(description="`next` of the page before")] = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
) -> HttpResponse:
    """The account's disputes, newest first; of the states named, or of all."""
    after = NEWEST if cursor is None else read_cursor(cursor)
    seen = list_disputes_of_token(
        token=request.auth,  # type: ignore[attr-defined]
        now=timezone.now(),
        states=state,
        after=after,
        limit=limit + 1,
    )
    _may_read(seen)
    page, more = seen.rows[:limit], seen.rows[limit:]
    following = write_cursor(Place(page[-1].opened_at, page[-1].id)) if more else None
    return say({"disputes": [_answer(row) for row in page], "next": following})


@router.get(
    "/{str:number}",
    operation_id="read_dispute",
    summary="Read a dispute",
    response={200: DisputeAnswer, **problems(401, 403, 404)},
)
def read_dispute(request: HttpRequest, number: str) -> HttpResponse:
    """One dispute of the account, as it stands."""
    if not number.isprintable():
        raise DisputeUnseen(number=number)
    seen = find_dispute_of_token(token=request.auth, now=timezone.now(), number=number)  # type: ignore[attr-defined]
    _may_read(seen)
    if not seen.rows:
        raise DisputeUnseen(number=number)
    return say(_answer(seen.rows[0]))


def _form(asked: OpenAsk) -> Form:
    return Form(
        chosen=tuple(Chosen(line_id=line.line_id, quantity=line.quantity) for line in asked.lines),
        reason=asked.reason,
        detail=asked.detail,
        wish=asked.wish,
        amount=asked.amount,
        message=asked.message,
        buyer_email=asked.buyer_email,
    )


def _may_read(seen: Seen) -> None:
    if seen.caller is None:
        raise Unauthenticated
    needed = Permission.MERCHANT_DISPUTE_READ
    if needed not in ROLE_PERMISSIONS[Role(seen.caller.role)]:
        raise Forbidden(permission=needed.value)


def _answer(row: DisputeRow) -> dict[str, Any]:
    return opened_answer(**asdict(row))
