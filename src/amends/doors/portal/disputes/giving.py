"""Giving more evidence to an open dispute, and sending what was asked for."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from amends.core.access import Permission
from amends.core.evidence.purposes import Purpose
from amends.core.refusals import Refusal
from amends.doors.look.posting import post_only
from amends.doors.portal.disputes.process import move, number_in
from amends.doors.portal.disputes.process_page import show_process
from amends.doors.portal.disputes.sent_form import storable
from amends.doors.portal.refusals import refusal_words, status_of
from amends.doors.portal.session import MerchantRequest, merchant_page
from amends.records.evidence.models import Evidence
from amends.records.evidence.queries import evidence_file
from amends.usecases.disputes.submit_evidence import SubmitEvidence, submit_evidence
from amends.usecases.evidence.add_evidence import AddEvidence, add_evidence

FILES = "file"


@post_only()
@merchant_page(Permission.MERCHANT_DISPUTE_ANSWER)
def give_files(request: MerchantRequest, number: str) -> HttpResponse:
    """Files for an open dispute. The script sends one at a time and gets its row; without it, the page comes again."""
    uploads = request.FILES.getlist(FILES)
    if request.headers.get("X-Requested-With") != "XMLHttpRequest":
        _give_all(request, number, uploads)
        return redirect("portal:dispute", number)
    if not uploads:
        raise Http404
    row = "portal/disputes/given_row.html"
    try:
        given = _give(request, number, uploads[0])
    except Refusal as refusal:
        fault = {"name": uploads[0].name, "fault": refusal_words(refusal)}
        return render(request, row, {"refused": fault}, status=status_of(refusal))
    return render(request, row, {"file": evidence_file(given)}, status=HTTPStatus.CREATED)


@post_only()
@merchant_page(Permission.MERCHANT_DISPUTE_ANSWER)
def send_evidence(request: MerchantRequest, number: str) -> HttpResponse:
    """Sends what was asked for: the files given since, those that came with the form, and the words."""
    words, files = storable(request.POST.get("words", "")), request.FILES.getlist(FILES)
    if not _give_all(request, number, files):
        return show_process(request, number, form="evidence", words=words, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    seen = number_in(request, "version")
    ask = SubmitEvidence(dispute=number, words=words, version=None if seen is None else seen + len(files))
    return move(
        request,
        number,
        lambda: submit_evidence(ask=ask, actor=request.actor, now=timezone.now()),
        form="evidence",
        words=words,
        done=_("Your evidence was sent. The case goes back to review."),
    )


def _give_all(request: MerchantRequest, number: str, uploads: "list[UploadedFile[Any]]") -> bool:
    """Gives each; says which were taken and why others were not. Whether all were."""
    taken = 0
    for upload in uploads:
        try:
            _give(request, number, upload)
        except Refusal as refusal:
            status_of(refusal)
            messages.error(request, refusal_words(refusal))
        else:
            taken += 1
    if taken:
        messages.success(request, ngettext("%(n)d file was added.", "%(n)d files were added.", taken) % {"n": taken})
    return taken == len(uploads)


def _give(request: MerchantRequest, number: str, upload: "UploadedFile[Any]") -> Evidence:
    assert upload.file is not None
    ask = AddEvidence(file=upload.file, name=upload.name or "", purpose=Purpose.OTHER, dispute=number)
    return add_evidence(ask=ask, actor=request.actor, now=timezone.now())
