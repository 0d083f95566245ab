"""Opening a dispute: the form, the draft that is kept while it is filled in, and Confirm."""

from dataclasses import replace
from datetime import datetime
from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from amends.core.access import Permission
from amends.core.disputes.giving_evidence import DraftUnseen
from amends.core.disputes.refusals import OrderUnseen
from amends.core.disputes.typed import Typed
from amends.core.refusals import Refusal
from amends.doors.look.posting import post_only
from amends.doors.portal.disputes.keep_sent import keep_files, keep_words
from amends.doors.portal.disputes.opening_page import address_is_verified, show_opening
from amends.doors.portal.disputes.sent_form import Sent, read_sent
from amends.doors.portal.disputes.signed_out import waiting_words, words_wait
from amends.doors.portal.refusals import refusal_words, status_of
from amends.doors.portal.session import MerchantRequest, merchant_page
from amends.records.disputes.models import Draft
from amends.records.orders.queries_page import show_order
from amends.usecases.disputes.drop_draft import DropDraft, drop_draft
from amends.usecases.disputes.open_dispute import Opened
from amends.usecases.disputes.open_from_draft import OpenFromDraft, open_from_draft
from amends.usecases.disputes.save_draft import SaveDraft, save_draft


@require_http_methods(["GET", "HEAD", "POST"])
@words_wait
@merchant_page(Permission.MERCHANT_DISPUTE_OPEN)
def open_dispute(request: MerchantRequest, number: str) -> HttpResponse:
    """The form. A POST keeps what it brought; Confirm then opens the dispute, any other button shows the form again."""
    now = timezone.now()
    if request.method != "POST":
        refused = _bring_back(request, number, now=now)
        return _show(request, number, now=now, refused=refused)
    sent = read_sent(request)
    try:
        draft = _keep(request, sent, number, now=now)
        if isinstance(draft, Opened):
            return _opened(request, draft)
        untaken = keep_files(sent, draft, actor=request.actor, now=now)
        for fault in dict.fromkeys(map(refusal_words, untaken)):
            messages.error(request, fault)
        if sent.button == "confirm" and not untaken:
            return _opened(request, _confirm(request, draft, shown=sent.shown, now=now))
    except Refusal as refusal:
        return _show(request, number, now=now, refused=[refusal], status=status_of(refusal))
    return redirect(reverse("portal:open_dispute", args=[number]) + ("#preview" if not untaken else "#evidence"))


def _bring_back(request: MerchantRequest, number: str, *, now: datetime) -> list[Refusal]:
    """What was sent while nobody was signed in becomes the draft; the refusal where it cannot."""
    typed = waiting_words(request)
    if typed is None:
        return []
    try:
        save_draft(ask=SaveDraft(order=number, typed=typed), actor=request.actor, now=now)
    except OrderUnseen:
        raise Http404 from None
    except Refusal as refusal:
        return [refusal]
    messages.warning(request, _("You had been signed out. What you typed is back; choose again what is missing below."))
    return []


def _show(
    request: MerchantRequest,
    number: str,
    *,
    now: datetime,
    refused: list[Refusal] | None = None,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    try:
        return show_opening(request, number, actor=request.actor, now=now, refused=refused or (), status=status)
    except OrderUnseen:
        raise Http404 from None


def _keep(request: MerchantRequest, sent: Sent, number: str, *, now: datetime) -> Draft | Opened:
    """The draft; or the dispute that it became in another tab. A draft that was dropped there begins anew, so that

    what was typed here is not lost.
    """
    if sent.button == "everything":
        sent = replace(sent, typed=_everything(request, sent.typed, number))
    try:
        return keep_words(sent, number, actor=request.actor, now=now)
    except DraftUnseen:
        assert sent.draft is not None
    ask = OpenFromDraft(draft=sent.draft, address_verified=False)
    try:
        return open_from_draft(ask=ask, actor=request.actor, now=now)
    except DraftUnseen:
        return keep_words(replace(sent, draft=None), number, actor=request.actor, now=now)


def _everything(request: MerchantRequest, typed: Typed, number: str) -> Typed:
    """The form with all that can still be disputed."""
    assert request.actor.account_id is not None
    order = show_order(account_id=request.actor.account_id, number=number)
    if order is None:
        raise OrderUnseen(number=number)
    units = {str(line.id): str(line.claimable) for line in order.line_facts if line.claimable}
    return replace(typed, quantities=units)


def _confirm(request: MerchantRequest, draft: Draft, *, shown: str | None, now: datetime) -> Opened:
    ask = OpenFromDraft(draft=draft.id, address_verified=address_is_verified(request.actor), shown=shown)
    return open_from_draft(ask=ask, actor=request.actor, now=now)


def _opened(request: MerchantRequest, opened: Opened) -> HttpResponse:
    number = opened.answer["number"]
    if not opened.repeated:
        words = _("Dispute %(number)s is open. Order %(order)s is on hold until it ends or is withdrawn.")
        messages.success(request, words % {"number": number, "order": opened.answer["order"]})
    return redirect("portal:dispute", number)


@post_only()
@merchant_page(Permission.MERCHANT_DISPUTE_OPEN)
def keep_draft(request: MerchantRequest, number: str) -> HttpResponse:
    """While the form is filled in: keeps it, and answers with the parts of the page that depend on what was typed."""
    now, sent = timezone.now(), read_sent(request)
    try:
        keep_words(sent, number, actor=request.actor, now=now)
    except DraftUnseen:
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    except OrderUnseen:
        raise Http404 from None
    except Refusal as refusal:
        fault = {"words": refusal_words(refusal)}
        return render(request, "portal/disputes/opening_unkept.html", fault, status=status_of(refusal))
    other_needs = sent.needs_of != sent.needs
    template = "portal/disputes/opening_live.html"
    return show_opening(request, number, actor=request.actor, now=now, template=template, other_needs=other_needs)


@post_only()
@merchant_page(Permission.MERCHANT_DISPUTE_OPEN)
def discard_draft(request: MerchantRequest, number: str) -> HttpResponse:
    """Drops the draft of the page, with its files."""
    sent = read_sent(request)
    try:
        if sent.draft is not None:
            drop_draft(ask=DropDraft(draft=sent.draft), actor=request.actor)
    except DraftUnseen:
        pass
    messages.success(request, _("The draft was discarded."))
    return redirect("portal:order", number)
