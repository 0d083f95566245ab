"""Tables inside articles, drawn from what the program itself follows: ``{{table:reasons}}`` on a line of its own."""

from collections.abc import Callable, Iterable

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from amends.core.disputes.reasons import REASONS, Reason
from amends.core.disputes.states import MOVES, STATES, State
from amends.core.orders.kinds import Kind, Stage
from amends.core.policies.answers import Answer
from amends.core.policies.clauses import Clause, Need
from amends.core.policies.decide import Program
from amends.core.policies.facts import Facts
from amends.doors.help.facts import wait_in_words
from amends.records.policies.programs import program_in_force


def reasons() -> SafeString:
    """Every dispute type: its stages, and what the version in force wants to see of a sent store order."""
    program = program_in_force(now=timezone.now())
    rows = [
        {
            "title": _(facts.title),
            "hint": _(facts.hint),
            "stages": [stage.value for stage in facts.stages],
            **_needs(program, reason),
            "may_resend": facts.may_resend and any(one.then.resend for one in _clauses(program, reason)),
        }
        for reason, facts in REASONS.items()
    ]
    return render_to_string("help/reasons.html", {"rows": rows, "version": program.version})


def _clauses(program: Program, reason: Reason) -> Iterable[Clause]:
    """The clauses about the reason that can end with something granted."""
    ready = program.considered(Facts(reason=reason, kind=Kind.STORE))
    return [one.clause for one in ready if one.clause.then.answer is not Answer.NO]


def _needs(program: Program, reason: Reason) -> dict[str, list[str]]:
    """What every such dispute must show, and what some of them must, in the order of the policy."""
    stage = Stage.DISPATCHED if Stage.DISPATCHED in REASONS[reason].stages else Stage.PENDING
    always = program.decide(Facts(reason=reason, kind=Kind.STORE, stage=stage, evidence=frozenset())).missing
    named = {name for clause in _clauses(program, reason) for name in clause.needs}
    policy = program.policy
    sometimes = [need for need in policy.needs if need.name in named and need not in always]

    def texts(needs: Iterable[Need]) -> list[str]:
        return [policy.fill(need.text) for need in needs]

    return {"always": texts(always), "sometimes": texts(sometimes)}


def life() -> SafeString:
    """Every state of a dispute: who must act, until when, and what may follow."""
    rows = [
        {
            "state": state.value,
            "held": facts.open,
            "awaited": facts.awaited.value if facts.awaited else "",
            "on_time": _(MOVES[facts.on_time].title) if facts.on_time else "",
            "wait": wait_in_words(wait) if (wait := settings.DISPUTE_WAITS.of(state)) else "",
            "moves": [
                {"title": _(move.title), "target": (move.target or state).value}
                for move in MOVES.values()
                if state in move.sources and move.target
            ],
        }
        for state, facts in STATES.items()
        if state is not State.DRAFT
    ]
    return render_to_string("help/life.html", {"rows": rows})


TABLES: dict[str, Callable[[], SafeString]] = {"reasons": reasons, "life": life}
