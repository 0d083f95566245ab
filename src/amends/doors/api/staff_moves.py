"""Staff's moves of a dispute over JSON. Each answers with the whole dispute."""

from django.http import HttpRequest, HttpResponse
from ninja import Router

from amends.doors.api.move_asks import DecideAsk, EvidenceWanted, OfferAsk, RejectAsk
from amends.doors.api.moving import ANSWERS, WORDS, moved
from amends.doors.api.openapi import keyed_body
from amends.doors.api.reading import read_body
from amends.usecases.decisions.approve_dispute import ApproveDispute, approve_dispute
from amends.usecases.decisions.offer_settlement import OfferSettlement, offer_settlement
from amends.usecases.decisions.reject_dispute import RejectDispute, reject_dispute
from amends.usecases.disputes.request_evidence import RequestEvidence, request_evidence

router = Router(tags=["disputes"])


@router.post(
    "/{str:number}/request-evidence",
    operation_id="request_evidence",
    summary="Ask the merchant for evidence (staff)",
    response=ANSWERS,
    openapi_extra=keyed_body(EvidenceWanted, status=200, versioned=True),
)
def ask_for_evidence(request: HttpRequest, number: str) -> HttpResponse:
    """The case waits for the merchant until `due_at`."""
    words = read_body(request, EvidenceWanted).words

    return moved(
        request, number, request_evidence, lambda version: RequestEvidence(dispute=number, words=words, version=version)
    )


@router.post(
    "/{str:number}/offer",
    operation_id="offer_settlement",
    summary="Offer a refund or a resend (staff)",
    response=ANSWERS,
    openapi_extra=keyed_body(OfferAsk, status=200, versioned=True),
)
def offer(request: HttpRequest, number: str) -> HttpResponse:
    """The offer waits for the merchant until `due_at`. What departs from the policy's finding says why."""
    asked = read_body(request, OfferAsk)

    return moved(
        request,
        number,
        offer_settlement,
        lambda version: OfferSettlement(
            dispute=number,
            outcome=asked.outcome,
            amount=asked.amount,
            shipping_method=asked.shipping_method,
            words=asked.words,
            version=version,
            shown=asked.finding,
            departing=asked.departs,
        ),
        names={**WORDS, "wish": "outcome"},
    )


@router.post(
    "/{str:number}/approve",
    operation_id="approve_dispute",
    summary="Approve what was asked (staff)",
    response=ANSWERS,
    openapi_extra=keyed_body(DecideAsk, status=200, versioned=True),
)
def approve(request: HttpRequest, number: str) -> HttpResponse:
    """Exactly as asked; it is carried out now."""
    asked = read_body(request, DecideAsk)

    return moved(
        request,
        number,
        approve_dispute,
        lambda version: ApproveDispute(
            dispute=number, words=asked.words, version=version, shown=asked.finding, departing=asked.departs
        ),
    )


@router.post(
    "/{str:number}/reject",
    operation_id="reject_dispute",
    summary="Reject a dispute (staff)",
    response=ANSWERS,
    openapi_extra=keyed_body(RejectAsk, status=200, versioned=True),
)
def reject(request: HttpRequest, number: str) -> HttpResponse:
    """With a reason from the list and words; the order goes on."""
    asked = read_body(request, RejectAsk)

    return moved(
        request,
        number,
        reject_dispute,
        lambda version: RejectDispute(
            dispute=number,
            reason=asked.reason,
            words=asked.words,
            version=version,
            shown=asked.finding,
            departing=asked.departs,
        ),
    )
