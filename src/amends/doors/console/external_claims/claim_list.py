"""Claims at payment houses, by what they wait for."""

from http import HTTPStatus
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from amends.core.access import Permission
from amends.doors.console.external_claims.forms import TAB_WORDS, ClaimsForm
from amends.doors.console.session import StaffRequest, staff_page
from amends.records.external_claims.pages import COUNTED, ClaimTab, count_claims, read_claims

PAGE = 25

_EMPTY = {
    ClaimTab.ANSWER: (_("Nothing needs an answer"), _("Claims that a payment house wants an answer to appear here.")),
    ClaimTab.REVIEW: (_("Nothing is under review"), _("Claims that were answered wait here for the verdict.")),
    ClaimTab.UNMATCHED: (
        _("Every claim stands on its order"),
        _("A claim whose payment is not known waits here until somebody says which order it is about."),
    ),
    ClaimTab.ENDED: (_("No claim has ended yet"), _("Won, lost and closed claims are kept here.")),
}


@require_safe
@staff_page(Permission.STAFF_CLAIM_READ)
def claims(request: StaffRequest) -> HttpResponse:
    """A tab of claims; what needs an answer first."""
    form, now = ClaimsForm(request.GET), timezone.now()
    page = "console/external_claims/list.html"
    if not form.is_valid():
        return render(request, page, {"form": form}, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    tab, beyond = form.chosen(), form.cleaned_data["after"]
    rows, last = read_claims(tab=tab, size=PAGE, beyond=beyond)
    context = {
        "rows": rows,
        "tab": tab,
        "tabs": _tabs(tab),
        "empty": _EMPTY[tab],
        "further": f"?tab={tab.value}&after={last.text()}" if last else "",
        "first": f"?tab={tab.value}" if beyond else "",
        "now": now,
    }
    return render(request, page, context)


def _tabs(current: ClaimTab) -> list[dict[str, Any]]:
    """With counts, but for what ended."""
    return [
        {"label": words, "url": f"?tab={tab.value}", "current": tab is current, "count": _count(tab)}
        for tab, words in TAB_WORDS.items()
    ]


def _count(tab: ClaimTab) -> str | None:
    if tab is ClaimTab.ENDED:
        return None
    found = count_claims(tab)
    return f"{COUNTED - 1}+" if found >= COUNTED else str(found)
