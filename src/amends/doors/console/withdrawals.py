"""Withdrawals: what waits for finance, and one of them with what decides about it."""

from collections.abc import Callable
from http import HTTPStatus
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from amends.core.access import Permission
from amends.core.refusals import Refusal
from amends.core.wallet.payout import PayoutMethod
from amends.core.wallet.withdrawals import WithdrawalState, WithdrawalUnseen
from amends.doors.console.refusals import STATUS_OF_KIND, refusal_words, refuse
from amends.doors.console.session import StaffRequest, staff_page
from amends.doors.look.posting import post_only
from amends.records.ledger.wallet_page import balances
from amends.records.wallet.held import held_rows
from amends.records.wallet.models import Withdrawal
from amends.records.wallet.queries import (
    decided_withdrawals,
    show_withdrawal,
    top_ups_of,
    waiting_withdrawals,
    withdrawals_of,
)
from amends.usecases.wallet.approve_withdrawal import ApproveWithdrawal, approve_withdrawal
from amends.usecases.wallet.refuse_withdrawal import RefuseWithdrawal, refuse_withdrawal
from amends.usecases.wallet.take_up_withdrawal import TakeUpWithdrawal, put_back_withdrawal, take_up_withdrawal

SHOWN, WAITING = 25, 100
STATES: dict[WithdrawalState, tuple[str | Promise, str, str]] = {
    WithdrawalState.ASKED: (_("Waiting for finance"), "warn", "half"),
    WithdrawalState.APPROVED: (_("Paid out"), "good", "full"),
    WithdrawalState.REFUSED: (_("Refused"), "bad", "full"),
    WithdrawalState.CANCELED: (_("Canceled by the merchant"), "muted", "full"),
}
METHODS = {PayoutMethod.BANK: _("Bank transfer"), PayoutMethod.PAYPAL: _("PayPal")}


class ApproveForm(forms.Form):
    """Under which reference the money went."""

    words = forms.CharField(
        label=_("Reference of the transfer"), max_length=120, widget=forms.TextInput({"autocomplete": "off"})
    )


class TakeUpForm(forms.Form):
    """From whom it is taken over, as the page showed it; from nobody, without."""

    over = forms.UUIDField(required=False, widget=forms.HiddenInput)


class RefuseForm(forms.Form):
    """Why not; the merchant reads it."""

    words = forms.CharField(
        label=_("Reason, for the merchant to read"), max_length=500, widget=forms.Textarea({"rows": 3})
    )


@require_safe
@staff_page(Permission.STAFF_WITHDRAWAL_APPROVE)
def waiting(request: StaffRequest) -> HttpResponse:
    """What waits, the oldest first, and what was decided of late."""
    context = {
        "waiting": _with_states(waiting_withdrawals(most=WAITING)),
        "decided": _with_states(decided_withdrawals(most=SHOWN)),
        "now": timezone.now(),
    }
    return render(request, "console/book/withdrawals.html", context)


@require_safe
@staff_page(Permission.STAFF_WITHDRAWAL_APPROVE)
def withdrawal(request: StaffRequest, withdrawal_id: UUID) -> HttpResponse:
    """One withdrawal with its account's balances and history."""
    return _page(request, withdrawal_id, ApproveForm(), RefuseForm(prefix="no"))


@post_only()
@staff_page(Permission.STAFF_WITHDRAWAL_APPROVE)
def take_up(request: StaffRequest, withdrawal_id: UUID) -> HttpResponse:
    """Before the transfer is made; from a colleague only where the page said so."""
    form = TakeUpForm(request.POST)
    over = form.cleaned_data["over"] if form.is_valid() else None

    def verb() -> str:
        ask = TakeUpWithdrawal(withdrawal_id=withdrawal_id, over=over)
        take_up_withdrawal(ask=ask, actor=request.actor, now=timezone.now())
        return gettext("You have taken the withdrawal up. Make the transfer, then note its reference.")

    return _moved(request, withdrawal_id, verb)


@post_only()
@staff_page(Permission.STAFF_WITHDRAWAL_APPROVE)
def put_back(request: StaffRequest, withdrawal_id: UUID) -> HttpResponse:
    """No money was sent; it waits for anybody again."""

    def verb() -> str:
        put_back_withdrawal(withdrawal_id=withdrawal_id, actor=request.actor, now=timezone.now())
        return gettext("The withdrawal waits for finance again.")

    return _moved(request, withdrawal_id, verb)


