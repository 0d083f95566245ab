"""The case file: everything about one dispute on one page, with the moves that are possible now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from amends.core.access import Actor, Permission
from amends.core.decisions.award import Award, award_refund
from amends.core.disputes.refusals import DisputeUnseen
from amends.core.disputes.states import STATES, Move, allowed_moves
from amends.core.liability.overriding import OVERRIDABLE, may_override
from amends.core.money import format_minor
from amends.core.orders.claimable import why_not_payable
from amends.core.orders.folding import fold
from amends.core.orders.parts import Parts, add_parts
from amends.core.refusals import Refusal
from amends.doors.console.address import address_lines
from amends.doors.console.case_finding import departed_from, show_finding
from amends.doors.console.circumstances import choices
from amends.doors.console.liability.override_form import OverrideForm, override_form
from amends.doors.console.message_form import MessageForm
from amends.doors.console.move_forms import MOVE_FORMS, MoveForm
from amends.doors.console.refusals import refusal_words
from amends.doors.console.session import StaffRequest
from amends.doors.console.timeline import timeline
from amends.doors.console.trail_words import trail_line
from amends.records.disputes.case_file import UNDECIDED, CaseFile, read_case_file
from amends.records.disputes.case_file_history import (
    account_history,
    colleagues,
    disputes_of_order,
    similar_disputes,
)
from amends.records.disputes.case_file_offers import offers_of
from amends.records.disputes.case_file_thread import thread_of, trail_of
from amends.records.evidence.queries import files_of_dispute
from amends.records.external_claims.pages import claims_of_order
from amends.records.liability.queries_case import liability_of
from amends.records.settlements.queries_decision import decision_of
from amends.usecases.decisions.preview_offer import OfferPreview

MESSAGES = 100
"""So many of the latest messages are shown at once."""
OTHERS = 5
SOON = timedelta(hours=24)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a refused or half-filled form brings to the page, besides the case as it stands.

    `refused` is a move's form with its faults (its words are kept even where the move is gone), `said` the message's;
    `opened` the move whose form is wanted open; `preview` what an offer would give, `no` why it would not; `bearing`
    who was to bear it instead.
    """

    refused: MoveForm | None = None
    said: forms.Form | None = None
    opened: Move | None = None
    preview: OfferPreview | None = None
    no: str = ""
    bearing: OverrideForm | None = None
    before: UUID | None = None
    status: HTTPStatus = HTTPStatus.OK


@dataclass(frozen=True, slots=True)
class Button:
    """One possible move: its form, and whether it stands open."""

    form: MoveForm
    open: bool


def show_case(request: StaffRequest, number: str, *, now: datetime, shown: Shown) -> HttpResponse:
    """The page. Raises Http404 when there is no such dispute."""
    try:
        case = read_case_file(number)
    except DisputeUnseen:
        raise Http404 from None
    context = {
        "case": case,
        "facts": STATES[case.state],
        "may_write": request.actor.may(Permission.STAFF_DISPUTE_REVIEW),
        "now": now,
        "soon": now + SOON,
        **_moves(case, request.actor, shown),
        **_evidence(case),
        "departed": departed_from(case),
        "circumstances": choices(case.order.facts.circumstances),
        **_bearing(case, request.actor, shown),
        **_told(case, shown),
        **_history(case),
    }
    return render(request, "console/case/page.html", context, status=shown.status)


def _moves(case: CaseFile, actor: Actor, shown: Shown) -> dict[str, object]:
    """What can be done now, what was decided before, and a refused form whose move is gone."""
    buttons = _buttons(case, actor, shown)
    refused = shown.refused
    return {
        "shown": shown,
        "buttons": buttons,
        "kept": refused if refused not in [button.form for button in buttons] else None,
        "asked": _asked(case),
        "offers": offers_of(case.id),
        "decision": decision_of(case.id),
    }


