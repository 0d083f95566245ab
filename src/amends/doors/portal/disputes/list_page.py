"""What needs me? Every dispute of the account, those that wait for an answer first."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from amends.core.access import Permission
from amends.core.disputes.reasons import REASONS, Reason, Wish
from amends.core.disputes.states import STATES, State
from amends.doors.portal.disputes.words import WISHES
from amends.doors.portal.session import MerchantRequest, merchant_page
from amends.records.disputes.answers import DisputeRow
from amends.records.disputes.models import MERCHANTS_TURN
from amends.records.disputes.of_orders import disputes_awaiting_merchant
from amends.records.disputes.queries_drafts import BegunDraft, begun_drafts
from amends.records.disputes.queries_list import NEWEST, list_disputes
from amends.records.disputes.queries_search import search_disputes
from amends.records.keyset import Place, PlaceUnreadable, read_place
from amends.records.keyset import Place as TextPlace

PAGE_SIZE = 20
MOST_WAITING = 20
MOST_FOUND = 100


@dataclass(frozen=True, slots=True)
class Tab:
    """A list of disputes in some states; none named means all."""

    label: str | Promise
    states: tuple[State, ...]
    empty: str | Promise


TABS: dict[str, Tab] = {
    "answer": Tab(
        gettext_lazy("Needs your answer"),
        tuple(State(name) for name in MERCHANTS_TURN),
        gettext_lazy("Nothing waits for your answer."),
    ),
    "review": Tab(
        gettext_lazy("Being reviewed"),
        tuple(state for state, facts in STATES.items() if facts.open and state.value not in MERCHANTS_TURN),
        gettext_lazy("Nothing is being reviewed or carried out."),
    ),
    "closed": Tab(
        gettext_lazy("Closed"),
        tuple(state for state, facts in STATES.items() if not facts.open and state is not State.DRAFT),
        gettext_lazy("No dispute has ended yet."),
    ),
    "all": Tab(gettext_lazy("All"), (), gettext_lazy("A dispute is opened from its order.")),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A dispute with the words for its type and what was asked for."""

    dispute: DisputeRow
    reason: str
    wish: str | Promise


@require_safe
@merchant_page(Permission.MERCHANT_DISPUTE_READ)
def disputes(request: MerchantRequest) -> HttpResponse:
    """One page of a tab, or what a search found; above it what waits for an answer, and drafts."""
    account_id = request.actor.account_id
    assert account_id
    words, name = request.GET.get("q", "").replace("\x00", "").strip(), request.GET.get("tab", "review")
    if name not in TABS:
        raise Http404
    context = {"now": timezone.now(), "tab": TABS[name], "tab_name": name, "tabs": _tabs(name), "words": words}
    if words:
        found = search_disputes(account_id=account_id, words=words, most=MOST_FOUND + 1)
        context |= {"rows": _rows(found[:MOST_FOUND]), "left_out": len(found) > MOST_FOUND}
    else:
        before = request.GET.get("before", "")
        context |= _page(account_id, name, before)
        if name != "answer":
            waiting = disputes_awaiting_merchant(account_id=account_id, most=MOST_WAITING + 1)
            context |= {"waiting": waiting[:MOST_WAITING], "more_waiting": len(waiting) > MOST_WAITING}
        context |= {"drafts": [_draft(one) for one in begun_drafts(actor=request.actor)]}
    return render(request, "portal/disputes/list.html", context)


def _page(account_id: UUID, name: str, before: str) -> dict[str, Any]:
    found = list_disputes(account_id=account_id, states=TABS[name].states, after=_place(before), limit=PAGE_SIZE + 1)
    last = found[PAGE_SIZE - 1] if len(found) > PAGE_SIZE else None
    place = last and TextPlace(last.opened_at, last.id).text()
    return {
        "rows": _rows(found[:PAGE_SIZE]),
        "older_url": place and f"{reverse('portal:disputes')}?{urlencode({'tab': name, 'before': place})}",
        "newer_url": before and _tab_url(name),
    }


def _place(text: str) -> Place:
    if not text:
        return NEWEST
    try:
        place = read_place(text)
    except PlaceUnreadable:
        raise Http404 from None
    return Place(place.at, place.id)


def _rows(found: Iterable[DisputeRow]) -> list[Row]:
    return [Row(row, _(REASONS[Reason(row.reason)].title), WISHES[Wish(row.wish)].asked) for row in found]


def _draft(draft: BegunDraft) -> tuple[BegunDraft, str]:
    return draft, _(REASONS[Reason(draft.reason)].title) if draft.reason in set(Reason) else ""


def _tabs(current: str) -> list[dict[str, Any]]:
    return [{"label": tab.label, "url": _tab_url(name), "current": name == current} for name, tab in TABS.items()]


def _tab_url(name: str) -> str:
    return reverse("portal:disputes") + ("" if name == "review" else f"?tab={name}")
