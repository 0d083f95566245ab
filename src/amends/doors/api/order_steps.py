"""What the platform's systems tell of orders over JSON: their content, and each step of their way."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from amends.core.access import Actor, Permission
from amends.doors.api.callers import caller_who_may
from amends.doors.api.openapi import body_of, keyed, keyed_body, problems
from amends.doors.api.order_asks import DeliveryAsk, DispatchAsk, OrderAsk, ReturnAsk, TrackingAsk
from amends.doors.api.order_shapes import OrderTold, OrderWhole
from amends.doors.api.orders import Account, router, whole_order
from amends.doors.api.reading import read_body
from amends.doors.api.writing import answered, once, write
from amends.records.orders.finding import find_order
from amends.usecases.orders.change_order import Outcome
from amends.usecases.orders.close_order import CloseOrder, close_order
from amends.usecases.orders.note_delivery import NoteDelivery, note_delivery
from amends.usecases.orders.note_dispatch import NoteDispatch, note_dispatch
from amends.usecases.orders.note_return import NoteReturn, note_return
from amends.usecases.orders.note_tracking_alert import NoteTrackingAlert, note_tracking_alert
from amends.usecases.orders.note_warehouse_started import NoteWarehouseStarted, note_warehouse_started
from amends.usecases.orders.take_in_order import TakeInOrder, take_in_order

__all__ = ["REFUSALS", "router", "writer"]

REFUSALS = problems(400, 401, 403, 404, 409, 411, 413, 415, 422, 429)
_ANSWERS: dict[int, Any] = {200: OrderWhole, **REFUSALS}


@router.post(
    "",
    operation_id="take_in_order",
    summary="Tell of an order",
    response={200: OrderTold, 201: OrderTold, **REFUSALS},
    openapi_extra=body_of(OrderAsk) | keyed(status=200, created=True),
)
def take_in(request: HttpRequest) -> HttpResponse:
    """A number that the account has not yet becomes an order, 201; one that it has is brought to what is told now, 200.

    `outcome` says whether that changed it.
    """
    actor, told = writer(request), read_body(request, OrderAsk)

    def done() -> dict[str, Any]:
        ask = TakeInOrder(account_id=told.account, order=told.read())
        taken = take_in_order(ask=ask, actor=actor, now=timezone.now())
        whole = whole_order(number=told.number, actor=actor, account_id=told.account)
        return whole | {"outcome": taken.outcome.value}

    taken_in = once(request, actor, done)
    if taken_in.answer["outcome"] != Outcome.CREATED:
        return answered(taken_in, status=HTTPStatus.OK)
    response = answered(taken_in, status=HTTPStatus.CREATED)
    response["Location"] = f"/api/v1/orders/{quote(told.number, safe='')}?account={told.account}"
    return response


@router.post(
    "/{str:number}/start",
    operation_id="note_warehouse_started",
    summary="The warehouse started",
    response=_ANSWERS,
    openapi_extra=keyed(),
)
def start(request: HttpRequest, number: str, account: Account = None) -> HttpResponse:
    """Pending becomes processing, and the start is noted; of an order told of as processing it can be told once.

    Refused with 409 and the dispute's number while one holds the order.
    """
    return _step(
        request,
        number,
        account,
        note_warehouse_started,
        lambda id_: NoteWarehouseStarted(order_id=id_),
    )


@router.post(
    "/{str:number}/dispatch",
    operation_id="note_dispatch",
    summary="The parcels left",
    response=_ANSWERS,
    openapi_extra=keyed_body(DispatchAsk, status=200),
)
def dispatch(request: HttpRequest, number: str, account: Account = None) -> HttpResponse:
    """Refused with 409 and the dispute's number while one holds the order."""
    told = read_body(request, DispatchAsk)
    parcels = tuple(parcel.read() for parcel in told.parcels)
    return _step(
        request,
        number,
        account,
        note_dispatch,
        lambda id_: NoteDispatch(order_id=id_, parcels=parcels, dispatched_at=told.dispatched_at),
    )


@router.post(
    "/{str:number}/delivery",
    operation_id="note_delivery",
    summary="A parcel arrived",
    response=_ANSWERS,
    openapi_extra=keyed_body(DeliveryAsk, status=200),
)
def delivery(request: HttpRequest, number: str, account: Account = None) -> HttpResponse:
    """Noted even while a dispute holds the order: it has happened."""
    told = read_body(request, DeliveryAsk)

    return _step(
        request,
        number,
        account,
        note_delivery,
        lambda id_: NoteDelivery(order_id=id_, tracking_number=told.tracking_number, delivered_at=told.delivered_at),
    )


@router.post(
    "/{str:number}/tracking",
    operation_id="note_tracking",
    summary="What the carrier says",
    response=_ANSWERS,
    openapi_extra=keyed_body(TrackingAsk, status=200),
)
def tracking(request: HttpRequest, number: str, account: Account = None) -> HttpResponse:
    """An alert, a return, an expiry, or that the parcel moves again."""
    told = read_body(request, TrackingAsk)

    return _step(
        request, number, account, note_tracking_alert, lambda id_: NoteTrackingAlert(order_id=id_, **dict(told))
    )


@router.post(
    "/{str:number}/returned",
    operation_id="note_return",
    summary="The warehouse signed for what came back",
    response=_ANSWERS,
    openapi_extra=keyed_body(ReturnAsk, status=200),
)
def returned(request: HttpRequest, number: str, account: Account = None) -> HttpResponse:
    """Told again, the later word counts."""
    signed_at = read_body(request, ReturnAsk).signed_at
    return _step(
        request,
        number,
        account,
        note_return,
        lambda id_: NoteReturn(order_id=id_, signed_at=signed_at),
    )


@router.post(
    "/{str:number}/close",
    operation_id="close_order",
    summary="Close an order",
    response=_ANSWERS,
    openapi_extra=keyed(),
)
def close(request: HttpRequest, number: str, account: Account = None) -> HttpResponse:
    """Refused with 409 and the dispute's number while one holds the order."""
    return _step(
        request,
        number,
        account,
        close_order,
        lambda id_: CloseOrder(order_id=id_),
    )


def _step(
    request: HttpRequest,
    number: str,
    account: UUID | None,
    verb: Callable[..., object],
    ask: Callable[[UUID], object],
) -> HttpResponse:
    actor = writer(request)
    order_id, account_id = find_order(number=number, actor=actor, account_id=account)

    def done() -> dict[str, Any]:
        verb(ask=ask(order_id), actor=actor, now=timezone.now())
        return whole_order(number=number, actor=actor, account_id=account_id)

    return write(request, actor, done)


def writer(request: HttpRequest) -> Actor:
    return caller_who_may(request, Permission.PLATFORM_ORDER_WRITE)
