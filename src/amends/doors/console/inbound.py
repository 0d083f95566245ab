"""What payment houses told and could not be taken in: why, and another try."""

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from amends.core.access import Permission
from amends.core.inbound.retrying import MessageUnseen
from amends.core.refusals import Refusal
from amends.doors.console.list_forms import BeforeForm
from amends.doors.console.refusals import refusal_words
from amends.doors.console.session import StaffRequest, staff_page
from amends.doors.look.posting import post_only
from amends.records.inbound.queries import failed_messages
from amends.usecases.inbound.retry_message import RetryMessage, retry_message

PAGE = 25


@require_safe
@staff_page(Permission.STAFF_SETTLEMENT_READ)
def inbound(request: StaffRequest) -> HttpResponse:
    """Messages that failed and were not taken in since, latest first."""
    form = BeforeForm(request.GET)
    if not form.is_valid():
        return render(request, "console/book/inbound.html", {"form": form}, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    before = form.cleaned_data["before"]
    rows, last = failed_messages(size=PAGE, before=before)
    context = {
        "rows": rows,
        "further": f"?before={last}" if last else "",
        "first": "?" if before else "",
        "may_retry": request.actor.may(Permission.STAFF_SETTLEMENT_MANAGE),
        "now": timezone.now(),
    }
    return render(request, "console/book/inbound.html", context)


@post_only("../../")
@staff_page(Permission.STAFF_SETTLEMENT_MANAGE)
def again(request: StaffRequest, message_id: UUID) -> HttpResponse:
    """Has the message tried again, and shows the list."""
    try:
        retry_message(ask=RetryMessage(message_id=message_id), actor=request.actor, now=timezone.now())
    except MessageUnseen:
        raise Http404 from None
    except Refusal as refusal:
        messages.error(request, refusal_words(refusal))
    else:
        messages.success(request, _("The message is tried again in a moment."))
    return redirect("console:inbound")
