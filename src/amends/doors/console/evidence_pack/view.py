"""The pack's address."""

from typing import IO
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from amends.core.access import Permission
from amends.core.external_claims.packing import ClaimFacts, PackTooLong
from amends.doors.console.evidence_pack.facts import pack_facts
from amends.doors.console.evidence_pack.pack import make_pack
from amends.doors.console.refusals import refusal_words
from amends.doors.console.session import StaffRequest, staff_page
from amends.doors.paper.faces import our_fonts
from amends.records.evidence.queries import EvidenceFile
from amends.records.external_claims.pages import read_claim
from amends.usecases.evidence.read_file import Version, read_file


@require_safe
@staff_page(Permission.STAFF_CLAIM_READ)
def evidence_pack(request: StaffRequest, order_id: UUID) -> HttpResponse:
    """The pack about an order, made now; refused on the order's page when it cannot keep its limits."""
    return _pack(request, order_id, claim=None)


@require_safe
@staff_page(Permission.STAFF_CLAIM_READ)
def claim_pack(request: StaffRequest, claim_id: UUID) -> HttpResponse:
    """The pack that answers a claim: about its order, with the claim's own facts in front."""
    found = read_claim(claim_id)
    if found is None or found.order_id is None:
        raise Http404
    claim = ClaimFacts(
        provider=found.provider,
        reference=found.ref,
        kind=found.kind,
        reason=found.reason,
        amount=found.amount,
        currency=found.currency,
        respond_by=found.respond_by,
    )
    return _pack(request, found.order_id, claim=claim)


def _pack(request: StaffRequest, order_id: UUID, *, claim: ClaimFacts | None) -> HttpResponse:
    facts = pack_facts(order_id, claim=claim, now=timezone.now())
    if facts is None:
        raise Http404

    def opened(file: EvidenceFile) -> IO[bytes]:
        return read_file(evidence=file.id, version=Version.SHOWN, actor=request.actor).file

    fonts = our_fonts(settings.PDF_FONTS)
    try:
        paper = make_pack(facts, limits=settings.PACK_LIMITS, fonts=fonts, open_file=opened)
    except PackTooLong as refusal:
        messages.error(request, refusal_words(refusal))
        return redirect("console:order", order_id)
    name = f"evidence-{facts.order.facts.number}.pdf"
    disposition = content_disposition_header(as_attachment=False, filename=name) or "inline"
    headers = {"Content-Disposition": disposition, "Cache-Control": "private, no-store"}
    return HttpResponse(paper.data, content_type="application/pdf", headers=headers)