def _bearing(case: CaseFile, actor: Actor, shown: Shown) -> dict[str, object]:
    """Who bears a decided case, and the form for who does instead, until a note was issued over it."""
    told = liability_of(case.id) if case.state in OVERRIDABLE else None
    open_to_change = told is not None and told.award and not told.issued
    form = override_form(told) if told and open_to_change and may_override(actor) else None
    return {
        "liability": told,
        "bearing_form": shown.bearing or form,
        "may_book": actor.may(Permission.STAFF_LEDGER_READ),
    }


def _told(case: CaseFile, shown: Shown) -> dict[str, object]:
    """The thread, the trail, and who can take the case: the trail names them."""
    messages, earlier = thread_of(order_id=case.order_id, dispute_id=case.id, most=MESSAGES, before=shown.before)
    trail, people = trail_of(case.id), colleagues()
    names, whole = {str(person.id): person.name for person in people}, earlier is None and shown.before is None
    return {
        "timeline": timeline(messages, trail.entries, names=names, currency=case.currency, whole=whole),
        "earlier": earlier,
        "trail": trail,
        "trail_lines": [trail_line(entry, names=names, currency=case.currency) for entry in trail.entries],
        "colleagues": people,
        "message_form": shown.said or MessageForm(),
        "write_url": reverse("console:write", args=[case.number]),
    }


def _evidence(case: CaseFile) -> dict[str, object]:
    """The files, what the policy says and wanted to see, and whether the buyer's addresses fit."""
    order, files = case.order.facts, files_of_dispute(case.id)
    given = {file.purpose for file in files}
    found = show_finding(case, frozenset(given))
    return {
        "files": files,
        "found": found,
        "checklist": [(need, not given.isdisjoint(need.any_of)) for need in (found.needed if found else ())],
        "address_fits": fold(case.buyer_email) == fold(order.buyer_email),
    }


def _history(case: CaseFile) -> dict[str, object]:
    """What else is known of the order and the account."""
    similar = similar_disputes(account_id=case.account_id, reason=case.reason.value, besides=case.id, most=OTHERS)
    return {
        "address": address_lines(case.order),
        "external_claims": claims_of_order(case.order_id),
        "others": disputes_of_order(order_id=case.order_id, besides=case.id, most=OTHERS),
        "similar": similar,
        "history": account_history(case.account_id),
    }


def _buttons(case: CaseFile, actor: Actor, shown: Shown) -> list[Button]:
    """The moves of the table that have a form here; a resend is granted by an offer, so it is not approved."""
    moves = [move for move in allowed_moves(case.state, actor) if move in MOVE_FORMS]
    if not case.wish.is_refund and Move.APPROVE in moves:
        moves.remove(Move.APPROVE)
    refused = shown.refused
    return [
        Button(refused, open=True)
        if refused is not None and refused.move is move
        else Button(MOVE_FORMS[move](initial=_initial(case)), open=shown.opened is move)
        for move in moves
    ]


def _initial(case: CaseFile) -> dict[str, object]:
    """An offer begins with what was asked, as far as it can be given."""
    amount = min(case.asked, case.ceiling.total)
    return {
        "outcome": case.wish.value,
        "amount": format_minor(amount, case.currency) if amount else "",
        "shipping_method": case.order.shipping_method,
    }


@dataclass(frozen=True, slots=True)
class AsAsked:
    """What approving would give, part by part; or `no`, why it cannot be given any more."""

    awards: Sequence[Award] = ()
    no: str = ""

    @property
    def parts(self) -> Parts:
        """The whole amount, part by part."""
        return add_parts(award.parts for award in self.awards)


def _asked(case: CaseFile) -> AsAsked:
    if not case.wish.is_refund or case.state not in UNDECIDED:
        return AsAsked()
    try:
        held = why_not_payable(case.order.facts)
        if held is not None:
            raise held
        return AsAsked(award_refund(case.order.facts, case.claimed, case.asked))
    except Refusal as refusal:
        return AsAsked(no=refusal_words(refusal))
