"""Deciding: which clause counts for a case, and what follows from it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby
from operator import attrgetter

from amends.core.disputes.reasons import Reason
from amends.core.policies.answers import Answer
from amends.core.policies.clauses import Clause, Need, Policy, Then, Window
from amends.core.policies.compile import Ask, Asked, all_of, compile_predicate
from amends.core.policies.facts import Facts
from amends.core.policies.predicates import AllOf


class Place(StrEnum):
    """Where a day stands to a window. A clause without a window is inside."""

    EARLY = "early"
    INSIDE = "inside"
    LATE = "late"
    UNKNOWN = "unknown"


class Because(StrEnum):
    """What an answer rests on."""

    CLAUSE = "clause"
    TOO_EARLY = "too_early"
    TOO_LATE = "too_late"
    UNKNOWN = "unknown"
    AMBIGUOUS = "ambiguous"
    NOTHING_APPLIES = "nothing_applies"


@dataclass(frozen=True, slots=True)
class Decision:
    """What a policy says of a case.

    `clause` is the one that counts, if one does; with TOO_EARLY and TOO_LATE it is the one whose window is missed.
    `then` says what may be had, and stands with CLAUSE only. `doubted` might count once more is known. `missing` is
    the evidence that every possible way to a grant wants and that is not there: a yes counts when it is empty.
    """

    answer: Answer
    because: Because
    clause: Clause | None = None
    then: Then | None = None
    doubted: tuple[Clause, ...] = ()
    missing: tuple[Need, ...] = ()


@dataclass(frozen=True, slots=True)
class Ready:
    """A compiled clause. `effect` is equal for clauses that come to the same: what may be had, what must be shown.

    `ask` leaves out those questions of `asked` that the case's reason alone answers with yes.
    """

    clause: Clause
    asked: Asked
    ask: Ask
    place: Callable[[Facts], Place]
    needs: tuple[tuple[Need, Ask], ...]
    effect: int


Tier = tuple[Ready, ...]
_Placed = list[tuple[Ready, Place]]


class Program:
    """A policy's version, compiled. `version` counts from 1; 0 is a draft's."""

    def __init__(self, policy: Policy, *, version: int) -> None:
        self.policy, self.version = policy, version
        effects: dict[object, int] = {}
        ready = [_ready(clause, policy, effects) for clause in policy.clauses]
        self._tiers = {reason: _tiers(ready, reason) for reason in (None, *Reason)}

    def considered(self, facts: Facts) -> Iterable[Ready]:
        """The clauses that speak of the case's reason, the highest precedence first."""
        return (ready for tier in self._tiers[facts.reason] for ready in tier)

    def decide(self, facts: Facts) -> Decision:
        """What the policy says of the case.

        Clauses are asked by precedence until some apply; a clause above them of which it is not known whether it
        applies leaves the answer to a person, unless it would come to the same.
        """
        doubts: list[Ready] = []
        for tier in self._tiers[facts.reason]:
            holding = []
            for ready in tier:
                answer = ready.ask(facts)
                if answer is Answer.YES:
                    holding.append(ready)
                elif answer is Answer.PERSON:
                    doubts.append(ready)
            if holding:
                return _conclude(facts, [(one, one.place(facts)) for one in holding], doubts)
        if doubts:
            return _unsure(facts, None, Because.UNKNOWN, [], [(one, one.place(facts)) for one in doubts])
        return Decision(Answer.PERSON, Because.NOTHING_APPLIES)


def _ready(clause: Clause, policy: Policy, effects: dict[object, int]) -> Ready:
    effect = effects.setdefault((clause.then, clause.needs, clause.automatic), len(effects))
    needs = tuple(
        (replace(need, text=policy.fill(need.text)), compile_predicate(AllOf(need.when)).ask)
        for need in policy.needs_of(clause)
    )
    asked = compile_predicate(clause.condition)
    return Ready(clause, asked, asked.ask, _place(clause.window), needs, effect)


