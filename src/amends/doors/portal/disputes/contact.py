"""Writing to the platform's agents, from any order or dispute."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from amends.core.access import Permission
from amends.core.refusals import Refusal
from amends.doors.look.posting import post_only
from amends.doors.portal.disputes.process_page import show_process
from amends.doors.portal.disputes.sent_form import storable
from amends.doors.portal.orders.order_page import show_page
from amends.doors.portal.refusals import refusal_words, status_of
from amends.doors.portal.session import MerchantRequest, merchant_page
from amends.records.orders.queries_page import show_order
from amends.usecases.disputes.write_message import WriteMessage, write_message


@post_only()
@merchant_page(Permission.MERCHANT_MESSAGE_WRITE)
def write_about_dispute(request: MerchantRequest, number: str) -> HttpResponse:
    """A message into the dispute's thread; refused, its words stay in the form."""
    words = storable(request.POST.get("message", ""))
    try:
        write_message(ask=WriteMessage(body=words, dispute=number), actor=request.actor, now=timezone.now())
    except Refusal as refusal:
        return show_process(request, number, refused=refusal, form="message", words=words, status=status_of(refusal))
    messages.success(request, _("Your message was sent."))
    return redirect(reverse("portal:dispute", args=[number]) + "#thread")


@post_only()
@merchant_page(Permission.MERCHANT_MESSAGE_WRITE)
def write_about_order(request: MerchantRequest, number: str) -> HttpResponse:
    """A message into the order's own thread; refused, its words stay in the form."""
    assert request.actor.account_id is not None
    order = show_order(account_id=request.actor.account_id, number=number)
    if order is None:
        raise Http404
    words = storable(request.POST.get("message", ""))
    try:
        write_message(ask=WriteMessage(body=words, order_id=order.facts.id), actor=request.actor, now=timezone.now())
    except Refusal as refusal:
        return show_page(request, number, refused=refusal_words(refusal), words=words, status=status_of(refusal))
    messages.success(request, _("Your message was sent."))
    return redirect(reverse("portal:order", args=[number]) + "#thread-title")
