"""Which of a policy's settings and evidence its clauses and texts use."""

import re
from collections.abc import Iterable, Iterator

from amends.core.policies.clauses import Policy
from amends.core.policies.issues import Fault, Issue
from amends.core.policies.predicates import Number, Predicate, questions_in

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
"""A setting's name in a text for people."""


def settings_in(policy: Policy) -> set[str]:
    """The names of the settings that a text or a number of the policy comes from."""
    texts = [policy.text, *(need.text for need in policy.needs), *(clause.text for clause in policy.clauses)]
    named = {name for text in texts for name in PLACEHOLDER.findall(text)}
    return named | {number.setting for number in _numbers(policy) if number.setting}


def unused(policy: Policy) -> list[Issue]:
    """The settings and the evidence that nothing uses, in the document's order."""
    settings, needed = settings_in(policy), {name for clause in policy.clauses for name in clause.needs}
    idle = [name for name, _ in policy.settings if name not in settings]
    unneeded = [need.name for need in policy.needs if need.name not in needed]
    return [
        *(Issue(Fault.SETTING_UNUSED, ("settings", name), {"name": name}) for name in idle),
        *(Issue(Fault.EVIDENCE_UNUSED, ("evidence", name), {"name": name}) for name in unneeded),
    ]


def _numbers(policy: Policy) -> Iterator[Number]:
    for when in (*(need.when for need in policy.needs), *(clause.when for clause in policy.clauses)):
        yield from _asked(when)
    for clause in policy.clauses:
        if clause.window:
            yield from (day for day in (clause.window.from_day, clause.window.to_day) if day)
        if clause.then.refund:
            yield clause.then.refund.percent


def _asked(when: Iterable[Predicate]) -> Iterator[Number]:
    for predicate in when:
        for question in questions_in(predicate):
            if isinstance(question.wanted, Number):
                yield question.wanted
