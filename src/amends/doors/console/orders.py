"""Orders for staff: finding one, its facts and its own thread, and the messages that wait for an answer."""

from datetime import timedelta
from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from amends.core.access import Permission
from amends.core.disputes.refusals import OrderUnseen
from amends.core.refusals import Refusal
from amends.doors.console.list_forms import BeforeForm, FindForm
from amends.doors.console.message_form import MessageForm
from amends.doors.console.order_page import show_order_page
from amends.doors.console.refusals import refuse
from amends.doors.console.session import StaffRequest, staff_page
from amends.doors.look.posting import post_only
from amends.records.disputes.case_file_history import account_name
from amends.records.disputes.queue_find import find_orders
from amends.records.disputes.queue_orders import orders_by_id, orders_of_account, waiting_messages
from amends.usecases.disputes.write_message import WriteMessage, write_message

PAGE = 25
MOST_FOUND = 50
LOOKED_BACK = timedelta(days=90)
"""Messages older than this are found through their order."""


@require_safe
@staff_page(Permission.STAFF_ORDER_READ)
def search(request: StaffRequest) -> HttpResponse:
    """Orders that begin with the words; an account's orders; or, with neither, the way to search."""
    form = FindForm(request.GET)
    context: dict[str, object] = {"form": form, "now": timezone.now(), "most": MOST_FOUND}
    if not form.is_valid():
        return render(request, "console/orders/search.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    told = form.cleaned_data
    if told["account"]:
        context["account"] = account_name(told["account"])
    if told["q"]:
        ids = find_orders(words=told["q"], most=MOST_FOUND + 1, account_id=told["account"])
        context |= {"rows": orders_by_id(ids)[:MOST_FOUND], "cut": len(ids) > MOST_FOUND}
    elif told["account"]:
        rows, last = orders_of_account(account_id=told["account"], size=PAGE, before=told["before"])
        context |= {"rows": rows, "further": f"?account={told['account']}&before={last}" if last else ""}
        context["first"] = f"?account={told['account']}" if told["before"] else ""
    return render(request, "console/orders/search.html", context)


@require_safe
@staff_page(Permission.STAFF_ORDER_READ)
def messages_waiting(request: StaffRequest) -> HttpResponse:
    """Merchants' latest words on their orders that nobody answered yet."""
    now, form = timezone.now(), BeforeForm(request.GET)
    if not form.is_valid():
        raise Http404
    before = form.cleaned_data["before"]
    rows, last = waiting_messages(since=now - LOOKED_BACK, size=PAGE, before=before)
    context = {"rows": rows, "further": f"?before={last}" if last else "", "first": "?" if before else "", "now": now}
    return render(request, "console/orders/messages.html", context | {"days": LOOKED_BACK.days})


@require_safe
@staff_page(Permission.STAFF_ORDER_READ)
def order(request: StaffRequest, order_id: UUID) -> HttpResponse:
    """One order: its facts, disputes and thread."""
    form = BeforeForm(request.GET)
    if not form.is_valid():
        raise Http404
    return show_order_page(request, order_id, now=timezone.now(), before=form.cleaned_data["before"])


@post_only()
@staff_page(Permission.STAFF_DISPUTE_REVIEW)
def write(request: StaffRequest, order_id: UUID) -> HttpResponse:
    """Answers in the order's own thread, or notes something for staff."""
    now, form, status = timezone.now(), MessageForm(request.POST), HTTPStatus.UNPROCESSABLE_ENTITY
    if form.is_valid():
        ask = WriteMessage(body=form.cleaned_data["message"], order_id=order_id, internal=form.internal)
        try:
            write_message(ask=ask, actor=request.actor, now=now)
        except OrderUnseen:
            raise Http404 from None
        except Refusal as refusal:
            status = refuse(form, refusal)
        else:
            messages.success(request, _("The note is kept.") if form.internal else _("The message was sent."))
            return redirect("console:order", order_id)
    return show_order_page(request, order_id, now=now, said=form, status=status)
