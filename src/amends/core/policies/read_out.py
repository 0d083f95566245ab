"""A policy read out for people: its clauses by precedence, each with its words and what it says as data."""

from dataclasses import dataclass

from amends.core.policies.answers import Answer
from amends.core.policies.clauses import Clause, Need, Policy
from amends.core.policies.say import say_predicate, say_then, say_window
from amends.core.policies.sentences import Sentence
from amends.core.policies.words import Bearer, title_of


@dataclass(frozen=True, slots=True)
class Shown:
    """What must be shown: its text, and when it is wanted (always, where nothing is said)."""

    text: str
    when: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class ReadOut:
    """A clause for people. `text` has the settings filled in; `bears` says who bears the cost and its share.

    A yes that says nothing of it is borne by the platform.
    """

    clause: Clause
    text: str
    when: tuple[Sentence, ...]
    window: Sentence | None
    then: Sentence
    needs: tuple[Shown, ...]
    bears: tuple[Sentence, ...]


def read_out(policy: Policy) -> tuple[ReadOut, ...]:
    """Every clause, the highest precedence first; those of one precedence as they were written."""
    return tuple(_clause(policy, clause) for clause in sorted(policy.clauses, key=lambda one: -one.precedence))


def _clause(policy: Policy, clause: Clause) -> ReadOut:
    return ReadOut(
        clause=clause,
        text=policy.fill(clause.text),
        when=tuple(map(say_predicate, clause.when)),
        window=say_window(clause.window) if clause.window else None,
        then=say_then(clause.then),
        needs=tuple(_shown(policy, need) for need in policy.needs_of(clause)),
        bears=_bears(clause),
    )


def _shown(policy: Policy, need: Need) -> Shown:
    return Shown(policy.fill(need.text), tuple(map(say_predicate, need.when)))


def _bears(clause: Clause) -> tuple[Sentence, ...]:
    liability = clause.then.liability
    if not liability and clause.then.answer is Answer.YES:
        liability = ((Bearer.PLATFORM, 100),)
    if len(liability) == 1:
        return (Sentence("the %(bearer)s", {"bearer": Sentence(title_of(liability[0][0]))}),)
    return tuple(
        Sentence("the %(bearer)s %(percent)s%%", {"bearer": Sentence(title_of(bearer)), "percent": percent})
        for bearer, percent in liability
    )
