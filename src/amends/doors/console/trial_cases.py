"""The cases that a trial kept: those of one change, and one of them with both explanations."""

from dataclasses import dataclass
from datetime import UTC
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from amends.core.access import Permission
from amends.core.policies.answers import Answer
from amends.core.policies.catalog import FACTS
from amends.core.policies.explain import Finding, explain
from amends.core.policies.facts import facts_from
from amends.core.policies.say import say_fact, say_money, say_value
from amends.core.policies.tell import tell_considered, tell_finding
from amends.core.policies.trial import Change, Outcome
from amends.doors.console.session import StaffRequest, staff_page
from amends.doors.console.trial_result import programs_of
from amends.doors.console.trial_words import (
    ANSWER_TONES,
    ANSWER_WORDS,
    APPLIES_WORDS,
    CHANGE_WORDS,
    OUTCOME_WORDS,
    said,
    value_words,
    version_words,
)
from amends.doors.console.words import Words
from amends.records.policies.models import TrialCase
from amends.records.policies.trials import find_case, find_trial, kept_cases


@require_safe
@staff_page(Permission.STAFF_POLICY_READ)
def cases(request: StaffRequest, trial_id: UUID) -> HttpResponse:
    """The cases kept of the change that the address names."""
    trial = find_trial(trial_id)
    change = {one.value: one for one in CHANGE_WORDS}.get(request.GET.get("change", ""))
    if trial is None or change is None:
        raise Http404
    context = {
        "trial": trial,
        "name": version_words(trial.version),
        "words": CHANGE_WORDS[change],
        "rows": [_row(one, number) for one, number in kept_cases(trial, change.value)],
        "count": sum(count for kind, _, _, count in trial.result.get("flows", ()) if kind == change.value),
    }
    return render(request, "console/trials/cases.html", context)


def _row(case: TrialCase, number: str | None) -> dict[str, object]:
    return {
        "case": case,
        "number": number,
        "reason": value_words("reason", case.facts.get("reason", "")),
        "country": case.facts.get("country", ""),
        "before": OUTCOME_WORDS[Outcome(case.before["outcome"])],
        "after": OUTCOME_WORDS[Outcome(case.after["outcome"])],
    }


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two findings, in words."""

    title: str
    answer: Words
    tone: str
    told: list[str]
    considered: list[tuple[str, Words, list[str]]]


@require_safe
@staff_page(Permission.STAFF_POLICY_READ)
def case(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """What is known of the case, and what both versions find of it, and why."""
    shown = find_case(case_id)
    if shown is None:
        raise Http404
    trial, dispute, facts = shown.trial, shown.dispute, facts_from(shown.facts)
    at = dispute.finding.found_at if dispute else trial.asked_at
    before, after = (explain(program, facts, today=at.astimezone(UTC).date()) for program in programs_of(trial))
    titles = (gettext("Version %(number)s") % {"number": trial.against}, version_words(trial.version))
    context = {
        "case": shown,
        "trial": trial,
        "name": version_words(trial.version),
        "number": dispute.number if dispute else None,
        "change": Change(shown.change),
        "words": CHANGE_WORDS[Change(shown.change)],
        "sides": [_side(title, finding) for title, finding in zip(titles, (before, after), strict=True)],
        "facts": _facts(before),
        "at": at,
        "now": timezone.now(),
    }
    return render(request, "console/trials/case.html", context)


def _side(title: str, finding: Finding) -> Side:
    """The clauses that are not out of the question stand first; those that plainly do not apply are left out."""
    told = [
        (one.clause.title, APPLIES_WORDS[one.answer], [said(sentence) for sentence in tell_considered(one)])
        for one in finding.considered
        if one.answer is not Answer.NO or one.clause is finding.decision.clause
    ]
    answer = finding.decision.answer
    return Side(
        title=title,
        answer=ANSWER_WORDS[answer],
        tone=ANSWER_TONES[answer],
        told=[said(sentence) for sentence in tell_finding(finding)],
        considered=told,
    )


def _facts(finding: Finding) -> list[tuple[str, str]]:
    """Every fact that is known, in the catalog's order, with the value of the claim."""
    facts = finding.facts
    rows = [
        (said(say_fact(name)), said(say_value(name, value)))
        for name in FACTS
        if name != "value" and (value := getattr(facts, name)) is not None
    ]
    if facts.parts is not None and facts.currency is not None:
        rows.append((said(say_fact("value")), said(say_money(facts.parts.total, facts.currency))))
    return rows
