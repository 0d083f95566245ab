"""The account's standing for its own people: what counts against it, and contesting that."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from amends.core.access import Actor, Permission
from amends.core.refusals import Refusal
from amends.core.standing.measures import REASON_TITLES, WORDS_LIMIT
from amends.core.standing.standings import FORBIDDEN_WORDS
from amends.doors.portal.account.words import add_refusal
from amends.doors.portal.refusals import status_of
from amends.doors.portal.session import MerchantRequest, merchant_page
from amends.records.standing.queries import MeasureShown, find_measure, measures_of
from amends.usecases.standing.contest_measure import ContestMeasure, contest_measure

MOST = 20
"""Measures longer ago are staff's to look up."""


@dataclass(frozen=True, slots=True)
class Row:
    """A measure with its words, and whether this person may contest it now."""

    measure: MeasureShown
    reason: str
    forbidden: str
    in_force: bool
    contestable: bool


class ContestForm(forms.Form):
    """Why the measure is wrong."""

    words = forms.CharField(
        label=gettext_lazy("Why the measure is wrong"),
        help_text=gettext_lazy("Say what happened and name orders or disputes that show it. You can contest it once."),
        max_length=WORDS_LIMIT,
        widget=forms.Textarea({"rows": 6}),
    )


def standing_section(actor: Actor) -> dict[str, Any]:
    """What the Account page says of the account's standing."""
    assert actor.account_id is not None
    return {"measures": [_row(measure, actor) for measure in measures_of(actor.account_id, most=MOST)]}


def _row(measure: MeasureShown, actor: Actor) -> Row:
    in_force = measure.in_force(timezone.now())
    return Row(
        measure=measure,
        reason=_(REASON_TITLES[measure.reason]),
        forbidden=_(FORBIDDEN_WORDS[measure.standing]),
        in_force=in_force,
        contestable=in_force and measure.contest is None and actor.may(Permission.MERCHANT_STANDING_CONTEST),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@merchant_page(Permission.MERCHANT_STANDING_CONTEST)
def contest(request: MerchantRequest, measure_id: UUID) -> HttpResponse:
    """The form to contest a measure; 404 for another account's."""
    assert request.actor.account_id is not None
    measure = find_measure(measure_id, account_id=request.actor.account_id)
    if measure is None:
        raise Http404
    form, status = ContestForm(request.POST if request.method == "POST" else None), HTTPStatus.OK
    if form.is_bound:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        if form.is_valid():
            ask = ContestMeasure(measure=measure_id, words=form.cleaned_data["words"])
            try:
                contest_measure(ask=ask, actor=request.actor, now=timezone.now())
            except Refusal as refusal:
                add_refusal(form, refusal)
                status = status_of(refusal)
            else:
                messages.success(request, _("Your contest waits for the platform; the answer comes here and by mail."))
                return redirect("account:page")
    return render(
        request, "portal/account/contest.html", {"form": form, "row": _row(measure, request.actor)}, status=status
    )
