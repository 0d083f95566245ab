"""A policy as its staff read it: its clauses read out, each with what the review says of it; and its evidence."""

from collections.abc import Sequence
from dataclasses import dataclass

from amends.core.policies.clauses import Need, Policy
from amends.core.policies.issues import Issue
from amends.core.policies.predicates import AllOf
from amends.core.policies.read_out import ReadOut, read_out
from amends.core.policies.say import say_predicate
from amends.core.policies.sentences import Sentence


@dataclass(frozen=True, slots=True)
class ClauseRead:
    """One clause read out, with what the review says of it."""

    told: ReadOut
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True)
class NeedRead:
    """Evidence in words: which files, and when it is needed; always, without a condition."""

    need: Need
    text: str
    when: Sentence | None


def read_clauses(policy: Policy, report: Sequence[Issue] = ()) -> list[ClauseRead]:
    """The clauses, highest precedence first."""
    places = {clause.id: ("clause", at) for at, clause in enumerate(policy.clauses)}
    return [
        ClauseRead(told, tuple(one for one in report if one.path[:2] == places[told.clause.id]))
        for told in read_out(policy)
    ]


def read_needs(policy: Policy) -> list[NeedRead]:
    """The evidence, in the document's order."""
    return [
        NeedRead(need, policy.fill(need.text), say_predicate(AllOf(need.when)) if need.when else None)
        for need in policy.needs
    ]
