"""Files of a draft: each is sent by itself while the form is filled in, and may be taken back."""

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from amends.core.access import Permission
from amends.core.disputes.giving_evidence import EvidenceUnseen
from amends.core.disputes.refusals import OrderUnseen
from amends.core.disputes.typed import Typed
from amends.core.evidence.purposes import Purpose
from amends.core.refusals import Refusal
from amends.doors.look.posting import post_only
from amends.doors.portal.disputes.keep_sent import keep_words
from amends.doors.portal.disputes.sent_form import FILE, read_sent
from amends.doors.portal.refusals import refusal_words, status_of
from amends.doors.portal.session import MerchantRequest, merchant_page
from amends.records.disputes.models import Draft
from amends.records.disputes.queries_drafts import draft_on_order
from amends.records.evidence.queries import evidence_file
from amends.usecases.disputes.save_draft import SaveDraft, save_draft
from amends.usecases.evidence.add_evidence import AddEvidence, add_evidence
from amends.usecases.evidence.remove_evidence import RemoveEvidence, remove_evidence

ROW = "portal/disputes/file_row.html"


@post_only("../../")
@merchant_page(Permission.MERCHANT_DISPUTE_OPEN)
def send_file(request: MerchantRequest, number: str, purpose: str) -> HttpResponse:
    """One file; the answer is its row, or one that says why it was not taken. The first file begins the draft."""
    if purpose not in set(Purpose):
        raise Http404
    upload = request.FILES.get(FILE + purpose)
    if upload is None or upload.file is None:
        raise Http404
    now, name = timezone.now(), upload.name or ""
    try:
        draft = _draft(request, number)
        ask = AddEvidence(file=upload.file, name=name, purpose=Purpose(purpose), draft=draft.id)
        row = add_evidence(ask=ask, actor=request.actor, now=now)
    except OrderUnseen:
        raise Http404 from None
    except Refusal as refusal:
        fault = {"name": name, "fault": refusal_words(refusal)}
        return render(request, ROW, {"refused": fault}, status=status_of(refusal))
    return render(request, ROW, {"file": evidence_file(row), "number": number}, status=HTTPStatus.CREATED)


def _draft(request: MerchantRequest, number: str) -> Draft:
    begun = draft_on_order(number, actor=request.actor)
    return begun or save_draft(ask=SaveDraft(order=number, typed=Typed()), actor=request.actor, now=timezone.now())


@post_only("../../../")
@merchant_page(Permission.MERCHANT_DISPUTE_OPEN)
def take_file_back(request: MerchantRequest, number: str, evidence_id: UUID) -> HttpResponse:
    """Removes the file and keeps what else the form brought. Without the script the page comes again."""
    script = request.headers.get("HX-Request")
    try:
        if not script:
            keep_words(read_sent(request), number, actor=request.actor, now=timezone.now())
        remove_evidence(ask=RemoveEvidence(evidence=evidence_id), actor=request.actor)
    except (EvidenceUnseen, OrderUnseen):
        raise Http404 from None
    except Refusal as refusal:
        messages.error(request, refusal_words(refusal))
        if script:
            return HttpResponse(headers={"HX-Refresh": "true"})
    if script:
        return HttpResponse()
    return redirect(reverse("portal:open_dispute", args=[number]) + "#evidence")
