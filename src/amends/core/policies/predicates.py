"""What a clause asks of the facts, as data: one question about one fact, or several together."""

from collections.abc import Iterator
from dataclasses import dataclass

from amends.core.money import Money


@dataclass(frozen=True, slots=True)
class Number:
    """A whole number ≥ 0; `setting` names the policy's setting it comes from, empty for one written in place."""

    value: int
    setting: str = ""


Wanted = tuple[str, ...] | bool | Number | Money


@dataclass(frozen=True, slots=True)
class Question:
    """One question about one fact: the names stand in the catalog.

    `wanted` is a tuple of words for is, in, has and has_any; a bool for a flag's is and for known (always True);
    a Number or Money for comparisons and for a count's is.
    """

    fact: str
    test: str
    wanted: Wanted


@dataclass(frozen=True, slots=True)
class AllOf:
    """Yes when every part is; no when one is no. Without parts: yes."""

    parts: tuple["Predicate", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Yes when one part is; no when every part is no. Without parts: no."""

    parts: tuple["Predicate", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Yes when the part is no, and the other way round."""

    part: "Predicate"


Predicate = Question | AllOf | AnyOf | Not


def parts_of(predicate: Predicate) -> tuple[Predicate, ...]:
    """What a predicate is made of; nothing for a single question."""
    if isinstance(predicate, Question):
        return ()
    return (predicate.part,) if isinstance(predicate, Not) else predicate.parts


def questions_in(predicate: Predicate) -> Iterator[Question]:
    """Every single question in a predicate, in reading order."""
    if isinstance(predicate, Question):
        yield predicate
    for part in parts_of(predicate):
        yield from questions_in(part)
