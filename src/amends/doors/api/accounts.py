"""Accounts over JSON, for the platform's systems and staff: whose orders there can be."""

from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router
from pydantic import BaseModel, Field

from amends.core.access import Permission
from amends.core.requests.field_words import WITHOUT_NUL
from amends.core.standing.standings import Standing
from amends.doors.api.callers import caller_who_may
from amends.doors.api.cursors import read_cursor, write_cursor
from amends.doors.api.openapi import problems
from amends.doors.api.saying import say
from amends.doors.api.shapes import Exact
from amends.records.access.accounts import list_accounts

router = Router(tags=["accounts"])


class AccountsWanted(BaseModel):
    """Which accounts: of a name, in whichever case, or with a person of an e-mail address."""

    name: Annotated[str, Field(max_length=200, pattern=WITHOUT_NUL)] | None = None
    email: Annotated[str, Field(max_length=254, pattern=WITHOUT_NUL)] | None = None
    cursor: str | None = None
    limit: Annotated[int, Field(ge=1, le=100)] = 20


class AccountAnswer(Exact):
    """An account; its `id` is what orders are told and asked with."""

    id: UUID
    name: str
    standing: Standing


class AccountPage(Exact):
    """Some accounts. `next` is the cursor of what follows, none at the end."""

    accounts: list[AccountAnswer]
    next: str | None


@router.get(
    "",
    operation_id="list_accounts",
    summary="List accounts (platform, staff)",
    response={200: AccountPage, **problems(401, 403, 422, 429)},
)
def list_all(request: HttpRequest, asked: Query[AccountsWanted]) -> HttpResponse:
    """Merchants' accounts, latest opened first, and how the platform stands with each."""
    caller_who_may(request, Permission.PLATFORM_ORDER_READ, Permission.STAFF_ORDER_READ)
    beyond = read_cursor(asked.cursor) if asked.cursor else None
    rows, place = list_accounts(name=asked.name, email=asked.email, now=timezone.now(), size=asked.limit, beyond=beyond)
    told = [{"id": str(row.id), "name": row.name, "standing": row.standing.value} for row in rows]
    return say({"accounts": told, "next": place and write_cursor(place)})
