"""A draft in the shadow of the policy in force: the switch, and what it found otherwise."""

from http import HTTPStatus
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from amends.core.access import Permission
from amends.core.policies.answers import Answer
from amends.core.policies.trials import TRIABLE
from amends.core.policies.versions import VersionUnseen
from amends.core.refusals import Refusal
from amends.doors.console.list_forms import BeforeForm
from amends.doors.console.refusals import refuse
from amends.doors.console.session import StaffRequest, staff_page
from amends.doors.console.trial_words import ANSWER_TONES, ANSWER_WORDS, version_words
from amends.records.policies.models import PolicyVersion
from amends.records.policies.shadows import differing, shadow_figures
from amends.records.policies.trials import find_version
from amends.usecases.policies.shadow_version import ShadowVersion, shadow_version

PAGE = 25


class ShadowForm(forms.Form):
    """On or off. It carries the draft's edits, so that a stale page is told so."""

    shadow = forms.BooleanField(required=False, widget=forms.HiddenInput)
    edits = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(Permission.STAFF_POLICY_READ)
def shadow(request: StaffRequest, version_id: UUID) -> HttpResponse:
    """The draft's figures and the disputes of which it found something else; a POST turns the shadow on or off."""
    version = find_version(version_id)
    if version is None:
        raise Http404
    form = ShadowForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _show(request, version, form)
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    if form.is_valid():
        ask = ShadowVersion(version_id=version_id, edits=form.cleaned_data["edits"], shadow=form.cleaned_data["shadow"])
        try:
            shadow_version(ask=ask, actor=request.actor, now=timezone.now())
        except VersionUnseen:
            raise Http404 from None
        except Refusal as refusal:
            status = refuse(form, refusal)
        else:
            messages.success(request, _("The shadow is on.") if ask.shadow else _("The shadow is off."))
            return redirect("console:shadow", version_id)
    return _show(request, version, form, status)


def _show(
    request: StaffRequest, version: PolicyVersion, form: ShadowForm, status: HTTPStatus = HTTPStatus.OK
) -> HttpResponse:
    place = BeforeForm(request.GET)
    if not place.is_valid():
        raise Http404
    before = place.cleaned_data["before"]
    rows, last = differing(version, size=PAGE, before=before)
    context = {
        "version": version,
        "name": version_words(version),
        "form": form,
        "figures": shadow_figures(version),
        "rows": [(row, _half(row.before), _half(row.after)) for row in rows],
        "further": f"?before={last}" if last else "",
        "first": "?" if before else "",
        "on": version.shadow and version.status in TRIABLE,
        "triable": version.status in TRIABLE,
        "may_edit": request.actor.may(Permission.STAFF_POLICY_EDIT),
        "now": timezone.now(),
    }
    return render(request, "console/trials/shadow.html", context, status=status)


def _half(gist: dict[str, object]) -> dict[str, object]:
    """One of the two findings in short."""
    answer = Answer(str(gist["answer"]))
    ceiling = gist["ceiling"]
    return {
        "words": ANSWER_WORDS[answer],
        "tone": ANSWER_TONES[answer],
        "clause": gist["clause"],
        "money": sum(ceiling) if isinstance(ceiling, list) else None,
        "currency": gist["currency"],
        "missing": len(gist["missing"]) if isinstance(gist["missing"], list) else 0,
    }
