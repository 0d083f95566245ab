"""The wallet over JSON: balances, history, and paying an order from it."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router

from amends.core.access import Permission
from amends.doors.api.callers import caller_who_may
from amends.doors.api.cursors import read_cursor, write_cursor
from amends.doors.api.money_shapes import EntriesWanted, EntryPage, PaidAnswer, PayAsk, WalletAnswer
from amends.doors.api.openapi import keyed_body, problems
from amends.doors.api.reading import read_body
from amends.doors.api.saying import say
from amends.doors.api.writing import write
from amends.records.keyset import Place
from amends.records.ledger.wallet_page import WalletEntry, Wanted, balances, wallet_entries
from amends.usecases.wallet.pay_order import PayOrder, pay_order

router = Router(tags=["wallet"])


@router.get(
    "",
    operation_id="read_wallet",
    summary="Read the balances",
    response={200: WalletAnswer, **problems(401, 403, 422, 429)},
)
def read_wallet(request: HttpRequest) -> HttpResponse:
    """Each currency's balance: withdrawable, bonus, frozen."""
    account_id = _own(request, Permission.MERCHANT_WALLET_READ)
    told = [
        {"currency": one.currency, "withdrawable": one.cash, "bonus": one.bonus, "frozen": one.frozen}
        for one in balances(account_id)
    ]
    return say({"balances": told})


@router.get(
    "/entries",
    operation_id="list_wallet_entries",
    summary="List what changed a balance",
    response={200: EntryPage, **problems(401, 403, 422, 429)},
)
def list_entries(request: HttpRequest, asked: Query[EntriesWanted]) -> HttpResponse:
    """Entries of one currency, newest first."""
    account_id = _own(request, Permission.MERCHANT_WALLET_READ)
    before = read_cursor(asked.cursor) if asked.cursor else None
    wanted = Wanted(since=asked.since, until=asked.until, number=asked.number)
    found = wallet_entries(
        account_id=account_id, currency=asked.currency, wanted=wanted, before=before, limit=asked.limit + 1
    )
    page, more = found[: asked.limit], found[asked.limit :]
    following = write_cursor(Place(page[-1].posted_at, page[-1].id)) if more else None
    return say({"entries": [_entry(one) for one in page], "next": following})


@router.post(
    "/payments",
    operation_id="pay_order_from_wallet",
    summary="Pay an order from the balance",
    response={200: PaidAnswer, **problems(400, 401, 403, 404, 409, 411, 413, 415, 422, 429)},
    openapi_extra=keyed_body(PayAsk, status=200),
)
def pay(request: HttpRequest) -> HttpResponse:
    """Bonus first, then cash; all of what is due, as the caller saw it, or nothing."""
    actor = caller_who_may(request, Permission.MERCHANT_WALLET_PAY)
    asked = read_body(request, PayAsk)

    def done() -> dict[str, Any]:
        parts = pay_order(ask=PayOrder(number=asked.order, due=asked.due), actor=actor, now=timezone.now())
        return {"order": asked.order, "bonus": parts.bonus, "cash": parts.cash}

    return write(request, actor, done)


def _own(request: HttpRequest, permission: Permission) -> UUID:
    actor = caller_who_may(request, permission)
    assert actor.account_id is not None
    return actor.account_id


def _entry(one: WalletEntry) -> dict[str, Any]:
    return {
        "id": str(one.id),
        "kind": one.kind,
        "at": one.posted_at.isoformat(),
        "currency": one.currency,
        "withdrawable": one.cash,
        "bonus": one.bonus,
        "frozen": one.frozen,
        "after": one.after,
        "order": one.order,
        "dispute": one.dispute,
    }
