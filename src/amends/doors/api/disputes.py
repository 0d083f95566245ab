"""Disputes over JSON: open one, list one's own, read one."""

from http import HTTPStatus
from typing import Annotated

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router

from amends.core.access import Actor, Permission, Role, Unauthenticated, require
from amends.core.disputes.opening import Chosen, Form
from amends.core.disputes.states import State
from amends.doors.api.callers import caller_who_may, of_another
from amends.doors.api.cursors import read_cursor, write_cursor
from amends.doors.api.dispute_shapes import DisputePage, DisputesWanted, DisputeWhole
from amends.doors.api.fields import WHEN_OPENING, name_fields
from amends.doors.api.openapi import READ_ANEW, keyed_body, problems
from amends.doors.api.problems import AccountMissing
from amends.doors.api.reading import read_body, read_key
from amends.doors.api.saying import say
from amends.doors.api.schemas import OpenAsk
from amends.doors.api.versions import read_anew, tagged
from amends.doors.api.writing import REPLAYED
from amends.records.access.queries import token_actor
from amends.records.disputes.answers import DisputeRow, rows_answer
from amends.records.disputes.opening import Caller
from amends.records.disputes.queries_find import DisputesWanted as Wanted
from amends.records.disputes.queries_find import find_disputes
from amends.records.disputes.queries_list import NEWEST, list_disputes_of_token
from amends.records.disputes.whole import read_whole
from amends.records.keyset import Place
from amends.usecases.disputes.open_dispute import OpenDispute
from amends.usecases.disputes.open_dispute import open_dispute as open_it

router = Router(tags=["disputes"])

READERS = (Permission.MERCHANT_DISPUTE_READ, Permission.STAFF_DISPUTE_READ)


@router.post(
    "",
    operation_id="open_dispute",
    summary="Open a dispute",
    response={201: DisputeWhole, **problems(400, 401, 403, 404, 409, 411, 413, 415, 422, 429)},
    openapi_extra=keyed_body(OpenAsk, located=True),
)
def open_dispute(request: HttpRequest) -> HttpResponse:
    """Opens a dispute and holds its order, exactly once for an `Idempotency-Key` or a `request_key`.

    A repeat is answered as the first time was, 201, with the header `Idempotency-Replayed: true`. The same
    `Idempotency-Key` with another body is refused; a `request_key` is kept for ever and names one dispute, so that
    it answers with that dispute whatever the rest of the body says. A refused ask keeps no key: it may be sent again.

    A dispute that needs evidence (the preview's `needed`) is opened with `evidence_later: true`. It then waits for its
    merchant, who gives the files and submits them.
    """
    asked = read_body(request, OpenAsk)
    name_fields(request, WHEN_OPENING)
    ask = OpenDispute(
        who=request.auth,  # type: ignore[attr-defined]
        order=asked.order,
        form=form_of(asked),
        shown=asked.finding,
        evidence_later=asked.evidence_later,
        key=read_key(request),
        request_key=asked.request_key,
    )
    opened = open_it(ask=ask, now=timezone.now())
    response = tagged(say(opened.answer, status=HTTPStatus.CREATED), opened.answer)
    response["Location"] = f"/api/v1/disputes/{opened.answer['number']}"
    if opened.repeated:
        response[REPLAYED] = "true"
    return response


@router.get(
    "",
    operation_id="list_disputes",
    summary="List disputes",
    response={200: DisputePage, **problems(401, 403, 422, 429)},
)
def list_disputes(
    request: HttpRequest,
    asked: Query[DisputesWanted],
    state: Annotated[list[State], Query()] = [],  # noqa: B006 - read only
) -> HttpResponse:
    """Newest first: a merchant's own, or for staff those of every account or of one; of the states named, or of all."""
    after = NEWEST if asked.cursor is None else read_cursor(asked.cursor)
    actor, rows = _found(request, asked, state, after)
    page, more = rows[: asked.limit], rows[asked.limit :]
    following = write_cursor(Place(page[-1].opened_at, page[-1].id)) if more else None
    return say({"disputes": rows_answer(page, actor=actor), "next": following})


def _found(
    request: HttpRequest, asked: DisputesWanted, states: list[State], after: Place
) -> tuple[Actor, list[DisputeRow]]:
    """Who asks, and a page with one row more. A merchant's plain list is one statement, the token's check included."""
    limit, who = asked.limit + 1, {"token": request.auth, "now": timezone.now()}  # type: ignore[attr-defined]
    narrowed = (asked.order, asked.request_key, asked.since, asked.until) != (None,) * 4
    if not narrowed:
        seen = list_disputes_of_token(**who, states=states, after=after, limit=limit)
        actor = _reader(seen.caller)
        if actor.account_id is not None:
            return actor, [] if of_another(actor, asked.account) else seen.rows
    else:
        actor = caller_who_may(request, *READERS)
    if of_another(actor, asked.account):
        return actor, []
    account_id = actor.account_id or asked.account
    if asked.request_key is not None and account_id is None:
        raise AccountMissing
    wanted = Wanted(
        account_id=account_id,
        states=states,
        order=asked.order,
        request_key=asked.request_key,
        since=asked.since,
        until=asked.until,
    )
    return actor, find_disputes(wanted, after=after, limit=limit)


@router.get(
    "/{str:number}",
    operation_id="read_dispute",
    summary="Read a dispute",
    response={200: DisputeWhole, **problems(401, 403, 404, 422, 429)},
    openapi_extra=READ_ANEW,
)
def read_dispute(request: HttpRequest, number: str) -> HttpResponse:
    """One dispute as it stands, with everything about it; its ETag serves as If-Match of a move."""
    actor = caller_who_may(request, *READERS)
    return read_anew(request, read_whole(number=number, actor=actor))


def form_of(asked: OpenAsk) -> Form:
    """The form as the core reads it."""
    return Form(
        chosen=tuple(Chosen(line_id=line.line_id, quantity=line.quantity) for line in asked.lines),
        reason=asked.reason,
        detail=asked.detail,
        wish=asked.wish,
        amount=asked.amount,
        message=asked.message,
        buyer_email=asked.buyer_email,
    )


def _reader(found: Caller | None) -> Actor:
    if found is None:
        raise Unauthenticated
    actor = token_actor(id_=found.id, account_id=found.account_id, name=found.name, role=Role(found.role))
    require(actor, READERS[0] if actor.account_id else READERS[1])
    return actor
