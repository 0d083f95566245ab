"""Evidence for staff."""

from uuid import UUID

from django.http import Http404, HttpResponseBase
from django.views.decorators.http import require_safe

from amends.core.access import Permission
from amends.core.disputes.giving_evidence import EvidenceUnseen
from amends.doors.console.session import StaffRequest, staff_page
from amends.doors.look.uploads import stream_upload
from amends.usecases.evidence.read_file import Version, read_file


@require_safe
@staff_page(Permission.STAFF_DISPUTE_READ)
def evidence(request: StaffRequest, evidence_id: UUID, version: str) -> HttpResponseBase:
    """A file as it is shown, its thumbnail, or the original to keep; 404 for what is not there."""
    if version not in set(Version):
        raise Http404
    try:
        found = read_file(evidence=evidence_id, version=Version(version), actor=request.actor)
    except EvidenceUnseen:
        raise Http404 from None
    return stream_upload(request, found)
