"""Where is the order I have trouble with?"""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from amends.core.access import Permission
from amends.core.orders.kinds import Kind
from amends.doors.portal.orders.asked import Asked, orders_url, read_asked
from amends.doors.portal.orders.kind_pages import KIND_PAGES, STAGE_TABS
from amends.doors.portal.orders.rows import marked
from amends.doors.portal.session import MerchantRequest, merchant_page
from amends.records.orders.queries_list import OrderFilter, count_by_stage, list_orders
from amends.records.orders.queries_search import Found, search_orders

PAGE_SIZE = 20
COUNTED = 1_000
"""Counting ends here: a tab says 999+ whatever lies beyond."""


@merchant_page(Permission.MERCHANT_ORDER_READ)
def orders(request: MerchantRequest) -> HttpResponse:
    """One page of a kind's orders in a stage, or of those a search found."""
    account_id = request.actor.account_id
    assert account_id
    asked = read_asked(request.GET)
    found = search_orders(account_id=account_id, words=asked.words) if asked.words else None
    wanted = OrderFilter(account_id=account_id, kind=asked.kind, stage=asked.stage, found=found.ids if found else None)
    page = list_orders(wanted, size=PAGE_SIZE, above=asked.above, below=asked.below)
    context = {
        "now": timezone.now(),
        "asked": asked,
        "words": KIND_PAGES[asked.kind],
        "tabs": _tabs(asked, wanted),
        "rows": marked(page.rows, account_id=account_id),
        "of_shops": asked.kind in (Kind.STORE, None),
        "newer_url": asked.url(stage=asked.stage, above=page.newer) if page.newer else "",
        "older_url": asked.url(stage=asked.stage, below=page.older) if page.older else "",
        **_search(asked, found),
    }
    return render(request, "portal/orders/list.html", context)


def _tabs(asked: Asked, wanted: OrderFilter) -> list[dict[str, Any]]:
    counts = count_by_stage(wanted, most=COUNTED)
    return [
        {
            "label": label,
            "url": asked.url(stage=stage),
            "current": stage is asked.stage,
            "count": stage and _capped(counts.get(stage, 0)),
        }
        for stage, label in STAGE_TABS.items()
    ]


def _capped(count: int) -> str:
    return f"{COUNTED - 1}+" if count >= COUNTED else str(count)


def _search(asked: Asked, found: Found | None) -> dict[str, Any]:
    """Where else to look when nothing was found here, and whether some matches were left out."""
    return {
        "elsewhere_url": orders_url(None, asked.words) if found and found.ids and asked.kind else "",
        "plain_url": orders_url(asked.kind),
        "left_out": bool(found and not found.all_of_them),
    }
