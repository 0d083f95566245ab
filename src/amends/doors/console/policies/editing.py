"""Changing a draft: one page for each part, shown again with all that was typed whenever it is refused."""

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from amends.core.access import Permission
from amends.core.policies.catalog import FACTS, TESTS
from amends.core.policies.editing import PartUnseen
from amends.core.policies.issues import PolicyInvalid
from amends.core.policies.versions import VersionState, VersionUnseen
from amends.core.policies.words import title_of
from amends.core.refusals import Refusal
from amends.doors.console.policies.conditions import ConditionsForm
from amends.doors.console.policies.edit_form import EditForm
from amends.doors.console.policies.words import TEST_WORDS, VALUE_WORDS
from amends.doors.console.refusals import refuse
from amends.doors.console.session import StaffRequest, staff_page
from amends.records.policies.queries import VersionShown, read_version
from amends.usecases.policies.change_draft import ChangeDraft, change_draft


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(Permission.STAFF_POLICY_EDIT)
def edit(request: StaffRequest, version_id: UUID, form_class: type[EditForm], part: str = "") -> HttpResponse:
    """One part of a draft."""
    asked, status = request.method == "POST", HTTPStatus.OK
    try:
        version = read_version(version_id, now=timezone.now())
        form = form_class(version, part, request.POST if asked else None)
        if asked and not (isinstance(form, ConditionsForm) and form.more):
            status = _change(request, version, form)
    except (VersionUnseen, PartUnseen):
        raise Http404 from None
    if status == HTTPStatus.FOUND:
        return redirect("console:policy", version_id)
    if not asked and version.state is not VersionState.DRAFT:
        messages.error(request, _("Only a draft can be changed; begin a new draft from this version."))
        return redirect("console:policy", version_id)
    context = {"form": form, "version": version, "facts": _facts() if isinstance(form, ConditionsForm) else ()}
    return render(request, form.template, {**context, "now": timezone.now()}, status=status)


def _change(request: StaffRequest, version: VersionShown, form: EditForm) -> HTTPStatus:
    """Asks for the change; FOUND once nothing is left to show. Raises PartUnseen."""
    taken_out = form.removal() if "remove" in request.POST else None
    if not form.is_valid() and taken_out is None:
        return HTTPStatus.UNPROCESSABLE_ENTITY
    edits = form.cleaned_data.get("edits", -1)
    ask = ChangeDraft(version=version.id, edits=edits, edit=taken_out or form.edit(), note=form.note())
    try:
        changed = change_draft(ask=ask, actor=request.actor, now=timezone.now())
    except PolicyInvalid as refusal:
        form.show_faults(refusal)
        return HTTPStatus.UNPROCESSABLE_ENTITY
    except (PartUnseen, VersionUnseen):
        raise
    except Refusal as refusal:
        return refuse(form, refusal)
    messages.success(request, _("The draft was changed.") if changed else _("Nothing was different; the draft stays."))
    return HTTPStatus.FOUND


def _facts() -> list[dict[str, object]]:
    """What conditions can ask: each fact with its tests, its values, and what is written for them."""
    return [
        {
            "title": _(fact.title),
            "tests": [TEST_WORDS[test] for test in TESTS[fact.sort]],
            "value": VALUE_WORDS[fact.sort],
            "words": [(word.value, _(title_of(word))) for word in fact.words or ()],
        }
        for fact in FACTS.values()
    ]