def _moved(request: StaffRequest, withdrawal_id: UUID, verb: Callable[[], str]) -> HttpResponse:
    try:
        messages.success(request, verb())
    except WithdrawalUnseen:
        raise Http404 from None
    except Refusal as refusal:
        messages.error(request, refusal_words(refusal))
        return _page(request, withdrawal_id, ApproveForm(), RefuseForm(prefix="no"), STATUS_OF_KIND[refusal.kind])
    return redirect("console:withdrawal", withdrawal_id)


@post_only()
@staff_page(Permission.STAFF_WITHDRAWAL_APPROVE)
def approve(request: StaffRequest, withdrawal_id: UUID) -> HttpResponse:
    """The transfer was made; what was frozen leaves."""
    form, status = ApproveForm(request.POST), HTTPStatus.UNPROCESSABLE_ENTITY
    if form.is_valid():
        sent = bool(request.POST.get("sent_before"))
        ask = ApproveWithdrawal(withdrawal_id=withdrawal_id, reference=form.cleaned_data["words"], sent_before=sent)
        try:
            approve_withdrawal(ask=ask, actor=request.actor, now=timezone.now())
            messages.success(request, gettext("The withdrawal is approved; the merchant is told."))
            return redirect("console:withdrawals")
        except Refusal as refusal:
            status = _said(request, form, refusal)
    return _page(request, withdrawal_id, form, RefuseForm(prefix="no"), status)


@post_only()
@staff_page(Permission.STAFF_WITHDRAWAL_APPROVE)
def refuse_(request: StaffRequest, withdrawal_id: UUID) -> HttpResponse:
    """With words; the amount returns to the balance."""
    form, status = RefuseForm(request.POST, prefix="no"), HTTPStatus.UNPROCESSABLE_ENTITY
    if form.is_valid():
        ask = RefuseWithdrawal(withdrawal_id=withdrawal_id, reason=form.cleaned_data["words"])
        try:
            refuse_withdrawal(ask=ask, actor=request.actor, now=timezone.now())
            messages.success(request, gettext("The withdrawal is refused; the merchant reads why."))
            return redirect("console:withdrawals")
        except Refusal as refusal:
            status = _said(request, form, refusal)
    return _page(request, withdrawal_id, ApproveForm(), form, status)


def _said(request: StaffRequest, form: forms.Form, refusal: Refusal) -> HTTPStatus:
    """Beside the form while there is one; above the page once somebody else decided."""
    if refusal.kind != "conflict":
        return refuse(form, refusal)
    messages.error(request, refusal_words(refusal))
    return STATUS_OF_KIND[refusal.kind]


def _page(
    request: StaffRequest, withdrawal_id: UUID, yes: forms.Form, no: forms.Form, status: int = HTTPStatus.OK
) -> HttpResponse:
    found = show_withdrawal(withdrawal_id)
    if found is None:
        raise Http404
    past = withdrawals_of(account_id=found.account_id, most=SHOWN)
    context = {
        "withdrawal": found,
        "state": _state_of(found),
        "mine": found.taken_up_by is not None and found.taken_up_by == request.actor.id,
        "method": METHODS[PayoutMethod(found.method)],
        "arrives": found.amount - found.fee,
        "balances": balances(found.account_id),
        "past": _with_states([one for one in past if one.id != found.id]),
        "same_destination": sum(one.destination == found.destination and one.state == "approved" for one in past),
        "top_ups": top_ups_of(account_id=found.account_id, most=5),
        "held_back": held_rows(found.account_id) if found.state == WithdrawalState.ASKED.value else (),
        "yes": yes,
        "no": no,
        "now": timezone.now(),
    }
    return render(request, "console/book/withdrawal.html", context, status=status)


def _with_states(rows: list[Withdrawal]) -> list[tuple[Withdrawal, tuple[str | Promise, str, str]]]:
    return [(row, _state_of(row)) for row in rows]


def _state_of(row: Withdrawal) -> tuple[str | Promise, str, str]:
    if row.state == WithdrawalState.ASKED.value and row.taken_up_by is not None:
        return (_("Being paid out"), "info", "most")
    return STATES[WithdrawalState(row.state)]
