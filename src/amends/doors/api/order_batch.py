"""Up to a thousand orders told at once over JSON: each succeeds or is refused by itself."""

from collections import defaultdict
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router

from amends.core.access import AccountUnseen, Actor
from amends.core.refusals import Refusal
from amends.doors.api.openapi import keyed_body
from amends.doors.api.order_asks import OrderAsk, OrdersAsk, UnfitOrder
from amends.doors.api.order_shapes import TakenInAll
from amends.doors.api.order_steps import REFUSALS, writer
from amends.doors.api.problems import as_problem, as_unfit
from amends.doors.api.reading import read_body
from amends.doors.api.writing import write
from amends.usecases.orders.import_orders_batch import Imported, ImportOrdersBatch, import_orders_batch

router = Router(tags=["orders"])

BATCH_LIMIT = 5_000_000
"""Bytes of a batch: a thousand orders of many lines."""

SUPERSEDED = "superseded"


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
    by_account: dict[UUID, dict[str, OrderAsk]] = defaultdict(dict)
    for one in told:
        if isinstance(one, OrderAsk):
            by_account[one.account][one.number] = one
    taken = {account: _taken(account, orders, actor) for account, orders in by_account.items()}

    def result(one: OrderAsk | UnfitOrder) -> dict[str, Any]:
        if isinstance(one, UnfitOrder):
            return _said(one.account, one.number, problem=as_unfit(one.faults))
        if one is not by_account[one.account][one.number]:
            return _said(str(one.account), one.number, outcome=SUPERSEDED)
        return _result(one, taken[one.account])

    return [result(one) for one in told]


def _taken(account: UUID, orders: dict[str, OrderAsk], actor: Actor) -> Imported:
    ask = ImportOrdersBatch(account_id=account, orders=[one.read() for one in orders.values()], announced=True)
    try:
        return import_orders_batch(ask=ask, actor=actor, now=timezone.now())
    except AccountUnseen as unseen:
        return Imported({}, dict.fromkeys(orders, unseen))


def _result(one: OrderAsk, taken: Imported) -> dict[str, Any]:
    refusal: Refusal | None = taken.refused.get(one.number)
    outcome = taken.outcomes.get(one.number)
    problem = as_problem(refusal) if refusal else None
    return _said(str(one.account), one.number, outcome=outcome.value if outcome else None, problem=problem)


def _said(
    account: str | None, number: str | None, *, outcome: str | None = None, problem: dict[str, Any] | None = None
) -> dict[str, Any]:
    return {"account": account, "number": number, "outcome": outcome, "problem": problem}
