"""Withdrawing: asking for it, and taking it back while nobody decided."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from amends.core.access import Permission
from amends.core.money import exponent
from amends.core.refusals import Refusal
from amends.core.wallet.taking_back import check_leaves
from amends.core.wallet.withdrawals import (
    Breakdown,
    WithdrawalEnded,
    check_may_withdraw,
    least_withdrawal,
    plan_withdrawal,
)
from amends.doors.look.posting import post_only
from amends.doors.portal.account.allauth_forms import ConfirmByCode
from amends.doors.portal.refusals import refusal_words, status_of
from amends.doors.portal.session import MerchantRequest, merchant_page
from amends.doors.portal.wallet.confirmed import confirmed_at, is_confirmed
from amends.doors.portal.wallet.forms import WithdrawForm
from amends.doors.portal.wallet.words import add_refusal
from amends.records.access.queries import verified_address
from amends.records.ledger.wallet_page import Balance, balances
from amends.records.wallet.held import held_rows, held_top_ups
from amends.usecases.wallet.ask_withdrawal import AskWithdrawal, ask_withdrawal
from amends.usecases.wallet.cancel_withdrawal import CancelWithdrawal, cancel_withdrawal

WAITS = "withdrawal_waits"
"""In the session of somebody who was sent away to set up a second factor: its last page leads back."""


@merchant_page(Permission.MERCHANT_WALLET_WITHDRAW)
def withdraw(request: MerchantRequest) -> HttpResponse:
    """Amount and destination; then what arrives, confirmed with a code; frozen at once, paid out by finance."""
    assert request.actor.account_id is not None
    held = [one for one in balances(request.actor.account_id) if one.cash]
    chosen = {"currency": request.GET.get("currency")}
    form = WithdrawForm(request.POST or None, initial=chosen, currencies=[one.currency for one in held])
    status = HTTPStatus.OK
    if request.method == "POST" and "change" not in request.POST:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        if form.is_valid():
            try:
                return _confirmed(request, form, held)
            except WithdrawalEnded as ended:
                # The form made one that has come to an end: there is nothing to correct in it.
                messages.error(request, refusal_words(ended))
                return redirect("portal:wallet")
            except Refusal as refusal:
                add_refusal(form, refusal)
                status = status_of(refusal)
    return render(request, "portal/wallet/withdraw.html", _context(request, form, held), status=status)


def _context(request: MerchantRequest, form: WithdrawForm, held: list[Balance]) -> dict[str, Any]:
    assert request.actor.account_id is not None
    second_factor = is_mfa_enabled(request.user)
    if second_factor:
        request.session.pop(WAITS, None)
    else:
        request.session[WAITS] = True
    return {
        "form": form,
        "held": [(one, _least(one)) for one in held],
        "held_back": held_rows(request.actor.account_id),
        "fee": settings.WITHDRAWAL_FEE,
        "digits": {one.currency: exponent(one.currency) for one in held},
        "verified": verified_address(request.user.id),
        "second_factor": second_factor,
    }


def _confirmed(request: MerchantRequest, form: WithdrawForm, held: list[Balance]) -> HttpResponse:
    """The page that says what arrives; once that was confirmed, and with a code where the last is too old, the ask."""
    told, status = form.cleaned_data, HTTPStatus.OK
    code = None if is_confirmed(request) else ConfirmByCode(user=request.user)
    if "confirm" in request.POST:
        code = code and ConfirmByCode(request.POST, user=request.user)
        if code is None or code.is_valid():
            if code is not None:
                code.count()
            return _asked(request, form)
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    check_may_withdraw(verified=verified_address(request.user.id), second_factor=is_mfa_enabled(request.user))
    assert request.actor.account_id is not None
    check_leaves(held_top_ups(request.actor.account_id))
    plan = _plan(told, held)
    context = {"form": form, "told": told, "plan": plan, "code": code, "fee": settings.WITHDRAWAL_FEE}
    return render(request, "portal/wallet/withdraw_confirm.html", context, status=status)


def _plan(told: dict[str, Any], held: list[Balance]) -> Breakdown:
    currency = told["currency"]
    return plan_withdrawal(
        amount=told["minor"],
        currency=currency,
        cash=next((one.cash for one in held if one.currency == currency), 0),
        minimum=settings.WITHDRAWAL_MINIMUMS.get(currency, 0),
        percent=settings.WITHDRAWAL_FEE,
    )


def _asked(request: MerchantRequest, form: WithdrawForm) -> HttpResponse:
    told = form.cleaned_data
    ask = AskWithdrawal(
        id=told["key"],
        amount=told["minor"],
        currency=told["currency"],
        payout=form.payout,
        confirmed_at=confirmed_at(request),
    )
    ask_withdrawal(ask=ask, actor=request.actor, now=timezone.now())
    messages.success(request, _("Your withdrawal is asked for. The amount is frozen until finance decides."))
    return redirect("portal:wallet")


def _least(balance: Balance) -> int:
    return least_withdrawal(settings.WITHDRAWAL_MINIMUMS.get(balance.currency, 0), settings.WITHDRAWAL_FEE)


@post_only("../../../")
@merchant_page(Permission.MERCHANT_WALLET_WITHDRAW)
def cancel_asked(request: MerchantRequest, withdrawal_id: UUID) -> HttpResponse:
    """The frozen amount is withdrawable again, but for what is owed."""
    try:
        ask = CancelWithdrawal(withdrawal_id=withdrawal_id)
        covered = cancel_withdrawal(ask=ask, actor=request.actor, now=timezone.now())
    except Refusal as refusal:
        status_of(refusal)
        messages.error(request, refusal_words(refusal))
    else:
        words = _("The withdrawal is canceled; the amount is withdrawable again.")
        if covered:
            words = _("The withdrawal is canceled; its amount covered what you owed for a top-up, as far as it goes.")
        messages.success(request, words)
    return redirect("portal:wallet")
