"""One claim: what is claimed, on which order, what it blocks, what moved, and who did what."""

from http import HTTPStatus
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from amends.core.access import Permission
from amends.doors.console.external_claims.forms import (
    NO_MORE_IDS,
    DismissForm,
    NoMoreForm,
    OrderSearchForm,
    UnmatchForm,
)
from amends.doors.console.external_claims.words import effect_words, event_line
from amends.doors.console.session import StaffRequest, staff_page
from amends.records.disputes.case_file_history import disputes_of_order
from amends.records.disputes.queue_find import find_orders
from amends.records.disputes.queue_orders import orders_by_id
from amends.records.external_claims.pages import (
    ClaimShown,
    events_of_claim,
    grew_from,
    movements_of,
    read_claim,
)
from amends.records.ledger.queries import entries_of
from amends.records.wallet.queries import top_ups_named

MOST_FOUND = 20
MOST_DISPUTES = 50


@require_safe
@staff_page(Permission.STAFF_CLAIM_READ)
def claim(request: StaffRequest, claim_id: UUID) -> HttpResponse:
    """The claim's page; `q` searches for the order of one that stands on none."""
    return show_claim(request, claim_id)


def show_claim(
    request: StaffRequest, claim_id: UUID, *, refused: forms.Form | None = None, status: HTTPStatus = HTTPStatus.OK
) -> HttpResponse:
    """The page, with a refused form as it was sent. Raises Http404 when there is no such claim."""
    found = read_claim(claim_id)
    if found is None:
        raise Http404
    movements = movements_of(claim_id)
    context = {
        "claim": found,
        "refused": refused,
        "unmatching": refused if isinstance(refused, UnmatchForm) else UnmatchForm(),
        "no_more": refused if isinstance(refused, NoMoreForm) else NoMoreForm(auto_id=NO_MORE_IDS),
        "effect_words": effect_words(found),
        "may_manage": request.actor.may(Permission.STAFF_CLAIM_MANAGE),
        "rows": disputes_of_order(order_id=found.order_id, most=MOST_DISPUTES) if found.order_id else (),
        "grew_from": grew_from(claim_id),
        "movements": movements,
        "entries": entries_of([one.key for one in movements])
        if request.actor.may(Permission.STAFF_LEDGER_READ)
        else (),
        "events": [event_line(event) for event in events_of_claim(claim_id)],
        "now": timezone.now(),
        **_matching(request, found, refused),
    }
    return render(request, "console/external_claims/claim.html", context, status=status)


def _matching(request: StaffRequest, claim: ClaimShown, refused: forms.Form | None) -> dict[str, object]:
    """The search for its order or top-up, where a person is wanted."""
    if claim.account_id is not None or claim.dismissed_at is not None:
        return {}
    search = OrderSearchForm(request.GET)
    words = search.cleaned_data["q"] if search.is_valid() else ""
    ids = find_orders(words=words, most=MOST_FOUND) if words else []
    return {
        "search": search,
        "words": words,
        "orders": orders_by_id(ids),
        "top_ups": top_ups_named(words, most=MOST_FOUND) if words else [],
        "dismissing": refused if isinstance(refused, DismissForm) else DismissForm(),
    }
