"""The versions of the policy, and how often staff departed from what it found."""

from collections import defaultdict
from datetime import datetime, timedelta
from http import HTTPStatus

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from amends.core.access import Permission
from amends.core.policies.diff import changes, tell_change
from amends.core.policies.sentences import Sentence
from amends.doors.console.policies.read_form import PagesForm
from amends.doors.console.session import StaffRequest, staff_page
from amends.records.policies.programs import program_of
from amends.records.policies.queries import (
    VersionShown,
    policy_of,
    version_in_force,
    versions_ahead,
    versions_behind,
)
from amends.records.policies.queries_departures import DepartureCount, count_departures, read_departures

PAGE = 25
CHANGES_TOLD = 3
LOOKED_BACK = timedelta(days=90)


@require_safe
@staff_page(Permission.STAFF_POLICY_READ)
def versions(request: StaffRequest) -> HttpResponse:
    """What is in force, what is scheduled or worked on, and what is past."""
    now, form = timezone.now(), PagesForm(request.GET)
    if not form.is_valid():
        return render(request, "console/policies/list.html", {"form": form}, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    current = version_in_force(now=now)
    context = {
        "current": current,
        "ahead": [(one, *_told(current, one)) for one in versions_ahead(now=now)],
        "past": versions_behind(now=now, size=PAGE, **form.places()),
        "may_edit": request.actor.may(Permission.STAFF_POLICY_EDIT),
        "now": now,
    }
    return render(request, "console/policies/list.html", context)


@require_safe
@staff_page(Permission.STAFF_POLICY_READ)
def departures(request: StaffRequest) -> HttpResponse:
    """Decisions and offers that departed from the finding, newest first, and how often for which clause."""
    now, form = timezone.now(), PagesForm(request.GET)
    if not form.is_valid():
        context = {"form": form, "now": now}
        return render(request, "console/policies/departures.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    page = read_departures(size=PAGE, **form.places())
    context = {
        "page": page,
        "rows": [(row, clause_title(row.version, row.clause)) for row in page.rows],
        "counts": _counts(now),
        "days": LOOKED_BACK.days,
        "now": now,
    }
    return render(request, "console/policies/departures.html", context)


def clause_title(version: int, clause: str | None) -> str:
    """The title that the clause has in that version; its name where there is none."""
    titles = {one.id: one.title for one in program_of(version).policy.clauses}
    return titles.get(clause, clause) if clause else ""


def _told(current: VersionShown, version: VersionShown) -> tuple[list[Sentence], int]:
    """The first changes that the version brings, and how many more there are."""
    told = [tell_change(one) for one in changes(policy_of(current.document), policy_of(version.document))]
    return told[:CHANGES_TOLD], len(told) - CHANGES_TOLD


def _counts(now: datetime) -> list[tuple[str, int, list[DepartureCount]]]:
    """(a clause's title, times, its reasons with theirs), the most frequent clause first."""
    by_clause: dict[str, list[DepartureCount]] = defaultdict(list)
    for count in count_departures(since=now - LOOKED_BACK):
        by_clause[clause_title(count.version, count.clause)].append(count)
    sums = [(title, sum(one.times for one in counts), counts) for title, counts in by_clause.items()]
    return sorted(sums, key=lambda one: -one[1])
