"""Before and behind a dispute over JSON: what opening would do, and what the policy finds."""

from enum import StrEnum
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router

from amends.core.access import Permission
from amends.core.disputes.typed import Typed
from amends.core.money import format_minor
from amends.core.refusals import Refusal
from amends.core.webhooks.events import types_seen
from amends.core.webhooks.message import payload
from amends.doors.api.callers import caller_who_may
from amends.doors.api.dispute_shapes import FindingWhole, PreviewAnswer
from amends.doors.api.fields import WHEN_OPENING
from amends.doors.api.openapi import body_of, problems
from amends.doors.api.problems import NoFinding, as_problem
from amends.doors.api.reading import read_body
from amends.doors.api.saying import say
from amends.doors.api.schemas import PreviewAsk
from amends.doors.api.webhook_shapes import EventPage
from amends.records.disputes.case_file_finding import finding_of
from amends.records.disputes.whole import own_case
from amends.records.evidence.queries import files_of_dispute
from amends.records.orders.answers import line_answer, parts_answer
from amends.records.orders.finding import currency_of_order
from amends.records.policies.findings import finding_at_opening, kept_finding
from amends.records.webhooks.queries import events_of_dispute
from amends.usecases.disputes.preview_dispute import Preview, PreviewDispute, preview_dispute

router = Router(tags=["disputes"])

_INT64 = 2**63


class FindingAt(StrEnum):
    """Of when a finding is."""

    NOW = "now"
    OPENING = "opening"


@router.post(
    "/preview",
    operation_id="preview_dispute",
    summary="What opening a dispute would do",
    response={200: PreviewAnswer, **problems(400, 401, 403, 404, 411, 413, 415, 422, 429)},
    openapi_extra=body_of(PreviewAsk),
)
def preview(request: HttpRequest) -> HttpResponse:
    """The same questions that opening asks, on a form that may still be incomplete; nothing is changed.

    `finding.hash` sent along with the opening makes sure that the policy still says the same then.
    """
    actor = caller_who_may(request, Permission.MERCHANT_DISPUTE_OPEN)
    asked = read_body(request, PreviewAsk)
    currency = currency_of_order(number=asked.order, actor=actor)
    found = preview_dispute(
        ask=PreviewDispute(order=asked.order, typed=_typed(asked, currency), evidence_later=asked.evidence_later),
        actor=actor,
        now=timezone.now(),
    )
    return say(_told(found))


@router.get(
    "/{str:number}/finding",
    operation_id="read_finding",
    summary="What the policy finds",
    response={200: FindingWhole, **problems(401, 403, 404, 422, 429)},
)
def finding(request: HttpRequest, number: str, at: Annotated[FindingAt, Query()] = FindingAt.NOW) -> HttpResponse:
    """Every clause that was considered, and which of its questions held or failed on which fact.

    `now`: with the files given by now, and while the dispute is undecided with all that is known of its order by now;
    its `hash` is the one to decide by. `opening`: as it was found when the dispute was opened.
    """
    actor = caller_who_may(request, Permission.MERCHANT_DISPUTE_READ, Permission.STAFF_DISPUTE_READ)
    case = own_case(number=number, actor=actor)
    kept = kept_finding(case.id)
    if kept is None:
        raise NoFinding(number=number)
    if at is FindingAt.OPENING:
        return say(finding_at_opening(kept).as_dict())
    given = {file.purpose for file in files_of_dispute(case.id)}
    return say(finding_of(case, kept, evidence=given).as_dict())


@router.get(
    "/{str:number}/events",
    operation_id="list_dispute_events",
    summary="What happened to a dispute",
    response={200: EventPage, **problems(401, 403, 404, 422, 429)},
)
def events(
    request: HttpRequest,
    number: str,
    after: Annotated[int, Query(ge=0, lt=_INT64, description="`next` of the answer before; 0 for the beginning")] = 0,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
) -> HttpResponse:
    """The feed's events of one dispute, in order: what webhooks tell, with the same sequence numbers."""
    actor = caller_who_may(request, Permission.MERCHANT_DISPUTE_READ, Permission.STAFF_DISPUTE_READ)
    case = own_case(number=number, actor=actor)
    found = events_of_dispute(case.id, after=after, types=types_seen(actor), size=limit)
    return say({"events": [payload(one) for one in found], "next": found[-1].number if found else after})


def _typed(asked: PreviewAsk, currency: str) -> Typed:
    return Typed(
        quantities={str(line.line_id): str(line.quantity) for line in asked.lines},
        reason=asked.reason.value if asked.reason else "",
        detail=asked.detail.value if asked.detail else "",
        wish=asked.wish.value if asked.wish else "",
        amount="" if asked.amount is None else format_minor(asked.amount, currency),
        message=asked.message,
        buyer_email=asked.buyer_email,
    )


def _told(found: Preview) -> dict[str, Any]:
    opening, finding_ = found.opening, found.finding
    held_by = {line.in_dispute: line.facts.dispute for line in found.order.lines if line.in_dispute}
    return {
        "order": found.order.facts.number,
        "currency": found.order.facts.currency,
        "why_not": _maybe(found.why_not),
        "reasons": [{"reason": one.value, "why_not": _maybe(no)} for one, no in found.reasons.items()],
        "wishes": [{"wish": one.value, "why_not": _maybe(no)} for one, no in found.wishes.items()],
        "lines": [line_answer(line, held_by) for line in found.order.lines],
        "ceiling": parts_answer(found.ceiling),
        "asked": opening.asked if opening else None,
        "needed": [need.name for need in found.needed],
        "lacking": [need.name for need in found.lacking],
        "asks_address": found.asks_address,
        "finding": finding_.as_dict() if finding_ else None,
        "faults": [as_problem(fault, names=WHEN_OPENING) for fault in found.faults],
    }


def _maybe(refusal: Refusal | None) -> dict[str, Any] | None:
    return as_problem(refusal) if refusal else None
