"""Deciding otherwise who bears a case, on its file."""

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from amends.core.access import Permission
from amends.core.disputes.refusals import DisputeUnseen
from amends.core.refusals import Refusal
from amends.doors.console.case_page import Shown, show_case
from amends.doors.console.liability.override_form import OverrideForm
from amends.doors.console.refusals import refuse
from amends.doors.console.session import StaffRequest, staff_page
from amends.doors.look.posting import post_only
from amends.usecases.liability.override_liability import override_liability


@post_only()
@staff_page(Permission.STAFF_DISPUTE_READ)
def override(request: StaffRequest, number: str) -> HttpResponse:
    """Shares, names and words; who may do it the use-case knows. A refused form keeps what was typed."""
    now, form, status = timezone.now(), OverrideForm(request.POST), HTTPStatus.UNPROCESSABLE_ENTITY
    if form.is_valid():
        try:
            override_liability(ask=form.ask(dispute=number), actor=request.actor, now=now)
        except DisputeUnseen:
            raise Http404 from None
        except Refusal as refusal:
            status = refuse(form, refusal)
        else:
            messages.success(request, _("Who bears the cost was changed."))
            return redirect("console:case", number)
    return show_case(request, number, now=now, shown=Shown(bearing=form, status=status))
