"""A case: its page, writing into its thread, giving it to somebody."""

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from amends.core.access import Permission
from amends.core.disputes.refusals import DisputeUnseen
from amends.core.refusals import Refusal
from amends.doors.console.case_page import Shown, show_case
from amends.doors.console.message_form import MessageForm
from amends.doors.console.refusals import refusal_words, refuse
from amends.doors.console.session import StaffRequest, staff_page
from amends.doors.look.posting import post_only
from amends.usecases.disputes.assign_dispute import AssignDispute, assign_dispute
from amends.usecases.disputes.write_message import WriteMessage, write_message


@require_safe
@staff_page(Permission.STAFF_DISPUTE_READ)
def case(request: StaffRequest, number: str) -> HttpResponse:
    """The case file; `?before=` shows the thread's earlier messages."""
    before = request.GET.get("before", "")
    try:
        place = UUID(before) if before else None
    except ValueError:
        raise Http404 from None
    return show_case(request, number, now=timezone.now(), shown=Shown(before=place))


@post_only()
@staff_page(Permission.STAFF_DISPUTE_REVIEW)
def write(request: StaffRequest, number: str) -> HttpResponse:
    """A message to the merchant, or an internal note; the words stay in the form when refused."""
    now, form, status = timezone.now(), MessageForm(request.POST), HTTPStatus.UNPROCESSABLE_ENTITY
    if form.is_valid():
        ask = WriteMessage(body=form.cleaned_data["message"], dispute=number, internal=form.internal)
        try:
            write_message(ask=ask, actor=request.actor, now=now)
        except DisputeUnseen:
            raise Http404 from None
        except Refusal as refusal:
            status = refuse(form, refusal)
        else:
            messages.success(request, _("The note is kept.") if form.internal else _("The message was sent."))
            return redirect("console:case", number)
    return show_case(request, number, now=now, shown=Shown(said=form, status=status))


@post_only()
@staff_page(Permission.STAFF_DISPUTE_REVIEW)
def assign(request: StaffRequest, number: str) -> HttpResponse:
    """Gives the case to the chosen colleague; an empty choice puts it back among the unassigned."""
    chosen = request.POST.get("assignee", "")
    try:
        ask = AssignDispute(dispute=number, assignee=UUID(chosen) if chosen else None)
        assign_dispute(ask=ask, actor=request.actor, now=timezone.now())
    except (DisputeUnseen, ValueError):
        raise Http404 from None
    except Refusal as refusal:
        messages.error(request, refusal_words(refusal))
    else:
        messages.success(request, _("The case was given on.") if chosen else _("The case was put back."))
    return redirect("console:case", number)
