"""Settlements and external claims over JSON, to read."""

from enum import StrEnum
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router

from amends.core.access import Permission
from amends.doors.api.callers import caller_who_may
from amends.doors.api.cursors import read_cursor, write_cursor
from amends.doors.api.money_shapes import ClaimsWanted, ExternalClaimPage, SettlementPage, SettlementsWanted
from amends.doors.api.openapi import problems
from amends.doors.api.problems import Unreadable
from amends.doors.api.saying import say
from amends.records.disputes.answers import leg_answer
from amends.records.external_claims.pages import ClaimShown, ClaimTab, claims_of_account, read_claims
from amends.records.settlements.queries import SettlementRow, SettlementTab, read_settlements, settlements_of_account

settlements = Router(tags=["settlements"])
claims = Router(tags=["external claims"])


class TabForStaff(Unreadable):
    """A merchant narrows by what only staff narrow by."""

    code = "request.tab_for_staff"
    sentence = "Only staff choose a tab; leave it out to see all of your own."
    field = "tab"
    status = HTTPStatus.UNPROCESSABLE_ENTITY


@settlements.get(
    "",
    operation_id="list_settlements",
    summary="List settlements",
    response={200: SettlementPage, **problems(401, 403, 422, 429)},
)
def list_settlements(request: HttpRequest, asked: Query[SettlementsWanted]) -> HttpResponse:
    """How decisions are carried out, leg by leg: a merchant's own, latest planned first; for staff those of a tab."""
    actor = caller_who_may(request, Permission.MERCHANT_DISPUTE_READ, Permission.STAFF_SETTLEMENT_READ)
    beyond = read_cursor(asked.cursor) if asked.cursor else None
    if actor.account_id is not None:
        _check_no_tab(asked.tab)
        rows, place = settlements_of_account(account_id=actor.account_id, size=asked.limit, beyond=beyond)
    else:
        rows, place = read_settlements(
            tab=asked.tab or SettlementTab.RUNNING, now=timezone.now(), size=asked.limit, beyond=beyond
        )
    return say({"settlements": [_settlement(row) for row in rows], "next": place and write_cursor(place)})


@claims.get(
    "",
    operation_id="list_external_claims",
    summary="List claims at payment houses",
    response={200: ExternalClaimPage, **problems(401, 403, 422, 429)},
)
def list_claims(request: HttpRequest, asked: Query[ClaimsWanted]) -> HttpResponse:
    """A merchant's own, latest opened first; for staff those of a tab."""
    actor = caller_who_may(request, Permission.MERCHANT_DISPUTE_READ, Permission.STAFF_CLAIM_READ)
    beyond = read_cursor(asked.cursor) if asked.cursor else None
    if actor.account_id is not None:
        _check_no_tab(asked.tab)
        rows, place = claims_of_account(account_id=actor.account_id, size=asked.limit, beyond=beyond)
    else:
        rows, place = read_claims(tab=asked.tab or ClaimTab.ANSWER, size=asked.limit, beyond=beyond)
    return say({"external_claims": [_claim(row) for row in rows], "next": place and write_cursor(place)})


def _check_no_tab(tab: StrEnum | None) -> None:
    if tab is not None:
        raise TabForStaff


def _settlement(row: SettlementRow) -> dict[str, Any]:
    return {
        "id": str(row.id),
        "dispute": row.dispute,
        "state": row.state.value,
        "account": str(row.account_id),
        "account_name": row.account,
        "outcome": row.outcome.value,
        "amount": row.amount,
        "currency": row.currency,
        "planned_at": row.planned_at.isoformat(),
        "due_at": row.due_at and row.due_at.isoformat(),
        "finished_at": row.finished_at and row.finished_at.isoformat(),
        "reopened_at": row.reopened_at and row.reopened_at.isoformat(),
        "over": row.over,
        "taken_elsewhere": row.taken_elsewhere,
        "legs": [leg_answer(leg) for leg in row.legs],
    }


def _claim(one: ClaimShown) -> dict[str, Any]:
    return {
        "id": str(one.id),
        "provider": one.provider,
        "ref": one.ref,
        "kind": one.kind.value,
        "state": one.state.value,
        "effect": one.effect.value if one.effect else None,
        "holds": one.holds,
        "reason": one.reason,
        "amount": one.amount,
        "currency": one.currency,
        "order": one.order or None,
        "payment_ref": one.payment_ref,
        "respond_by": one.respond_by and one.respond_by.isoformat(),
        "opened_at": one.opened_at.isoformat(),
    }
