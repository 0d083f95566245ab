"""Up to a thousand orders told at once over JSON: each succeeds or is refused by itself."""

from collections import defaultdict
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router

from amends.core.access import AccountUnseen, Actor
from amends.core.orders.incoming import IncomingOrder, check_order
from amends.core.refusals import Refusal
from amends.doors.api.openapi import keyed_body
from amends.doors.api.order_asks import OrderAsk, OrdersAsk, UnfitOrder
from amends.doors.api.order_shapes import TakenInAll
from amends.doors.api.order_steps import REFUSALS, writer
from amends.doors.api.problems import as_problem, as_unfit
from amends.doors.api.reading import read_body
from amends.doors.api.writing import write
from amends.usecases.orders.change_order import Outcome
from amends.usecases.orders.import_orders_batch import Imported, ImportOrdersBatch, import_orders_batch

router = Router(tags=["orders"])

BATCH_LIMIT = 5_000_000
"""Bytes of a batch: a thousand orders of many lines."""

SUPERSEDED = "superseded"

Fate = Outcome | Refusal | None
"""What became of one telling of an order; None: a later one of the same batch counts."""


@router.post(
    "",
    operation_id="take_in_orders",
    summary="Tell of up to a thousand orders",
    response={200: TakenInAll, **REFUSALS},
    openapi_extra=keyed_body(OrdersAsk, status=200),
)
def take_in_many(request: HttpRequest) -> HttpResponse:
    """Each order by itself: one that is refused leaves the others as they are, and its result says why."""
    actor, told = writer(request), read_body(request, OrdersAsk, limit=BATCH_LIMIT).told()
    return write(request, actor, lambda: {"results": _results(told, actor)})


def _results(told: list[OrderAsk | UnfitOrder], actor: Actor) -> list[dict[str, Any]]:
    """Account by account, in one statement each for what is new; results in the sequence of what was told."""
    by_account: dict[UUID, dict[int, IncomingOrder]] = defaultdict(dict)
    for place, one in enumerate(told):
        if isinstance(one, OrderAsk):
            by_account[one.account][place] = one.read()
    fates: dict[int, Fate] = {}
    for account, orders in by_account.items():
        fates |= _fates(account, orders, actor, now=timezone.now())
    return [
        _said(one.account, one.number, problem=as_unfit(one.faults))
        if isinstance(one, UnfitOrder)
        else _result(one, fates[place])
        for place, one in enumerate(told)
    ]


def _fates(account: UUID, orders: dict[int, IncomingOrder], actor: Actor, *, now: datetime) -> dict[int, Fate]:
    """What became of an account's orders, by their places.

    Of a number told more than once the last telling is tried first, and those before it only when it is refused; one
    that is superseded has to be fit all the same.
    """
    fates: dict[int, Fate] = {}
    waiting: dict[str, list[int]] = defaultdict(list)
    for place, order in orders.items():
        waiting[order.number].append(place)
    while waiting:
        tried = {number: places.pop() for number, places in waiting.items()}
        taken = _taken(account, [orders[place] for place in tried.values()], actor, now=now)
        for number, place in tried.items():
            refusal = taken.refused.get(number)
            fates[place] = refusal or taken.outcomes[number]
            if refusal is None:
                fates |= {before: _why_unfit(orders[before], now=now) for before in waiting[number]}
                waiting[number].clear()
        waiting = {number: places for number, places in waiting.items() if places}
    return fates


def _taken(account: UUID, orders: list[IncomingOrder], actor: Actor, *, now: datetime) -> Imported:
    ask = ImportOrdersBatch(account_id=account, orders=orders, announced=True)
    try:
        return import_orders_batch(ask=ask, actor=actor, now=now)
    except AccountUnseen as unseen:
        return Imported({}, dict.fromkeys((order.number for order in orders), unseen))


def _why_unfit(order: IncomingOrder, *, now: datetime) -> Refusal | None:
    try:
        check_order(order, reserved_prefix=settings.DISPUTE_PREFIX, now=now)
    except Refusal as refusal:
        return refusal
    return None


def _result(one: OrderAsk, fate: Fate) -> dict[str, Any]:
    if isinstance(fate, Refusal):
        return _said(str(one.account), one.number, problem=as_problem(fate))
    return _said(str(one.account), one.number, outcome=fate.value if fate else SUPERSEDED)


def _said(
    account: str | None, number: str | None, *, outcome: str | None = None, problem: dict[str, Any] | None = None
) -> dict[str, Any]:
    return {"account": account, "number": number, "outcome": outcome, "problem": problem}
