"""Two versions side by side: what is new, gone or different, clause by clause."""

from dataclasses import dataclass
from http import HTTPStatus
from itertools import groupby

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from amends.core.access import Permission
from amends.core.policies.clauses import Policy
from amends.core.policies.diff import Change, Kind, Where, changes
from amends.doors.console.policies.read_form import CompareForm
from amends.doors.console.policies.reading import ClauseRead, NeedRead, read_clauses, read_needs
from amends.doors.console.policies.words import WHERE_WORDS, Words
from amends.doors.console.session import StaffRequest, staff_page
from amends.doors.console.templatetags.policies import version_name
from amends.records.policies.queries import comparable_versions

CHOICES = 100


@dataclass(frozen=True, slots=True)
class Different:
    """A clause, a setting, some evidence or the head that differs; `whole` is what is new or gone, in words."""

    title: str
    kind: Kind
    changes: list[Change]
    clause: ClauseRead | None = None
    need: NeedRead | None = None
    value: int | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """All that differs of one kind of thing."""

    words: Words
    items: list[Different]


def sections(before: Policy, after: Policy) -> list[Section]:
    """What differs, by kind of thing; empty when the two come to the same."""
    found = []
    for where, told in groupby(changes(before, after), key=lambda one: one.where):
        items = [_different(list(same), before, after) for _, same in groupby(told, key=lambda one: one.name)]
        found.append(Section(WHERE_WORDS[where], items))
    return found


def _different(told: list[Change], before: Policy, after: Policy) -> Different:
    first = told[0]
    if first.kind is Kind.CHANGED:
        return Different(first.title, first.kind, told)
    policy = after if first.kind is Kind.ADDED else before
    if first.where is Where.CLAUSE:
        clause = next(one for one in read_clauses(policy) if one.told.clause.id == first.name)
        return Different(first.title, first.kind, [], clause=clause)
    if first.where is Where.EVIDENCE:
        need = next(one for one in read_needs(policy) if one.need.name == first.name)
        return Different(first.title, first.kind, [], need=need)
    return Different(first.title, first.kind, [], value=dict(policy.settings)[first.name])


@require_safe
@staff_page(Permission.STAFF_POLICY_READ)
def compare(request: StaffRequest) -> HttpResponse:
    """Any two versions."""
    now, status = timezone.now(), HTTPStatus.OK
    versions = {str(one.id): one for one in comparable_versions(now=now, most=CHOICES)}
    form = CompareForm(request.GET or None, choices=[(id_, version_name(one)) for id_, one in versions.items()])
    context: dict[str, object] = {"form": form, "now": now}
    if form.is_valid():
        before, after = (versions[form.cleaned_data[name]] for name in ("before", "after"))
        context |= {"before": before, "after": after, "sections": sections(before.policy, after.policy)}
    elif form.is_bound:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    return render(request, "console/policies/compare.html", context, status=status)
