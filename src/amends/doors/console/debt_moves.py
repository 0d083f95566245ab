"""Ending what is owed for a top-up."""

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from amends.core.access import Permission
from amends.core.refusals import Refusal
from amends.core.wallet.top_ups import TopUpUnseen
from amends.doors.console.accounts import show_account
from amends.doors.console.debts import DebtForm
from amends.doors.console.refusals import refuse
from amends.doors.console.session import StaffRequest, staff_page
from amends.doors.look.posting import post_only
from amends.usecases.wallet.end_debt import EndDebt, end_debt


@post_only("../../../")
@staff_page(Permission.STAFF_WITHDRAWAL_APPROVE)
def end(request: StaffRequest, account_id: UUID, top_up_id: UUID) -> HttpResponse:
    """Settled or written off, with words."""
    form, now, status = DebtForm(request.POST), timezone.now(), HTTPStatus.UNPROCESSABLE_ENTITY
    if form.is_valid():
        told = form.cleaned_data
        write_off = told["end"] == "written_off"
        ask = EndDebt(top_up_id=top_up_id, shown=told["shown"], write_off=write_off, words=told["words"])
        try:
            end_debt(ask=ask, actor=request.actor, now=now)
        except TopUpUnseen:
            raise Http404 from None
        except Refusal as refusal:
            status = refuse(form, refusal)
        else:
            messages.success(request, _("Nothing is owed for it any more; the merchant is told."))
            return redirect("console:account", account_id)
    return show_account(request, account_id, now=now, refused=form, of=top_up_id, status=status)
