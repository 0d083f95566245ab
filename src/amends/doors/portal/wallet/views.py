"""How much, and from where."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from amends.core.access import Permission
from amends.doors.portal.session import MerchantRequest, merchant_page
from amends.records.ledger.wallet_page import Balance, WalletEntry, balances, wallet_entries

PAGE = 25
KINDS = {"refund": _("Refund of a dispute")}


def _cursor(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _entries(account_id: UUID, shown: Balance | None, before: UUID | None) -> list[WalletEntry]:
    if shown is None:
        return []
    return wallet_entries(account_id=account_id, currency=shown.currency, before=before, limit=PAGE + 1)


def _older(path: str, entries: list[WalletEntry]) -> str:
    if len(entries) <= PAGE:
        return ""
    latest = entries[PAGE - 1]
    return f"{path}?{urlencode({'currency': latest.currency, 'before': str(latest.id)})}"


@merchant_page(Permission.MERCHANT_WALLET_READ)
def wallet(request: MerchantRequest) -> HttpResponse:
    """Balances, and the entries of one currency with the balance after each."""
    assert request.actor.account_id is not None
    held = balances(request.actor.account_id)
    asked = request.GET.get("currency", "")
    shown = next((one for one in held if one.currency == asked), held[0] if held else None)
    before = _cursor(request.GET.get("before", ""))
    entries = _entries(request.actor.account_id, shown, before)
    path = reverse("portal:wallet")
    context = {
        "balance": shown,
        "tabs": [
            {"label": one.currency, "url": f"{path}?currency={one.currency}", "current": one is shown} for one in held
        ],
        "rows": [(entry, KINDS.get(entry.kind, entry.kind)) for entry in entries[:PAGE]],
        "older_url": _older(path, entries),
        "newer_url": f"{path}?currency={shown.currency}" if before and shown else "",
    }
    return render(request, "portal/wallet/wallet.html", context)
