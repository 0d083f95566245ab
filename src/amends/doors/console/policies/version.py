"""One version: the document as people read it, what is wrong with it, its history, and what can be done with it."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from amends.core.access import Permission
from amends.core.policies.diff import changes
from amends.core.policies.issues import Issue
from amends.core.policies.review import review
from amends.core.policies.versions import VersionState, VersionUnseen
from amends.core.refusals import Refusal
from amends.doors.console.policies.compare import sections
from amends.doors.console.policies.reading import read_clauses, read_needs
from amends.doors.console.policies.step_forms import STEP_FORMS, StepForm, steps_of
from amends.doors.console.policies.words import TRAIL_WORDS
from amends.doors.console.refusals import refuse
from amends.doors.console.session import StaffRequest, staff_page
from amends.records.disputes.case_file_thread import TrailShown, trail_of
from amends.records.policies.queries import VersionShown, policy_of, read_version, version_in_force


@dataclass(frozen=True, slots=True)
class Happened:
    """One entry of the version's history; `told` what somebody did, `document` whether its text changed with it."""

    entry: TrailShown
    told: str
    document: bool


@require_safe
@staff_page(Permission.STAFF_POLICY_READ)
def version(request: StaffRequest, version_id: UUID) -> HttpResponse:
    """The version's page."""
    return show_version(request, version_id, now=timezone.now())


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(Permission.STAFF_POLICY_EDIT)
def step(request: StaffRequest, version_id: UUID, name: str) -> HttpResponse:
    """Takes the step; GET shows the version with that step open."""
    now, form_class = timezone.now(), STEP_FORMS.get(name)
    if form_class is None:
        raise Http404
    if request.method != "POST":
        return show_version(request, version_id, now=now, opened=name)
    form, status = form_class(request.POST), HTTPStatus.UNPROCESSABLE_ENTITY
    if form.is_valid():
        try:
            form.perform(version=version_id, actor=request.actor, now=now)
        except VersionUnseen:
            raise Http404 from None
        except Refusal as refusal:
            status = refuse(form, refusal)
        else:
            messages.success(request, str(form.done))
            return redirect("console:policy", version_id)
    return show_version(request, version_id, now=now, refused=form, status=status)


@require_safe
@staff_page(Permission.STAFF_POLICY_READ)
def export(request: StaffRequest, version_id: UUID) -> HttpResponse:
    """The version's document as a file, word for word."""
    shown = _read(version_id, timezone.now())
    name = f"policy-{shown.number}" if shown.number else "policy-draft"
    headers = {"Content-Disposition": f'attachment; filename="{name}.toml"'}
    return HttpResponse(shown.document, content_type="application/toml; charset=utf-8", headers=headers)


@require_safe
@staff_page(Permission.STAFF_POLICY_READ)
def change(request: StaffRequest, version_id: UUID, entry: int) -> HttpResponse:
    """What one entry of the history changed."""
    now = timezone.now()
    shown = _read(version_id, now)
    entries = {one.number: one for one in trail_of(version_id).entries}
    documents = [number for number, one in entries.items() if "document" in one.after and number <= entry]
    if entry not in documents or len(documents) < 2:
        raise Http404
    before, after = (policy_of(entries[number].after["document"]) for number in documents[-2:])
    context = {"version": shown, "entry": entries[entry], "sections": sections(before, after), "now": now}
    return render(request, "console/policies/change.html", context)


def show_version(
    request: StaffRequest,
    version_id: UUID,
    *,
    now: datetime,
    opened: str = "",
    refused: StepForm | None = None,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    """The page, with a step open or refused. Raises Http404."""
    shown = _read(version_id, now)
    policy, report = shown.policy, report_of(shown.document)
    steps = [form() for form in steps_of(shown, request.actor)]
    if refused is not None:
        steps = [refused if one.name == refused.name else one for one in steps]
    context = {
        "version": shown,
        "policy": policy,
        "text": policy.fill(policy.text).strip(),
        "clauses": read_clauses(policy, report),
        "needs": read_needs(policy),
        "report": report,
        "idle": [one for one in report if one.path[0] != "clause"],
        "steps": steps,
        "opened": refused.name if refused else opened,
        "lost": refused if refused not in steps else None,
        "may_edit": request.actor.may(Permission.STAFF_POLICY_EDIT),
        "own": shown.state is VersionState.IN_REVIEW and request.actor.id in shown.writers,
        "now": now,
        **_compared(shown, now),
        **_history(version_id),
    }
    return render(request, "console/policies/version.html", context, status=status)


@lru_cache(maxsize=32)
def report_of(document: str) -> list[Issue]:
    """What the review says of a document."""
    return review(policy_of(document))


def _compared(shown: VersionShown, now: datetime) -> dict[str, object]:
    """How it differs from the version in force, and whether that is another than the one it was drafted from."""
    current = version_in_force(now=now)
    if current.id == shown.id:
        return {}
    differs = len(changes(current.policy, shown.policy))
    overtaken = shown.state in (VersionState.DRAFT, VersionState.IN_REVIEW) and shown.based_on != current.id
    return {"current": current, "differs": differs, "overtaken": overtaken}


def _history(version_id: UUID) -> dict[str, object]:
    trail = trail_of(version_id)
    happened = [
        Happened(one, str(TRAIL_WORDS[one.code]), document=one.number > 1 and "document" in one.after)
        for one in trail.entries
    ]
    return {"history": happened[::-1], "trail": trail}


def _read(version_id: UUID, now: datetime) -> VersionShown:
    try:
        return read_version(version_id, now=now)
    except VersionUnseen:
        raise Http404 from None