def _tiers(ready: Sequence[Ready], reason: Reason | None) -> tuple[Tier, ...]:
    """What is answered when nothing but the reason is known stays answered, whatever else becomes known."""
    blank = Facts(reason=reason)
    able = [one for one in ready if one.asked.ask(blank) is not Answer.NO]
    able.sort(key=lambda one: -one.clause.precedence)
    narrow = [
        replace(one, ask=all_of([p.ask for p in one.asked.parts if p.ask(blank) is not Answer.YES])) for one in able
    ]
    return tuple(tuple(tier) for _, tier in groupby(narrow, key=lambda one: one.clause.precedence))


def _open(parts: Sequence[Asked], blank: Facts) -> list[Ask]:
    return [part.ask for part in parts if part.ask(blank) is not Answer.YES]


def _place(window: Window | None) -> Callable[[Facts], Place]:
    if window is None:
        return lambda facts: Place.INSIDE
    tell = attrgetter(window.since.fact)
    first = window.from_day.value if window.from_day else None
    last = window.to_day.value if window.to_day else None

    def place(facts: Facts) -> Place:
        days = tell(facts)
        if days is None:
            return Place.UNKNOWN
        if first is not None and days < first:
            return Place.EARLY
        return Place.LATE if last is not None and days > last else Place.INSIDE

    return place


def _conclude(facts: Facts, holding: _Placed, doubts: Sequence[Ready]) -> Decision:
    """Of clauses that apply at one precedence, those inside their windows count, and if there is none, the others."""
    if len(holding) == 1 and not doubts:
        return _settle(facts, *holding[0], ())
    counting = [one for one in holding if one[1] in _COUNTS] or sorted(holding, key=lambda one: one[1] is Place.LATE)
    doubted = [(one, one.place(facts)) for one in doubts]
    ready, place = counting[0]
    tokens = {_token(*one) for one in counting + doubted}
    if len(tokens) > 1 and any(answer is not Answer.NO for answer, _ in tokens):
        certain = {one.effect for one, place in counting if place is Place.INSIDE}
        because = Because.AMBIGUOUS if len(certain) > 1 else Because.UNKNOWN
        return _unsure(facts, ready.clause, because, counting, doubted)
    return _settle(facts, ready, place, tuple(one.clause for one in doubts))


def _settle(facts: Facts, ready: Ready, place: Place, doubted: tuple[Clause, ...]) -> Decision:
    clause = ready.clause
    if place is Place.INSIDE:
        missing = () if clause.then.answer is Answer.NO else _missing(facts, [ready])
        return Decision(clause.then.answer, Because.CLAUSE, clause, clause.then, doubted, missing)
    if place is Place.UNKNOWN:
        return Decision(Answer.PERSON, Because.UNKNOWN, clause, None, (clause, *doubted), _missing(facts, [ready]))
    because = Because.TOO_EARLY if place is Place.EARLY else Because.TOO_LATE
    return Decision(Answer.NO, because, clause, None, doubted)


_COUNTS = (Place.INSIDE, Place.UNKNOWN)


def _token(ready: Ready, place: Place) -> tuple[Answer, object]:
    """What a clause would come to if it counted; equal tokens come to the same."""
    if place is Place.INSIDE:
        return ready.clause.then.answer, ready.effect
    return (Answer.PERSON if place is Place.UNKNOWN else Answer.NO), place


def _unsure(facts: Facts, clause: Clause | None, because: Because, counting: _Placed, doubted: _Placed) -> Decision:
    grants = [one for one, place in counting + doubted if place in _COUNTS and one.clause.then.answer is not Answer.NO]
    unsure = [one.clause for one, place in counting if place is Place.UNKNOWN]
    clauses = (*unsure, *(one.clause for one, _ in doubted))
    return Decision(Answer.PERSON, because, clause, None, clauses, _missing(facts, grants))


def _missing(facts: Facts, grants: Sequence[Ready]) -> tuple[Need, ...]:
    """The needs that all `grants` share and that the case's evidence does not meet."""
    if not grants:
        return ()
    given = facts.evidence or frozenset()
    shared = set.intersection(*({need.name for need, _ in one.needs} for one in grants))
    return tuple(
        need
        for need, ask in grants[0].needs
        if need.name in shared and given.isdisjoint(need.any_of) and ask(facts) is not Answer.NO
    )
