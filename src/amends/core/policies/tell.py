"""A finding in plain words: what may be had, from when and until when, what is still missing, and why."""

from collections.abc import Callable, Iterator

from amends.core.policies.answers import Answer
from amends.core.policies.clauses import ANCHOR_TITLES
from amends.core.policies.decide import Because, Place
from amends.core.policies.explain import Considered, Finding, Noted
from amends.core.policies.predicates import Question
from amends.core.policies.say import say_fact, say_predicate, say_then, say_value, say_wanted, say_window
from amends.core.policies.sentences import Sentence

_PLACES = {
    Place.EARLY: "The window has not opened yet: %(window)s.",
    Place.INSIDE: "The day lies in the window: %(window)s.",
    Place.LATE: "The window is over: %(window)s.",
    Place.UNKNOWN: "It is not known on which day the window opened: %(window)s.",
}
_NOTES = {
    Answer.YES: "%(fact)s: %(told)s.",
    Answer.NO: "%(fact)s: %(told)s; wanted is %(wanted)s.",
    Answer.PERSON: "%(fact)s: not known; wanted is %(wanted)s.",
}
_JOINED = {
    Answer.YES: "Holds: %(asked)s.",
    Answer.NO: "Does not hold: %(asked)s.",
    Answer.PERSON: "Not known: %(asked)s.",
}


def tell_finding(finding: Finding, *, missing: bool = True) -> tuple[Sentence, ...]:
    """The answer first, then its dates, then what is missing, unless that is told elsewhere."""
    lacking = _missing(finding) if missing else ()
    return (*_ANSWERS[finding.decision.because](finding), *_closes(finding), *lacking)


def tell_considered(considered: Considered) -> tuple[Sentence, ...]:
    """Which of a clause's questions held or failed, on which fact; and where the day stands to its window."""
    told = [sentence for noted in considered.notes for sentence in _noted(noted)]
    window = considered.clause.window
    if window is not None:
        told.append(Sentence(_PLACES[considered.place], {"window": say_window(window)}))
    return tuple(told)


def _noted(noted: Noted) -> Iterator[Sentence]:
    if isinstance(noted.predicate, Question):
        name = noted.predicate.fact
        facts = {"fact": say_fact(name), "told": say_value(name, noted.told), "wanted": say_wanted(noted.predicate)}
        yield Sentence(_NOTES[noted.answer], facts)
        return
    yield Sentence(_JOINED[noted.answer], {"asked": say_predicate(noted.predicate)})
    for part in noted.parts:
        yield from _noted(part)


def _by_clause(finding: Finding) -> Iterator[Sentence]:
    decision = finding.decision
    assert decision.clause is not None and decision.then is not None
    facts: dict[str, object] = {"title": decision.clause.title}
    if decision.then.answer is Answer.YES:
        facts["then"] = say_then(decision.then, ceiling=finding.ceiling, currency=finding.currency)
        yield Sentence("“%(title)s” applies: %(then)s.", facts)
    elif decision.then.answer is Answer.NO:
        yield Sentence("“%(title)s” applies: nothing can be granted.", facts)
    else:
        yield Sentence("“%(title)s” applies: a person looks at the case.", facts)


def _too_early(finding: Finding) -> Iterator[Sentence]:
    clause = finding.decision.clause
    assert clause is not None
    facts = {"title": clause.title, "date": finding.opens_on}
    if finding.decision.doubted:
        yield Sentence("Not yet: a dispute may be opened from %(date)s at the earliest.", facts)
    else:
        yield Sentence("“%(title)s” applies, but not yet: a dispute may be opened from %(date)s.", facts)
    yield from _counted(finding)


def _too_late(finding: Finding) -> Iterator[Sentence]:
    clause = finding.decision.clause
    assert clause is not None
    facts = {"title": clause.title, "date": finding.closes_on}
    yield Sentence("“%(title)s” applies, but no longer: a dispute could be opened until %(date)s.", facts)
    yield from _counted(finding)


def _counted(finding: Finding) -> Iterator[Sentence]:
    clause = finding.decision.clause
    if clause is not None and clause.window is not None:
        facts = {"since": Sentence(ANCHOR_TITLES[clause.window.since]), "date": finding.counted_from}
        yield Sentence("The days are counted from %(date)s, the day of %(since)s.", facts)


def _unknown(finding: Finding) -> Iterator[Sentence]:
    yield Sentence(
        "A person looks at the case, because this is not known: %(unknown)s.",
        {"unknown": tuple(map(say_fact, finding.unknown))},
    )


def _ambiguous(finding: Finding) -> Iterator[Sentence]:
    yield Sentence("A person looks at the case, because clauses of the policy contradict each other.")


def _nothing(finding: Finding) -> Iterator[Sentence]:
    yield Sentence("A person looks at the case, because no clause of the policy is about it.")


_ANSWERS: dict[Because, Callable[[Finding], Iterator[Sentence]]] = {
    Because.CLAUSE: _by_clause,
    Because.TOO_EARLY: _too_early,
    Because.TOO_LATE: _too_late,
    Because.UNKNOWN: _unknown,
    Because.AMBIGUOUS: _ambiguous,
    Because.NOTHING_APPLIES: _nothing,
}


def _closes(finding: Finding) -> Iterator[Sentence]:
    if finding.closes_on is not None and finding.decision.because is Because.CLAUSE:
        yield Sentence("A dispute may be opened until %(date)s.", {"date": finding.closes_on})


def _missing(finding: Finding) -> Iterator[Sentence]:
    missing = tuple(need.text for need in finding.decision.missing)
    if missing:
        yield Sentence("Still missing: %(missing)s.", {"missing": missing}, joint="; ")
