"""The way to the merchant's pages."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from amends.core.access import Actor
from amends.core.orders.kinds import Kind
from amends.doors.portal.orders.asked import orders_url
from amends.doors.portal.orders.kind_pages import KIND_PAGES
from amends.records.disputes.of_orders import count_awaiting_merchant

Item = dict[str, Any]
COUNTED = 100


def merchant_nav(request: HttpRequest) -> list[Item]:
    """The entries; the one of the page itself is current, and the disputes say how many wait for an answer."""
    pages = [
        (_("Overview"), reverse("portal:home"), "queue"),
        (_("Disputes"), "/disputes/", "dispute"),
        (_("Claims"), reverse("portal:claims"), "alert"),
        (_("Wallet"), "/wallet/", "wallet"),
        (_("Account"), "/account/", "user"),
        (_("Help"), "/help/", "help"),
    ]
    overview, disputes, *others = (
        {"label": label, "url": url, "icon": icon, "current": _is_at(request.path, url)} for label, url, icon in pages
    )
    disputes["count"] = _waiting(getattr(request, "actor", None))
    return [overview, {"label": _("Orders"), "icon": "box", "children": _order_lists(request)}, disputes, *others]


def _is_at(path: str, url: str) -> bool:
    """The wallet has pages of its own below it."""
    return path == url or (url == "/wallet/" and path.startswith(url))


def _order_lists(request: HttpRequest) -> list[Item]:
    shown = request.GET.get("kind") or Kind.STORE.value
    here = request.path == reverse("portal:orders")
    return [
        {"label": page.title, "url": orders_url(kind), "current": here and shown == kind.value}
        for kind, page in KIND_PAGES.items()
        if kind
    ]


def _waiting(actor: Actor | None) -> str:
    if actor is None or actor.account_id is None:
        return ""
    count = count_awaiting_merchant(account_id=actor.account_id, most=COUNTED)
    return f"{COUNTED - 1}+" if count >= COUNTED else str(count or "")
