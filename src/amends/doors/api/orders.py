"""Orders over JSON: read by their merchant, by staff, and by the platform's systems."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router

from amends.core.access import Actor, Permission
from amends.core.disputes.refusals import OrderUnseen
from amends.core.orders.claimable import why_not_disputable
from amends.core.policies.timing import last_close
from amends.doors.api.callers import caller_who_may, of_another
from amends.doors.api.cursors import read_cursor, write_cursor
from amends.doors.api.openapi import problems
from amends.doors.api.order_shapes import ClaimableLines, OrderPage, OrdersWanted, OrderWhole
from amends.doors.api.problems import AccountMissing, as_problem
from amends.doors.api.saying import say
from amends.doors.api.schemas import WHOSE
from amends.records.access.measures import measure_of
from amends.records.disputes.of_orders import disputes_of_orders
from amends.records.orders.answers import line_answer, order_answer, order_row_answer
from amends.records.orders.finding import find_order
from amends.records.orders.queries_list import OrderFilter, list_orders
from amends.records.orders.queries_page import OrderShown, show_order
from amends.records.policies.judging import judge_in_force

router = Router(tags=["orders"])

READERS = (Permission.MERCHANT_ORDER_READ, Permission.PLATFORM_ORDER_READ, Permission.STAFF_ORDER_READ)
Account = Annotated[UUID | None, Query(description=WHOSE)]


@router.get(
    "",
    operation_id="list_orders",
    summary="List orders",
    response={200: OrderPage, **problems(401, 403, 404, 422, 429)},
)
def list_all(request: HttpRequest, asked: Query[OrdersWanted]) -> HttpResponse:
    """An account's orders, latest placed first: a merchant's own, or those of the account that is named."""
    actor = caller_who_may(request, *READERS)
    if of_another(actor, asked.account):
        return say({"orders": [], "next": None})
    account_id = actor.account_id or asked.account
    if account_id is None:
        raise AccountMissing
    told_of = asked.model_dump(exclude={"account", "cursor", "limit"})
    wanted = OrderFilter(account_id=account_id, **told_of)
    page = list_orders(wanted, size=asked.limit, below=read_cursor(asked.cursor) if asked.cursor else None)
    may_open = actor.may(Permission.MERCHANT_DISPUTE_OPEN)
    measure = measure_of(account_id, now=timezone.now()) if may_open else None
    told = [order_row_answer(row, account_id=account_id, actor=actor, measure=measure) for row in page.rows]
    return say({"orders": told, "next": write_cursor(page.older) if page.older else None})


@router.get(
    "/{str:number}",
    operation_id="read_order",
    summary="Read an order",
    response={200: OrderWhole, **problems(401, 403, 404, 409, 422, 429)},
)
def read_order(request: HttpRequest, number: str, account: Account = None) -> HttpResponse:
    """One order with its lines, payments and parcels, and what holds it."""
    actor = caller_who_may(request, *READERS)
    return say(whole_order(number=number, actor=actor, account_id=account))


@router.get(
    "/{str:number}/claimable-lines",
    operation_id="list_claimable_lines",
    summary="What of an order can be disputed",
    response={200: ClaimableLines, **problems(401, 403, 404, 409, 422, 429)},
)
def claimable_lines(request: HttpRequest, number: str, account: Account = None) -> HttpResponse:
    """Every line with the units that can be disputed now and what they could bring back at most."""
    actor = caller_who_may(request, *READERS)
    order = _shown(number=number, actor=actor, account_id=account)
    why_not = why_not_disputable(order.facts, order.line_facts)
    told: dict[str, Any] = {"order": order.facts.number, "currency": order.facts.currency}
    told |= {"why_not": as_problem(why_not) if why_not else None}
    held_by = _held_by(order)
    return say(told | {"lines": [line_answer(line, held_by) for line in order.lines]})


def whole_order(*, number: str, actor: Actor, account_id: UUID | None) -> dict[str, Any]:
    """The whole order in JSON's own values. Raises OrderUnseen, NumberAmbiguous."""
    order = _shown(number=number, actor=actor, account_id=account_id)
    return order_answer(order, actor=actor, held_by=_held_by(order), closes_at=_closes_at(order, actor))


def _held_by(order: OrderShown) -> dict[UUID, str]:
    """The open disputes' numbers by their ids, oldest first. One statement."""
    facts = order.facts
    disputes = disputes_of_orders(account_id=facts.account_id, order_ids=[facts.id])[facts.id]
    return {one.id: one.number for one in reversed(disputes) if one.open}


def _closes_at(order: OrderShown, actor: Actor) -> datetime | None:
    """Until when the actor can open a dispute, as far as the policy in force has a window that closes."""
    if not actor.may(Permission.MERCHANT_DISPUTE_OPEN) or why_not_disputable(order.facts, order.line_facts):
        return None
    return last_close(judge_in_force(now=timezone.now()), order.facts, order.line_facts)


def _shown(*, number: str, actor: Actor, account_id: UUID | None) -> OrderShown:
    _, owner = find_order(number=number, actor=actor, account_id=account_id)
    order = show_order(account_id=owner, number=number, now=timezone.now())
    if order is None:
        raise OrderUnseen(number=number)
    return order
