"""A dispute's page and pop-up: what happens now, who must act, by when; and below it what happened."""

from collections.abc import Sequence
from datetime import datetime
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from amends.core.access import Actor, Permission
from amends.core.decisions.award import Outcome
from amends.core.disputes.giving_evidence import TAKES_EVIDENCE
from amends.core.disputes.reasons import REASONS
from amends.core.disputes.refusals import DisputeUnseen
from amends.core.disputes.states import Move, State, allowed_moves
from amends.core.evidence.formats import ACCEPTED_LABELS
from amends.core.evidence.limits import human_size
from amends.core.policies.enforce import evidence_missing
from amends.core.policies.explain import Finding
from amends.core.policies.tell import tell_finding
from amends.core.refusals import Refusal
from amends.core.settlements.legs import Method
from amends.core.trail.codes import TrailCode
from amends.doors.portal.disputes.opening_page import ACCEPT, address_is_verified
from amends.doors.portal.disputes.sentences import STATE_WORDS, state_sentence
from amends.doors.portal.disputes.story import events_of, timeline
from amends.doors.portal.disputes.words import OUTCOMES, WHY_NOT, WISHES, Words
from amends.doors.portal.external_claims.words import standing_claims
from amends.doors.portal.orders.parcels import address_lines
from amends.doors.portal.refusals import refusal_words
from amends.doors.portal.session import MerchantRequest
from amends.records.disputes.case_file import CaseFile
from amends.records.disputes.case_file_finding import finding_of
from amends.records.disputes.case_file_offers import offers_of
from amends.records.disputes.case_file_thread import trail_of
from amends.records.disputes.queries_process import messages_to_merchant, read_own_case, resend_waiting
from amends.records.evidence.queries import EvidenceFile, files_of_dispute
from amends.records.policies.findings import kept_finding
from amends.records.settlements.queries_decision import DecisionShown, LegShown, decision_of

PAGE = "portal/disputes/process.html"
POP_UP = "portal/disputes/process_popup.html"


def show_process(
    request: MerchantRequest,
    number: str,
    *,
    template: str = PAGE,
    refused: Refusal | None = None,
    form: str = "",
    words: str = "",
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    """The dispute as it stands. After a refusal: its words beside the `form` that was sent, with the `words` typed.

    Raises Http404 for a dispute that is absent or somebody else's.
    """
    try:
        context = _context(number, actor=request.actor, now=timezone.now())
    except DisputeUnseen:
        raise Http404 from None
    context |= {"refused": refused and refusal_words(refused), "refused_form": form, "typed": words}
    return render(request, template, context, status=status)


def _context(number: str, *, actor: Actor, now: datetime) -> dict[str, Any]:
    assert actor.account_id is not None
    case = read_own_case(account_id=actor.account_id, number=number)
    offers, decision = offers_of(case.id), decision_of(case.id)
    waiting = next((offer for offer in offers if not offer.answer), None)
    files = files_of_dispute(case.id)
    trail = trail_of(case.id).entries
    events, found = events_of(trail, files), _finding(case, files)
    return {
        "now": now,
        "case": case,
        "claims": standing_claims(case.order.facts.id),
        "reason_words": _(REASONS[case.reason].title),
        "wish_words": WISHES[case.wish].asked,
        "sentence": state_sentence(case, waiting=waiting, decision=decision),
        "state_words": STATE_WORDS.get(case.state),
        "moves": {move.value for move in allowed_moves(case.state, actor)},
        "waiting": waiting,
        "waiting_words": waiting and OUTCOMES[waiting.outcome],
        "must_verify": _must_verify(waiting.outcome if waiting else None, actor),
        **_resend(case.id, Outcome.RESEND if waiting is None else waiting.outcome),
        "asked_words": next((one.why for one in reversed(trail) if one.code is TrailCode.EVIDENCE_REQUESTED), "")
        or _lacking(found["finding"]),
        "decision": decision,
        "decision_words": decision and OUTCOMES[decision.outcome],
        "failed": _failed(decision) if actor.may(Permission.MERCHANT_DISPUTE_ANSWER) else [],
        "events": events,
        "timeline": timeline(events, messages_to_merchant(case.id)),
        "files": files,
        **found,
        "may_write": actor.may(Permission.MERCHANT_MESSAGE_WRITE),
        **_giving(case.state, actor),
    }


def _failed(decision: DecisionShown | None) -> list[tuple[LegShown, Words]]:
    """The refunds that did not reach the merchant the original way, and why they failed."""
    legs = [leg for leg in decision.failed if leg.method is Method.ORIGINAL] if decision else []
    return [(leg, WHY_NOT.get(leg.failed_for, "")) for leg in legs]


def _finding(case: CaseFile, files: Sequence[EvidenceFile]) -> dict[str, Any]:
    """What the policy says of the dispute by now, by the version that was in force when it was opened."""
    kept = kept_finding(case.id)
    if kept is None:
        return {"finding": None, "told": ()}
    finding = finding_of(case, kept, evidence={file.purpose for file in files})
    return {"finding": finding, "told": tell_finding(finding)}


def _lacking(finding: Finding | None) -> str:
    """What a dispute was opened without and is still to be sent."""
    missing = finding.decision.missing if finding else ()
    return refusal_words(evidence_missing(missing)) if missing else ""


def _must_verify(outcome: Outcome | None, actor: Actor) -> bool:
    return outcome is Outcome.REFUND_ORIGINAL and not address_is_verified(actor)


def _resend(dispute_id: Any, outcome: Outcome) -> dict[str, Any]:
    """What an offer to resend would send, and where to."""
    resend = resend_waiting(dispute_id) if outcome is Outcome.RESEND else {}
    if not resend:
        return {"resend": None}
    address = address_lines({"name": resend["recipient"], **resend["address"]}, resend["country"])
    return {"resend": resend, "resend_address": address}


def _giving(state: State, actor: Actor) -> dict[str, Any]:
    """Whether more files can be given, and what of them is taken."""
    limits = settings.EVIDENCE_LIMITS
    return {
        "may_give": state in TAKES_EVIDENCE and actor.may(Permission.MERCHANT_DISPUTE_ANSWER),
        "asked_for_files": Move.SUBMIT_EVIDENCE in allowed_moves(state, actor),
        "accept": ACCEPT,
        "limits": _("%(formats)s; up to %(file)s each, %(files)d files and %(all)s in all")
        % {
            "formats": ACCEPTED_LABELS,
            "file": human_size(limits.max_file_bytes),
            "files": limits.max_files,
            "all": human_size(limits.max_total_bytes),
        },
    }
