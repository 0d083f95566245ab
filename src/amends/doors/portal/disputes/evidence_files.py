"""Evidence for merchants."""

from uuid import UUID

from django.http import Http404, HttpResponseBase
from django.views.decorators.http import require_safe

from amends.core.access import Permission
from amends.core.disputes.giving_evidence import EvidenceUnseen
from amends.doors.look.uploads import stream_upload
from amends.doors.portal.session import MerchantRequest, merchant_page
from amends.usecases.evidence.read_file import Version, read_file


@require_safe
@merchant_page(Permission.MERCHANT_DISPUTE_READ)
def evidence(request: MerchantRequest, evidence_id: UUID, version: str = Version.SHOWN) -> HttpResponseBase:
    """A file as it is shown, its thumbnail, or the original to keep; 404 for what one may not see."""
    if version not in set(Version):
        raise Http404
    try:
        found = read_file(evidence=evidence_id, version=Version(version), actor=request.actor)
    except EvidenceUnseen:
        raise Http404 from None
    return stream_upload(request, found)
