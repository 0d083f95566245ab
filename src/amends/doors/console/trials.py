"""Trying a draft: its trials, beginning one, watching it, cancelling it."""

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from amends.core.access import Permission
from amends.core.policies.trial import DIMENSIONS
from amends.core.policies.trials import TRIABLE, TrialStatus, TrialUnseen
from amends.core.policies.versions import VersionUnseen
from amends.core.refusals import Refusal
from amends.doors.console.refusals import refusal_words, refuse
from amends.doors.console.session import StaffRequest, staff_page
from amends.doors.console.trial_form import TrialForm
from amends.doors.console.trial_result import result_of
from amends.doors.console.trial_words import CASES_WORDS, STATUS_BADGES, version_words
from amends.records.policies.models import PolicyVersion, Trial
from amends.records.policies.trials import find_trial, find_version, kept_counts, trials_of
from amends.usecases.policies.begin_trial import begin_trial
from amends.usecases.policies.cancel_trial import CancelTrial, cancel_trial


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(Permission.STAFF_POLICY_READ)
def trials(request: StaffRequest, version_id: UUID) -> HttpResponse:
    """A draft's trials, and the form that begins one."""
    version = find_version(version_id)
    if version is None:
        raise Http404
    if request.method != "POST":
        return _show(request, version, TrialForm(initial={"edits": version.edits}))
    form, status = TrialForm(request.POST), HTTPStatus.UNPROCESSABLE_ENTITY
    if form.is_valid():
        try:
            trial_id = begin_trial(ask=form.ask(version_id), actor=request.actor, now=timezone.now())
        except VersionUnseen:
            raise Http404 from None
        except Refusal as refusal:
            status = refuse(form, refusal)
        else:
            return redirect("console:trial", trial_id)
    return _show(request, version, form, status)


def _show(
    request: StaffRequest, version: PolicyVersion, form: TrialForm, status: HTTPStatus = HTTPStatus.OK
) -> HttpResponse:
    context = {
        "version": version,
        "name": version_words(version),
        "form": form,
        "rows": [(trial, *_words(trial)) for trial in trials_of(version)],
        "triable": version.status in TRIABLE,
        "may_edit": request.actor.may(Permission.STAFF_POLICY_EDIT),
        "now": timezone.now(),
    }
    return render(request, "console/trials/list.html", context, status=status)


def _words(trial: Trial) -> tuple[object, object]:
    """What its cases are called, and the badge of its status."""
    return CASES_WORDS[trial.cases], STATUS_BADGES[TrialStatus(trial.status)]  # type: ignore[index]


@require_safe
@staff_page(Permission.STAFF_POLICY_READ)
def trial(request: StaffRequest, trial_id: UUID) -> HttpResponse:
    """How far a trial came and what came of it; for HTMX without the page around it."""
    shown = find_trial(trial_id)
    if shown is None:
        raise Http404
    by = request.GET.get("by", "")
    by = by if by in DIMENSIONS else DIMENSIONS[0]
    cases, badge = _words(shown)
    context = {
        "trial": shown,
        "name": version_words(shown.version),
        "cases_words": cases,
        "badge": badge,
        "over": TrialStatus(shown.status).over,
        "stale": shown.version.edits != shown.edits,
        "by": by,
        "result": result_of(shown, by=by, kept=kept_counts(shown)),
        "may_edit": request.actor.may(Permission.STAFF_POLICY_EDIT),
        "now": timezone.now(),
    }
    template = "console/trials/state.html" if request.headers.get("HX-Request") else "console/trials/page.html"
    return render(request, template, context)


@require_POST
@staff_page(Permission.STAFF_POLICY_EDIT)
def cancel(request: StaffRequest, trial_id: UUID) -> HttpResponse:
    """Cancels the trial and shows it."""
    try:
        cancel_trial(ask=CancelTrial(trial_id=trial_id), actor=request.actor, now=timezone.now())
    except TrialUnseen:
        raise Http404 from None
    except Refusal as refusal:
        messages.error(request, refusal_words(refusal))
    else:
        messages.success(request, _("The trial was cancelled."))
    return redirect("console:trial", trial_id)
