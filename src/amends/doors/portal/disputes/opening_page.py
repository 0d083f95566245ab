"""The page on which a dispute is opened: what it asks for depends on the order and on what was chosen so far."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from amends.core.access import Actor
from amends.core.disputes.reasons import DETAILS, REASONS, Reason, Wish
from amends.core.disputes.refusals import AmountMissing
from amends.core.disputes.typed import Typed
from amends.core.evidence.formats import ACCEPTED_LABELS, MediaType
from amends.core.evidence.limits import human_size
from amends.core.evidence.purposes import Purpose
from amends.core.policies.enforce import PolicyRefuses
from amends.core.policies.tell import tell_finding
from amends.core.policies.words import title_of
from amends.core.refusals import Refusal
from amends.doors.portal.disputes.words import PURPOSES, WISHES
from amends.doors.portal.refusals import refusal_words
from amends.records.access.queries import verified_address
from amends.records.disputes.models import Draft
from amends.records.disputes.of_orders import disputes_of_orders
from amends.records.disputes.queries_drafts import draft_on_order
from amends.records.evidence.queries import EvidenceFile, files_of_draft
from amends.records.orders.queries_page import LineShown, OrderShown
from amends.usecases.disputes.preview_dispute import Preview, PreviewDispute, preview_dispute

ACCEPT = ",".join([*MediaType, *(one.ending for one in MediaType)])


class FieldFaults(list[str]):
    """A field's faults, with the field's id for whoever names them in `aria-describedby`."""

    def __init__(self, field_id: str) -> None:
        super().__init__()
        self.field_id = field_id


@dataclass(frozen=True, slots=True)
class Choice:
    """A type or an operation: chosen, free to choose, or with the reason why not."""

    code: str
    title: str
    hint: str
    chosen: bool
    why_not: str


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for files of one purpose; `need` says what must be shown there, empty where nothing must."""

    purpose: str
    title: str | Promise
    need: str
    done: bool
    files: list[EvidenceFile] = field(default_factory=list)


def address_is_verified(actor: Actor) -> bool:
    """Whether the person may ask for money to leave the platform."""
    return actor.id is not None and verified_address(actor.id)


def show_opening(
    request: HttpRequest,
    number: str,
    *,
    actor: Actor,
    now: datetime,
    refused: Sequence[Refusal] = (),
    status: HTTPStatus = HTTPStatus.OK,
    template: str = "portal/disputes/opening.html",
    **more: Any,
) -> HttpResponse:
    """The page from the draft as it is kept; with the faults of Confirm when it was `refused`. Raises OrderUnseen."""
    draft = draft_on_order(number, actor=actor)
    files = files_of_draft(draft.id) if draft else []
    ask = PreviewDispute(
        order=number,
        typed=Typed.from_json(draft.form) if draft else Typed(),
        files=files,
        address_verified=address_is_verified(actor),
    )
    preview = preview_dispute(ask=ask, actor=actor, now=now)
    if draft is None:
        ask = replace(ask, typed=_first_guess(preview.order))
        preview = preview_dispute(ask=ask, actor=actor, now=now)
    context = _context(preview, typed=ask.typed, files=files, draft=draft, refused=refused)
    return render(request, template, {"now": now, **context, **more}, status=status)


def _first_guess(order: OrderShown) -> Typed:
    """Where only one line can be disputed, it is that one; the buyer is the order's unless the complaint says else."""
    left = [line for line in order.line_facts if line.claimable]
    quantities = {str(left[0].id): str(left[0].claimable)} if len(left) == 1 else {}
    return Typed(quantities=quantities, buyer_email=order.facts.buyer_email)


def _context(
    preview: Preview, *, typed: Typed, files: list[EvidenceFile], draft: Draft | None, refused: Sequence[Refusal]
) -> dict[str, Any]:
    limits = settings.EVIDENCE_LIMITS
    return {
        "order": preview.order,
        "facts": preview.order.facts,
        "preview": preview,
        "why_not": preview.why_not and refusal_words(preview.why_not),
        "draft": draft,
        "typed": typed,
        "lines": _lines(preview.order, typed),
        "reasons": _reasons(preview, typed),
        "details": _details(typed),
        "told": tell_finding(preview.finding, missing=False) if preview.finding else (),
        "wishes": _wishes(preview, typed),
        "slots": _slots(preview, files),
        "asks_address": preview.asks_address and bool(typed.reason),
        "files": files,
        "to_do": [_to_do(fault) for fault in preview.faults],
        "claims": preview.opening.claims if preview.opening else (),
        "wish_words": WISHES[Wish(typed.wish)].asked if preview.opening else "",
        "reason_words": _(REASONS[Reason(typed.reason)].title) if preview.opening else "",
        "accept": ACCEPT,
        "limits": _("%(formats)s; up to %(file)s each, %(files)d files and %(all)s in all")
        % {
            "formats": ACCEPTED_LABELS,
            "file": human_size(limits.max_file_bytes),
            "files": limits.max_files,
            "all": human_size(limits.max_total_bytes),
        },
        "blocked_reasons": sum(refusal is not None for refusal in preview.reasons.values()),
        **_faults(preview, refused),
    }


