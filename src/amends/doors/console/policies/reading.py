"""A policy as people read it: its clauses in the order in which they count, in plain words."""

from dataclasses import dataclass

from amends.core.policies.answers import Answer
from amends.core.policies.clauses import Clause, Need, Policy
from amends.core.policies.issues import Issue
from amends.core.policies.predicates import AllOf
from amends.core.policies.say import say_predicate, say_then, say_window
from amends.core.policies.sentences import Sentence
from amends.core.policies.words import Bearer


@dataclass(frozen=True, slots=True)
class ClauseRead:
    """One clause in words, with what the review says of it."""

    id: str
    title: str
    text: str
    precedence: int
    answer: Answer
    when: tuple[Sentence, ...]
    window: Sentence | None
    outcome: Sentence
    needs: tuple[str, ...]
    liability: tuple[tuple[Bearer, int], ...]
    automatic: bool
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True)
class NeedRead:
    """Evidence in words: which files, and when it is needed; always, without a condition."""

    need: Need
    text: str
    when: Sentence | None


def read_clauses(policy: Policy, report: list[Issue]) -> list[ClauseRead]:
    """The clauses, highest precedence first."""
    read = [
        read_clause(policy, clause, tuple(one for one in report if one.path[:2] == ("clause", at)))
        for at, clause in enumerate(policy.clauses)
    ]
    return sorted(read, key=lambda one: -one.precedence)


def read_clause(policy: Policy, clause: Clause, issues: tuple[Issue, ...] = ()) -> ClauseRead:
    """The clause in words."""
    return ClauseRead(
        id=clause.id,
        title=clause.title,
        text=policy.fill(clause.text).strip(),
        precedence=clause.precedence,
        answer=clause.then.answer,
        when=tuple(map(say_predicate, clause.when)),
        window=say_window(clause.window) if clause.window else None,
        outcome=say_then(clause.then),
        needs=tuple(policy.fill(need.text) for need in policy.needs_of(clause)),
        liability=clause.then.liability,
        automatic=clause.automatic,
        issues=issues,
    )


def read_needs(policy: Policy) -> list[NeedRead]:
    """The evidence, in the document's order."""
    return [
        NeedRead(need, policy.fill(need.text), say_predicate(AllOf(need.when)) if need.when else None)
        for need in policy.needs
    ]
