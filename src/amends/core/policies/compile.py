"""Clauses as closures: from a predicate to a question that any facts can be asked, fast.

The same closures decide and explain: an explanation asks each of them again and writes down what it said.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import attrgetter, eq, ge, gt, le, lt
from typing import Any

from amends.core.money import Money
from amends.core.orders.folding import fold
from amends.core.policies.answers import Answer, opposite
from amends.core.policies.catalog import FACTS, Sort
from amends.core.policies.facts import Facts
from amends.core.policies.predicates import AllOf, AnyOf, Number, Predicate, Question, parts_of

YES, NO, PERSON = Answer.YES, Answer.NO, Answer.PERSON
Ask = Callable[[Facts], Answer]
_COMPARE: dict[str, Callable[[int, int], bool]] = {"is": eq, "at_least": ge, "at_most": le, "after": gt, "before": lt}


@dataclass(frozen=True, slots=True)
class Asked:
    """A predicate with its closure, and its parts with theirs: the very closures that `ask` calls."""

    predicate: Predicate
    ask: Ask
    parts: tuple["Asked", ...] = ()


def compile_predicate(predicate: Predicate) -> Asked:
    """The closure of a predicate. A fact that is not known makes a person; Kleene's rules join the answers."""
    if isinstance(predicate, Question):
        return Asked(predicate, _question(predicate))
    parts = tuple(map(compile_predicate, parts_of(predicate)))
    asks = tuple(part.ask for part in parts)
    if isinstance(predicate, AllOf):
        ask = all_of(asks)
    elif isinstance(predicate, AnyOf):
        ask = _joined(asks, stops=YES, otherwise=NO)
    else:
        ask = _turned(asks[0])
    return Asked(predicate, ask, parts)


def value_of(name: str) -> Callable[[Facts], object]:
    """What tells the value of a fact of the catalog; money as Money, or None where amount or currency is unknown."""
    if FACTS[name].sort is Sort.MONEY:
        return _claim_value
    return attrgetter(name)


def _claim_value(facts: Facts) -> Money | None:
    if facts.parts is None or facts.currency is None:
        return None
    return Money(facts.parts.total, facts.currency)


def all_of(asks: Sequence[Ask]) -> Ask:
    """Yes when all of them are; no when one is no. Of none: yes."""
    return _joined(tuple(asks), stops=NO, otherwise=YES)


def _joined(asks: tuple[Ask, ...], *, stops: Answer, otherwise: Answer) -> Ask:
    if len(asks) == 1:
        return asks[0]

    def ask(facts: Facts) -> Answer:
        joined = otherwise
        for one in asks:
            answer = one(facts)
            if answer is stops:
                return stops
            if answer is PERSON:
                joined = PERSON
        return joined

    return ask


def _turned(one: Ask) -> Ask:
    return lambda facts: opposite(one(facts))


def _question(question: Question) -> Ask:
    test, wanted = question.test, question.wanted
    if test == "known":
        return _known(value_of(question.fact))
    if isinstance(wanted, Money):
        return _money(_COMPARE[test], wanted)
    tell = attrgetter(question.fact)
    if isinstance(wanted, Number):
        return _compared(tell, _COMPARE[test], wanted.value)
    if isinstance(wanted, bool):
        return _compared(tell, eq, wanted)
    return _worded(tell, FACTS[question.fact].sort, wanted)


def _worded(tell: Callable[[Facts], Any], sort: Sort, wanted: tuple[str, ...]) -> Ask:
    if sort is Sort.SET:
        return _shared(tell, frozenset(wanted))
    if sort is Sort.TEXT:
        return _folded(tell, frozenset(map(fold, wanted)))
    return _among(tell, frozenset(wanted))


def _known(tell: Callable[[Facts], object]) -> Ask:
    return lambda facts: PERSON if tell(facts) is None else YES


def _among(tell: Callable[[Facts], str | None], wanted: frozenset[str]) -> Ask:
    def ask(facts: Facts) -> Answer:
        told = tell(facts)
        if told is None:
            return PERSON
        return YES if told in wanted else NO

    return ask


def _folded(tell: Callable[[Facts], str | None], wanted: frozenset[str]) -> Ask:
    def ask(facts: Facts) -> Answer:
        told = tell(facts)
        if told is None:
            return PERSON
        return YES if fold(told) in wanted else NO

    return ask


def _compared(tell: Callable[[Facts], int | None], compare: Callable[[int, int], bool], wanted: int) -> Ask:
    def ask(facts: Facts) -> Answer:
        told = tell(facts)
        if told is None:
            return PERSON
        return YES if compare(told, wanted) else NO

    return ask


def _shared(tell: Callable[[Facts], frozenset[str] | None], wanted: frozenset[str]) -> Ask:
    def ask(facts: Facts) -> Answer:
        told = tell(facts)
        if told is None:
            return PERSON
        return NO if told.isdisjoint(wanted) else YES

    return ask


def _money(compare: Callable[[int, int], bool], wanted: Money) -> Ask:
    def ask(facts: Facts) -> Answer:
        told = _claim_value(facts)
        if told is None or told.currency != wanted.currency:
            return PERSON
        return YES if compare(told.minor, wanted.minor) else NO

    return ask
