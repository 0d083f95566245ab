"""Beginning a draft: as a copy of a version, or from a document."""

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from amends.core.access import Permission
from amends.core.policies.issues import PolicyInvalid
from amends.core.policies.versions import VersionUnseen
from amends.doors.console.policies.document_forms import CopyForm, ImportForm
from amends.doors.console.session import StaffRequest, staff_page
from amends.records.policies.queries import read_version
from amends.usecases.policies.draft_version import DraftVersion, draft_version


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(Permission.STAFF_POLICY_EDIT)
def copy(request: StaffRequest, version_id: UUID) -> HttpResponse:
    """A draft that begins as a copy of a version."""
    now = timezone.now()
    try:
        version = read_version(version_id, now=now)
    except VersionUnseen:
        raise Http404 from None
    form = CopyForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        ask = DraftVersion(based_on=version_id, note=form.cleaned_data["note"])
        draft = draft_version(ask=ask, actor=request.actor, now=now)
        messages.success(request, _("The draft begins as a copy; change what shall be different."))
        return redirect("console:policy", draft.id)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "console/policies/copy.html", {"form": form, "version": version, "now": now}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(Permission.STAFF_POLICY_EDIT)
def bring(request: StaffRequest) -> HttpResponse:
    """A draft from a document; one that cannot be used is shown again with its faults beside it."""
    now, asked = timezone.now(), request.method == "POST"
    form = ImportForm(request.POST, request.FILES) if asked else ImportForm()
    if form.is_valid():
        ask = DraftVersion(document=form.text(), note=form.cleaned_data["note"])
        try:
            draft = draft_version(ask=ask, actor=request.actor, now=now)
        except PolicyInvalid as refusal:
            form.show_faults(refusal)
        else:
            messages.success(request, _("The document is a draft now."))
            return redirect("console:policy", draft.id)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if asked else HTTPStatus.OK
    return render(request, "console/policies/import.html", {"form": form, "now": now}, status=status)