def _to_do(fault: Refusal) -> str:
    """The policy's own words stand above already."""
    if isinstance(fault, PolicyRefuses):
        return _("The policy grants nothing for this claim now: choose something else, or wait until it does.")
    return refusal_words(fault)


def _lines(order: OrderShown, typed: Typed) -> list[tuple[LineShown, str, str | None]]:
    """Each line with what was typed beside it, and the number of the open dispute that it stands in."""
    disputes = disputes_of_orders(account_id=order.facts.account_id, order_ids=[order.facts.id])[order.facts.id]
    numbers = {dispute.id: dispute.number for dispute in disputes}
    return [
        (line, typed.quantities.get(str(line.facts.id), ""), numbers.get(line.in_dispute) if line.in_dispute else None)
        for line in order.lines
    ]


def _reasons(preview: Preview, typed: Typed) -> list[Choice]:
    return [
        Choice(
            code=reason.value,
            title=_(REASONS[reason].title),
            hint=_(REASONS[reason].hint),
            chosen=typed.reason == reason.value,
            why_not=refusal_words(refusal) if refusal else "",
        )
        for reason, refusal in preview.reasons.items()
    ]


def _details(typed: Typed) -> list[Choice]:
    """What may be wrong within the chosen type, and that nobody knows; nothing for a type that says it all."""
    found = [one for reason in Reason if reason == typed.reason for one in DETAILS.get(reason, ())]
    if not found:
        return []
    known = [Choice(one.value, _(title_of(one)), "", chosen=typed.detail == one.value, why_not="") for one in found]
    unsure = not any(choice.chosen for choice in known)
    return [*known, Choice("", _("I am not sure"), _("Then a person looks at the case."), chosen=unsure, why_not="")]


def _wishes(preview: Preview, typed: Typed) -> list[Choice]:
    return [
        Choice(
            code=wish.value,
            title=str(WISHES[wish].title),
            hint=str(WISHES[wish].hint),
            chosen=typed.wish == wish.value and refusal is None,
            why_not=_why_not(refusal) if refusal else "",
        )
        for wish, refusal in preview.wishes.items()
    ]


def _why_not(refusal: Refusal) -> str:
    """An amount of at most nothing is no fault of whoever would type it."""
    if isinstance(refusal, AmountMissing):
        return _("Nothing of what was charged for this order is left to refund.")
    return refusal_words(refusal)


def _slots(preview: Preview, files: list[EvidenceFile]) -> list[Slot]:
    """A slot for each purpose that is needed, and one for the rest."""
    needed = {need.any_of[0]: need.text for need in preview.needed}
    lacking = {need.any_of[0] for need in preview.lacking}
    slots = [
        Slot(
            purpose=purpose.value,
            title=PURPOSES[purpose],
            need=_(text),
            done=purpose not in lacking,
            files=[file for file in files if file.purpose is purpose],
        )
        for purpose, text in needed.items()
    ]
    rest = [file for file in files if file.purpose not in needed]
    return [*slots, Slot(Purpose.OTHER.value, PURPOSES[Purpose.OTHER], need="", done=bool(rest), files=rest)]


_ANCHORS = {
    "lines": "lines",
    "reason": "reason",
    "detail": "detail",
    "wish": "wish",
    "amount": "amount",
    "evidence": "evidence",
    "buyer_email": "buyer_email",
    "message": "message",
}


def _faults(preview: Preview, refused: Sequence[Refusal]) -> dict[str, Any]:
    """Each field's faults and all of them for the list above; nothing before Confirm was refused."""
    if not refused:
        return {"faults": {}, "all_faults": []}
    told = {refusal.code: refusal for refusal in (*refused, *preview.faults)}.values()
    by_field: dict[str, FieldFaults] = {}
    for refusal in told:
        if refusal.field in _ANCHORS:
            by_field.setdefault(refusal.field, FieldFaults(_ANCHORS[refusal.field])).append(refusal_words(refusal))
    words = [(_ANCHORS.get(refusal.field or "", ""), refusal_words(refusal)) for refusal in told]
    return {"faults": by_field, "all_faults": words}
