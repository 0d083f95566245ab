"""Where predicates hold, as boxes: enough of geometry to see that two clauses meet, or that one has no room left.

A box binds facts to the values they may have; a fact it does not bind may have any. Only known facts make a yes, so
the unknown has no place here. Each member of a set is a flag of its own, ``evidence:complaint``.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from amends.core.money import Money
from amends.core.orders.folding import fold
from amends.core.policies.catalog import FACTS, Sort
from amends.core.policies.predicates import AllOf, Not, Number, Predicate, Question

MOST_BOXES = 3_000


class TooComplex(Exception):
    """More boxes than can be looked at."""


@dataclass(frozen=True, slots=True)
class Words:
    """These words, or, if `others`, every other. `all_words` are all there are, where they are listed."""

    words: frozenset[object]
    others: bool = False
    all_words: frozenset[object] | None = None

    def __and__(self, with_: "Words") -> "Words":
        if self.others and with_.others:
            return Words(self.words | with_.words, True, self.all_words)
        if self.others:
            return Words(with_.words - self.words, False, self.all_words)
        kept = self.words - with_.words if with_.others else self.words & with_.words
        return Words(kept, False, self.all_words)

    def __invert__(self) -> "Words":
        return Words(self.words, not self.others, self.all_words)

    def __bool__(self) -> bool:
        if not self.others:
            return bool(self.words)
        return self.all_words is None or bool(self.all_words - self.words)

    def example(self) -> str:
        """Some of its words, for people."""
        words = (self.all_words or frozenset()) - self.words if self.others else self.words
        some = sorted(map(str, words))[:3]
        return ", ".join(some) if some else f"other than {', '.join(sorted(map(str, self.words)))}"


@dataclass(frozen=True, slots=True)
class Ranges:
    """Whole numbers from the first to the second of each pair, both included; None is without a bound."""

    pairs: tuple[tuple[int | None, int | None], ...]

    def __and__(self, with_: "Ranges") -> "Ranges":
        met = []
        for low, high in self.pairs:
            for other_low, other_high in with_.pairs:
                first = max((one for one in (low, other_low) if one is not None), default=None)
                last = min((one for one in (high, other_high) if one is not None), default=None)
                if first is None or last is None or first <= last:
                    met.append((first, last))
        return Ranges(tuple(met))

    def __invert__(self) -> "Ranges":
        left = Ranges(((None, None),))
        for low, high in self.pairs:
            below = () if low is None else ((None, low - 1),)
            above = () if high is None else ((high + 1, None),)
            left = left & Ranges((*below, *above))
        return left

    def __bool__(self) -> bool:
        return bool(self.pairs)

    def example(self) -> str:
        """Its first pair, for people."""
        low, high = self.pairs[0]
        return f"{'…' if low is None else low}–{'…' if high is None else high}"


Domain = Words | Ranges
Box = Mapping[str, Domain]
_FLAGS: frozenset[object] = frozenset({True, False})


def boxes_of(predicate: Predicate, *, holds: bool = True) -> list[Box]:
    """The boxes in which the predicate is a yes; with `holds` False, those in which it is a no. Raises TooComplex."""
    if isinstance(predicate, Not):
        return boxes_of(predicate.part, holds=not holds)
    if isinstance(predicate, Question):
        return list(_question(predicate, holds))
    parts = [boxes_of(part, holds=holds) for part in predicate.parts]
    if isinstance(predicate, AllOf) is holds:
        met: list[Box] = [{}]
        for boxes in parts:
            met = meet(met, boxes)
        return met
    return _few([box for boxes in parts for box in boxes])


def meet(some: Sequence[Box], others: Sequence[Box]) -> list[Box]:
    """What lies in a box of both. Raises TooComplex."""
    met = []
    for one in some:
        for other in others:
            if (box := _both(one, other)) is not None:
                met.append(box)
        _few(met)
    return met


def without(boxes: Sequence[Box], taken: Sequence[Box]) -> list[Box]:
    """What is left of `boxes` outside of every box in `taken`. Raises TooComplex."""
    left = list(boxes)
    for hole in taken:
        left = _few([piece for box in left for piece in _cut(box, hole)])
    return left


def _both(one: Box, other: Box) -> Box | None:
    box = dict(one)
    for name, domain in other.items():
        kept = box[name] & domain if name in box else domain  # type: ignore[operator]
        if not kept:
            return None
        box[name] = kept
    return box


def _cut(box: Box, hole: Box) -> Iterator[Box]:
    if _both(box, hole) is None:
        yield box
        return
    inside = box
    for name, domain in hole.items():
        outside = _both(inside, {name: ~domain})
        if outside is not None:
            yield outside
        kept = _both(inside, {name: domain})
        if kept is None:
            return
        inside = kept


def _few(boxes: list[Box]) -> list[Box]:
    if len(boxes) > MOST_BOXES:
        raise TooComplex
    return boxes


def _question(question: Question, holds: bool) -> Iterator[Box]:
    wanted, name = question.wanted, question.fact
    if question.test == "known":
        if holds:
            yield {}
        return
    if FACTS[name].sort is Sort.SET and isinstance(wanted, tuple):
        flag = Words(frozenset({holds}), all_words=_FLAGS)
        if holds:
            yield from ({f"{name}:{word}": flag} for word in wanted)
        else:
            yield {f"{name}:{word}": flag for word in wanted}
        return
    domain = _domain(question)
    domain = domain if holds else ~domain
    if domain:
        yield {name: domain}


def _domain(question: Question) -> Domain:
    wanted, fact = question.wanted, FACTS[question.fact]
    if isinstance(wanted, Number | Money):
        bound = wanted.value if isinstance(wanted, Number) else wanted.minor
        low, high = {
            "is": (bound, bound),
            "at_least": (bound, None),
            "at_most": (None, bound),
            "after": (bound + 1, None),
            "before": (None, bound - 1),
        }[question.test]
        return Ranges(((low, high),))
    if isinstance(wanted, bool):
        return Words(frozenset({wanted}), all_words=_FLAGS)
    words = frozenset(map(fold, wanted)) if fact.sort is Sort.TEXT else frozenset(wanted)
    return Words(words, all_words=_all_words(fact.words))


def _all_words(words: type[StrEnum] | None) -> frozenset[object] | None:
    return None if words is None else frozenset(word.value for word in words)
