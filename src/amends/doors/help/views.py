"""Articles that anyone may read; the tables in them are drawn from the core."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from amends.core.disputes.reasons import REASONS
from amends.core.disputes.states import MOVES, STATES, State
from amends.core.orders.kinds import Kind, Stage
from amends.core.policies.facts import Facts
from amends.records.policies.programs import program_in_force


def index(request: HttpRequest) -> HttpResponse:
    """The articles, the most needed first."""
    return render(request, "help/index.html")


def opening(request: HttpRequest) -> HttpResponse:
    """How to open and close a dispute."""
    return render(request, "help/opening.html", {"limits": settings.EVIDENCE_LIMITS, "waits": settings.DISPUTE_WAITS})


def reasons(request: HttpRequest) -> HttpResponse:
    """Every dispute type with the stages it applies to and the evidence it needs for a store order."""
    program = program_in_force(now=timezone.now())
    rows = [
        {
            "title": _(facts.title),
            "hint": _(facts.hint),
            "stages": [stage.value for stage in facts.stages],
            "needs": [
                _(need.text)
                for need in program.decide(Facts(reason=reason, kind=Kind.STORE, stage=Stage.DISPATCHED)).missing
            ],
            "may_resend": facts.may_resend,
        }
        for reason, facts in REASONS.items()
    ]
    return render(request, "help/reasons.html", {"rows": rows})


def _hours(state: State) -> int:
    wait = settings.DISPUTE_WAITS.of(state)
    return int(wait.total_seconds()) // 3600 if wait else 0


def life(request: HttpRequest) -> HttpResponse:
    """Every state of a dispute: who must act, until when, and what may follow."""
    rows = [
        {
            "state": state.value,
            "held": facts.open,
            "awaited": facts.awaited.value if facts.awaited else "",
            "on_time": _(MOVES[facts.on_time].title) if facts.on_time else "",
            "hours": _hours(state),
            "days": _hours(state) // 24,
            "moves": [
                {"title": _(move.title), "target": (move.target or state).value}
                for move in MOVES.values()
                if state in move.sources and move.target
            ],
        }
        for state, facts in STATES.items()
        if state is not State.DRAFT
    ]
    return render(request, "help/life.html", {"rows": rows})
