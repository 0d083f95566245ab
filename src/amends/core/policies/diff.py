"""What changed from one version of a policy to the next, for people: clause by clause, field by field."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from amends.core.policies.answers import ANSWER_TITLES
from amends.core.policies.clauses import Clause, Policy
from amends.core.policies.predicates import AllOf
from amends.core.policies.say import say_predicate, say_then, say_window
from amends.core.policies.sentences import Sentence
from amends.core.policies.words import title_of


class Kind(StrEnum):
    """What happened to a thing."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


class Where(StrEnum):
    """What kind of thing it happened to."""

    POLICY = "policy"
    SETTING = "setting"
    EVIDENCE = "evidence"
    CLAUSE = "clause"


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. `name` is the setting's, evidence's or clause's; `field` what of it changed, empty for the whole.

    `before` and `after` say the values in words; None where there was or is none.
    """

    kind: Kind
    where: Where
    name: str
    title: str
    field: str = ""
    before: Sentence | None = None
    after: Sentence | None = None


_Fields = Mapping[str, Sentence | None]


def changes(before: Policy, after: Policy) -> list[Change]:
    """Every difference that people would name, in the new version's order, what was removed last of its kind.

    The order in which clauses stand in the document is no difference: their precedence decides.
    """
    titles = {clause.id: clause.title for policy in (before, after) for clause in policy.clauses}
    return [
        *_changed(Where.POLICY, {"": _policy(before)}, {"": _policy(after)}, {"": after.title}),
        *_changed(Where.SETTING, _settings(before), _settings(after), {}),
        *_changed(Where.EVIDENCE, _needs(before), _needs(after), {}),
        *_changed(Where.CLAUSE, _clauses(before), _clauses(after), titles),
    ]


def tell_change(change: Change) -> Sentence:
    """The difference in one sentence."""
    facts = {"title": change.title, "field": Sentence(change.field), "before": change.before, "after": change.after}
    if change.kind is Kind.ADDED:
        return Sentence("“%(title)s” is new.", facts)
    if change.kind is Kind.REMOVED:
        return Sentence("“%(title)s” is gone.", facts)
    if change.before is None:
        return Sentence("“%(title)s”: %(field)s is now %(after)s; before, there was none.", facts)
    if change.after is None:
        return Sentence("“%(title)s”: %(field)s was %(before)s; now there is none.", facts)
    return Sentence("“%(title)s”: %(field)s was %(before)s, now %(after)s.", facts)


def _changed(
    where: Where, before: Mapping[str, _Fields], after: Mapping[str, _Fields], titles: Mapping[str, str]
) -> Iterator[Change]:
    for name, new in after.items():
        title = titles.get(name, name.replace("_", " "))
        old = before.get(name)
        if old is None:
            yield Change(Kind.ADDED, where, name, title)
            continue
        for field, value in new.items():
            if old[field] != value:
                yield Change(Kind.CHANGED, where, name, title, field, old[field], value)
    for name in before:
        if name not in after:
            yield Change(Kind.REMOVED, where, name, titles.get(name, name.replace("_", " ")))


def _policy(policy: Policy) -> _Fields:
    return {
        "title": _quoted(policy.title),
        "text": _quoted(policy.fill(policy.text)),
        "currency": _plain(policy.currency),
    }


def _settings(policy: Policy) -> dict[str, _Fields]:
    return {name: {"value": _plain(value)} for name, value in policy.settings}


def _needs(policy: Policy) -> dict[str, _Fields]:
    return {
        need.name: {
            "text": _quoted(policy.fill(need.text)),
            "files": _several(tuple(Sentence(title_of(purpose)) for purpose in need.any_of)),
            "condition": say_predicate(AllOf(need.when)) if need.when else None,
        }
        for need in policy.needs
    }


def _clauses(policy: Policy) -> dict[str, _Fields]:
    return {clause.id: _clause(policy, clause) for clause in policy.clauses}


def _clause(policy: Policy, clause: Clause) -> _Fields:
    liable = tuple(
        Sentence("%(bearer)s %(percent)s%%", {"bearer": Sentence(title_of(bearer)), "percent": percent})
        for bearer, percent in clause.then.liability
    )
    return {
        "title": _quoted(clause.title),
        "text": _quoted(policy.fill(clause.text)),
        "precedence": _plain(clause.precedence),
        "condition": say_predicate(clause.condition),
        "window": say_window(clause.window) if clause.window else None,
        "evidence": _several(tuple(_plain(policy.fill(need.text)) for need in policy.needs_of(clause))),
        "answer": Sentence(ANSWER_TITLES[clause.then.answer]),
        "outcome": say_then(clause.then),
        "liability": _several(liable),
        "automatic decision": Sentence("on" if clause.automatic else "off"),
    }


def _plain(value: object) -> Sentence:
    return Sentence("%(value)s", {"value": value})


def _quoted(text: str) -> Sentence:
    return Sentence("“%(text)s”", {"text": text.strip()})


def _several(sentences: tuple[Sentence, ...]) -> Sentence | None:
    return Sentence("%(several)s", {"several": sentences}, joint="; ") if sentences else None
