"""How much, and from where."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from amends.core.access import Permission
from amends.core.wallet.top_ups import TopUpState
from amends.doors.portal.session import MerchantRequest, merchant_page
from amends.doors.portal.wallet.forms import HistoryForm
from amends.doors.portal.wallet.words import KINDS, TOP_UP_STATES, provider_words, withdrawal_badge
from amends.records.keyset import Place
from amends.records.ledger.wallet_page import Balance, WalletEntry, balances, wallet_entries
from amends.records.wallet.held import held_rows
from amends.records.wallet.queries import open_top_ups, payable_orders, withdrawals_of

PAGE = 25
SHOWN = 5


@require_safe
@merchant_page(Permission.MERCHANT_WALLET_READ)
def wallet(request: MerchantRequest) -> HttpResponse:
    """Balances, what is open, and the history of one currency with the balance after each entry."""
    account_id = request.actor.account_id
    assert account_id is not None
    held = balances(account_id)
    shown = chosen_balance(held, request.GET.get("currency", ""))
    form = HistoryForm(request.GET)
    path = reverse("portal:wallet")
    context = {
        "now": timezone.now(),
        "balance": shown,
        "tabs": [
            {"label": one.currency, "url": f"{path}?currency={one.currency}", "current": one is shown} for one in held
        ],
        "form": form,
        **_history(account_id, shown, form, path),
        **_open(account_id, shown),
        "tiers": _tiers(shown),
        "held_back": held_rows(account_id),
        "may_pay": request.actor.may(Permission.MERCHANT_WALLET_PAY),
        "may_withdraw": request.actor.may(Permission.MERCHANT_WALLET_WITHDRAW),
    }
    status = HTTPStatus.OK if form.is_valid() else HTTPStatus.UNPROCESSABLE_ENTITY
    return render(request, "portal/wallet/wallet.html", context, status=status)


def chosen_balance(held: list[Balance], currency: str) -> Balance | None:
    """The wallet asked for, else the first; None without any."""
    return next((one for one in held if one.currency == currency), held[0] if held else None)


def _history(account_id: UUID, shown: Balance | None, form: HistoryForm, path: str) -> dict[str, Any]:
    if shown is None or not form.is_valid():
        return {}
    before, filters = form.cleaned_data["before"], {"currency": shown.currency, **form.filters()}
    found = wallet_entries(
        account_id=account_id, currency=shown.currency, wanted=form.wanted(), before=before, limit=PAGE + 1
    )
    first, last = f"{path}?{urlencode(filters)}", found[PAGE - 1] if len(found) > PAGE else None
    return {
        "rows": [(entry, KINDS.get(entry.kind, entry.kind), _moved(entry)) for entry in found[:PAGE]],
        "filtered": len(filters) > 1,
        "older_url": f"{first}&before={Place(last.posted_at, last.id).text()}" if last else "",
        "newer_url": first if before else "",
        "export_url": f"{reverse('portal:export_wallet')}?{urlencode(filters)}",
        "clear_url": f"{path}?currency={shown.currency}",
    }


def _moved(entry: WalletEntry) -> bool:
    """Whether money only moved between the wallet's parts."""
    return entry.change == 0 and entry.frozen != 0


def _open(account_id: UUID, shown: Balance | None) -> dict[str, Any]:
    asked = withdrawals_of(account_id=account_id, most=SHOWN)
    return {
        "withdrawals": [(one, withdrawal_badge(one.state, taken_up=one.taken_up_by is not None)) for one in asked],
        "top_ups": [
            (one, TOP_UP_STATES[TopUpState(one.state)], provider_words(one.provider))
            for one in open_top_ups(account_id=account_id, most=SHOWN)
        ],
        "payable": payable_orders(account_id=account_id, currency=shown.currency, most=SHOWN) if shown else [],
    }


def _tiers(shown: Balance | None) -> list[Any]:
    return [tier for tier in settings.TOP_UP_TIERS if shown is None or tier.currency == shown.currency]
