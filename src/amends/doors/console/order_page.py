"""An order's page for staff."""

from datetime import datetime
from http import HTTPStatus
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from amends.core.access import Permission
from amends.doors.console.address import address_lines
from amends.doors.console.message_form import MessageForm
from amends.doors.console.session import StaffRequest
from amends.doors.console.timeline import timeline
from amends.records.disputes.case_file_history import account_name, disputes_of_order
from amends.records.disputes.case_file_thread import thread_of
from amends.records.disputes.queue import SOON
from amends.records.disputes.queue_orders import order_place
from amends.records.external_claims.pages import claims_of_order
from amends.records.orders.queries_page import show_order

MESSAGES = 100
MOST_DISPUTES = 50


def show_order_page(
    request: StaffRequest,
    order_id: UUID,
    *,
    now: datetime,
    before: UUID | None = None,
    said: forms.Form | None = None,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    """The page; `said` is a refused message's form. Raises Http404 when there is no such order."""
    place = order_place(order_id)
    shown = place and show_order(account_id=place[0], number=place[1])
    if not place or not shown:
        raise Http404
    messages, earlier = thread_of(order_id=order_id, dispute_id=None, most=MESSAGES, before=before)
    context = {
        "order": shown,
        "address": address_lines(shown),
        "write_url": reverse("console:order_write", args=[order_id]),
        "order_id": order_id,
        "external_claims": claims_of_order(order_id),
        "account_id": place[0],
        "account": account_name(place[0]),
        "rows": disputes_of_order(order_id=order_id, most=MOST_DISPUTES),
        "timeline": timeline(messages, (), names={}, currency=shown.facts.currency, whole=True),
        "earlier": earlier,
        "message_form": said or MessageForm(),
        "may_write": request.actor.may(Permission.STAFF_DISPUTE_REVIEW),
        "may_pack": request.actor.may(Permission.STAFF_CLAIM_READ),
        "now": now,
        "soon": now + SOON,
    }
    return render(request, "console/orders/order.html", context, status=status)
