"""Standings for staff: who is not in good standing, which contests wait, and the changes themselves."""

from http import HTTPStatus
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from amends.core.access import Permission
from amends.core.refusals import Refusal
from amends.doors.console.accounts import show_account
from amends.doors.console.refusals import refuse
from amends.doors.console.session import StaffRequest, staff_page
from amends.doors.console.standing_forms import AnswerForm, ImposeForm, LiftForm
from amends.doors.look.posting import post_only
from amends.records.standing.queries import (
    account_of_contest,
    account_of_measure,
    contests_waiting,
    measures_in_force,
)
from amends.usecases.standing.answer_contest import AnswerContest, answer_contest
from amends.usecases.standing.impose_measure import impose_measure
from amends.usecases.standing.lift_measure import LiftMeasure, lift_measure

MOST = 100


@require_safe
@staff_page(Permission.STAFF_STANDING_READ)
def standing(request: StaffRequest) -> HttpResponse:
    """The contests that wait, due soonest first, and the measures in force, latest first."""
    now = timezone.now()
    measures = measures_in_force(now=now, most=MOST + 1)
    context = {
        "contests": contests_waiting(most=MOST),
        "measures": measures[:MOST],
        "cut": len(measures) > MOST,
        "most": MOST,
        "mine": request.actor.id,
        "may_manage": request.actor.may(Permission.STAFF_STANDING_MANAGE),
        "now": now,
    }
    return render(request, "console/accounts/standing.html", context)


@post_only("../")
@staff_page(Permission.STAFF_STANDING_MANAGE)
def impose(request: StaffRequest, account_id: UUID) -> HttpResponse:
    """Takes a measure against the account."""
    now, form = timezone.now(), ImposeForm(request.POST)
    if not form.is_valid():
        return _again(request, account_id, form)
    try:
        impose_measure(ask=form.ask(account_id, now=now), actor=request.actor, now=now)
    except Refusal as refusal:
        return _again(request, account_id, form, refusal=refusal)
    messages.success(request, _("The measure is in force, and the merchant is told."))
    return redirect("console:account", account_id)


@post_only("../../../standing/")
@staff_page(Permission.STAFF_STANDING_MANAGE)
def lift(request: StaffRequest, measure_id: UUID) -> HttpResponse:
    """Ends a measure before its time."""
    form, account_id = LiftForm(request.POST, auto_id=f"m{measure_id.hex[-12:]}_%s"), account_of_measure(measure_id)
    if account_id is None:
        raise Http404
    if not form.is_valid():
        return _again(request, account_id, form, of=measure_id)
    ask = LiftMeasure(measure=measure_id, words=form.cleaned_data["words"])
    try:
        lift_measure(ask=ask, actor=request.actor, now=timezone.now())
    except Refusal as refusal:
        return _again(request, account_id, form, of=measure_id, refusal=refusal)
    messages.success(request, _("The measure is lifted, and the merchant is told."))
    return redirect("console:account", account_id)


@post_only("../../../standing/")
@staff_page(Permission.STAFF_STANDING_MANAGE)
def answer(request: StaffRequest, contest_id: UUID) -> HttpResponse:
    """Decides a contest."""
    form, account_id = AnswerForm(request.POST, auto_id=f"c{contest_id.hex[-12:]}_%s"), account_of_contest(contest_id)
    if account_id is None:
        raise Http404
    if not form.is_valid():
        return _again(request, account_id, form, of=contest_id)
    told = form.cleaned_data
    ask = AnswerContest(contest=contest_id, lift=told["lift"] == "yes", words=told["words"])
    try:
        answer_contest(ask=ask, actor=request.actor, now=timezone.now())
    except Refusal as refusal:
        return _again(request, account_id, form, of=contest_id, refusal=refusal)
    messages.success(request, _("The contest is answered, and the merchant is told."))
    return redirect("console:account", account_id)


def _again(
    request: StaffRequest,
    account_id: UUID,
    form: forms.Form,
    *,
    of: UUID | None = None,
    refusal: Refusal | None = None,
) -> HttpResponse:
    """The account's page with the form as it was sent and what is wrong with it."""
    status = refuse(form, refusal) if refusal else HTTPStatus.UNPROCESSABLE_ENTITY
    return show_account(request, account_id, now=timezone.now(), refused=form, of=of, status=status)
