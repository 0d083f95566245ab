"""Withdrawing: asking for it, and taking it back while nobody decided."""

from http import HTTPStatus
from uuid import UUID

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from amends.core.access import Permission
from amends.core.refusals import Refusal
from amends.core.wallet.withdrawals import least_withdrawal
from amends.doors.look.posting import post_only
from amends.doors.portal.refusals import refusal_words, status_of
from amends.doors.portal.session import MerchantRequest, merchant_page
from amends.doors.portal.wallet.forms import WithdrawForm
from amends.doors.portal.wallet.words import add_refusal
from amends.records.access.queries import verified_address
from amends.records.ledger.wallet_page import Balance, balances
from amends.records.wallet.held import held_rows
from amends.usecases.wallet.ask_withdrawal import AskWithdrawal, ask_withdrawal
from amends.usecases.wallet.cancel_withdrawal import CancelWithdrawal, cancel_withdrawal


@merchant_page(Permission.MERCHANT_WALLET_WITHDRAW)
def withdraw(request: MerchantRequest) -> HttpResponse:
    """Amount and destination; frozen at once, paid out by finance."""
    assert request.actor.account_id is not None
    held = [one for one in balances(request.actor.account_id) if one.cash]
    chosen = {"currency": request.GET.get("currency")}
    form = WithdrawForm(request.POST or None, initial=chosen, currencies=[one.currency for one in held])
    status = HTTPStatus.OK
    if request.method == "POST":
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        if form.is_valid():
            try:
                return _asked(request, form)
            except Refusal as refusal:
                add_refusal(form, refusal)
                status = status_of(refusal)
    context = {
        "form": form,
        "held": [(one, _least(one)) for one in held],
        "held_back": held_rows(request.actor.account_id),
        "fee": settings.WITHDRAWAL_FEE,
        "verified": verified_address(request.user.id),
        "second_factor": is_mfa_enabled(request.user),
    }
    return render(request, "portal/wallet/withdraw.html", context, status=status)


def _asked(request: MerchantRequest, form: WithdrawForm) -> HttpResponse:
    told = form.cleaned_data
    ask = AskWithdrawal(id=told["key"], amount=told["minor"], currency=told["currency"], payout=form.payout)
    ask_withdrawal(ask=ask, actor=request.actor, now=timezone.now())
    messages.success(request, _("Your withdrawal is asked for. The amount is frozen until finance decides."))
    return redirect("portal:wallet")


def _least(balance: Balance) -> int:
    return least_withdrawal(settings.WITHDRAWAL_MINIMUMS.get(balance.currency, 0), settings.WITHDRAWAL_FEE)


@post_only("../../../")
@merchant_page(Permission.MERCHANT_WALLET_WITHDRAW)
def cancel_asked(request: MerchantRequest, withdrawal_id: UUID) -> HttpResponse:
    """The frozen amount is withdrawable again."""
    try:
        cancel_withdrawal(ask=CancelWithdrawal(withdrawal_id=withdrawal_id), actor=request.actor, now=timezone.now())
    except Refusal as refusal:
        status_of(refusal)
        messages.error(request, refusal_words(refusal))
    else:
        messages.success(request, _("The withdrawal is canceled; the amount is withdrawable again."))
    return redirect("portal:wallet")
