"""Evidence for staff: a file as it is shown, its thumbnail, or the original to keep."""

from uuid import UUID

from django.http import FileResponse, Http404
from django.views.decorators.http import require_safe

from amends.core.access import Permission
from amends.core.disputes.giving_evidence import EvidenceUnseen
from amends.doors.console.session import StaffRequest, staff_page
from amends.usecases.evidence.read_file import Version, read_file

POLICY = "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'; sandbox"
"""An upload opened by itself runs nothing and loads nothing but itself."""


@require_safe
@staff_page(Permission.STAFF_DISPUTE_READ)
def evidence(request: StaffRequest, evidence_id: UUID, version: str) -> FileResponse:
    """The file: in place where we painted it or it is a video, else as a download."""
    if version not in list(Version):
        raise Http404
    try:
        found = read_file(evidence=evidence_id, version=Version(version), actor=request.actor)
    except EvidenceUnseen:
        raise Http404 from None
    response = FileResponse(
        found.file, as_attachment=not found.inline, filename=found.name, content_type=found.media_type.value
    )
    response["Content-Length"] = str(found.size)
    response["Content-Security-Policy"] = POLICY
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, max-age=3600"
    return response
