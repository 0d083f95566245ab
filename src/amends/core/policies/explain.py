"""The finding: a decision with everything it rests on, to be shown, stored and held against a later one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from hashlib import sha256

from amends.core.canonical import canonical_json
from amends.core.money import Money
from amends.core.orders.parts import Parts
from amends.core.policies.answers import Answer
from amends.core.policies.clauses import Clause
from amends.core.policies.compile import Asked, value_of
from amends.core.policies.decide import Because, Decision, Place, Program
from amends.core.policies.facts import Facts, plain
from amends.core.policies.predicates import Predicate, Question
from amends.core.policies.writing import predicate_table, then_table


@dataclass(frozen=True, slots=True)
class Noted:
    """What one closure answered. `told` is the fact's value for a single question; None where it is not known."""

    predicate: Predicate
    answer: Answer
    told: object = None
    parts: tuple["Noted", ...] = ()


@dataclass(frozen=True, slots=True)
class Considered:
    """A clause that speaks of the case's reason: whether it applies, where the day stands to its window, and why."""

    clause: Clause
    answer: Answer
    place: Place
    asked: Asked
    facts: Facts

    @property
    def notes(self) -> tuple[Noted, ...]:
        """What each of its questions answers: the closures are asked once more when somebody wants to read it."""
        return tuple(_notes(self.asked, self.facts))


@dataclass(frozen=True, kw_only=True)  # without slots, so that the digest can be kept
class Finding:
    """What a version of the policy says of a case on a day, and every clause it considered.

    `facts` are what it was asked of. `ceiling` is the most money that may come back, part by part in minor units of
    `currency`; None where no refund may be had or the charge is not known. `counted_from` is the day from which the
    window of the clause that counts is counted, `opens_on` and `closes_on` the first and the last day on which it lets
    a dispute be opened; None where it has no window, the window is open to that side, or the day is not known.
    `unknown` names the facts that a person has to find out.
    """

    version: int
    facts: Facts
    decision: Decision
    ceiling: Parts | None
    currency: str | None
    counted_from: date | None
    opens_on: date | None
    closes_on: date | None
    unknown: tuple[str, ...]
    considered: tuple[Considered, ...]

    def as_dict(self) -> dict[str, object]:
        """The whole finding in JSON's own values, the facts' values included, to be stored and shown again."""
        noted = [
            {
                "clause": one.clause.id,
                "answer": one.answer.value,
                "place": one.place.value,
                "notes": [_note(noted) for noted in one.notes],
            }
            for one in self.considered
        ]
        ceiling = self.ceiling.as_dict() if self.ceiling else None
        told = {"ceiling": ceiling, "unknown": list(self.unknown), "considered": noted, "hash": self.digest}
        return {**self._gist(), **told}

    def gist(self) -> dict[str, object]:
        """What was found, in JSON's own values and without the facts' values: what the digest covers."""
        return {**self._gist(), "considered": [[one.clause.id, one.answer, one.place] for one in self.considered]}

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the version and the finding, in hex.

        It changes with what is found, not with each day that passes: facts' values are left out, dates are in.
        """
        return digest_of(self.gist())

    def _gist(self) -> dict[str, object]:
        decision = self.decision
        return {
            "version": self.version,
            "answer": decision.answer.value,
            "because": decision.because.value,
            "clause": decision.clause.id if decision.clause else None,
            "then": then_table(decision.then) if decision.then else None,
            "automatic": bool(decision.then and decision.clause and decision.clause.automatic),
            "doubted": [clause.id for clause in decision.doubted],
            "missing": [need.name for need in decision.missing],
            "ceiling": list(self.ceiling.each) if self.ceiling else None,
            "currency": self.currency,
            "opens_on": self.opens_on.isoformat() if self.opens_on else None,
            "closes_on": self.closes_on.isoformat() if self.closes_on else None,
        }


def digest_of(gist: Mapping[str, object]) -> str:
    """SHA-256, in hex, of a finding's gist."""
    return sha256(canonical_json(gist)).hexdigest()


def explain(program: Program, facts: Facts, *, today: date) -> Finding:
    """What `program` decides, and why: each clause's own closures are asked once more.

    `today` is the day up to which the facts count their days.
    """
    decision = program.decide(facts)
    considered = tuple(
        Considered(one.clause, one.asked.ask(facts), one.place(facts), one.asked, facts)
        for one in program.considered(facts)
    )
    dates = _dates(decision, facts, today)
    refund = decision.then.refund if decision.then else None
    return Finding(
        version=program.version,
        facts=facts,
        decision=decision,
        ceiling=refund.ceiling(facts.parts) if refund and facts.parts else None,
        currency=facts.currency,
        counted_from=dates.counted_from,
        opens_on=dates.opens_on,
        closes_on=dates.closes_on,
        unknown=_unknown(decision, considered),
        considered=considered,
    )


def _notes(asked: Asked, facts: Facts) -> Iterator[Noted]:
    for part in asked.parts:
        predicate = part.predicate
        told = value_of(predicate.fact)(facts) if isinstance(predicate, Question) else None
        yield Noted(predicate, part.ask(facts), told, tuple(_notes(part, facts)))


def _note(noted: Noted) -> Mapping[str, object]:
    written: dict[str, object] = {"asked": predicate_table(noted.predicate), "answer": noted.answer.value}
    if isinstance(noted.predicate, Question):
        told = noted.told
        written["told"] = [told.minor, told.currency] if isinstance(told, Money) else plain(told)
    if noted.parts:
        written["parts"] = [_note(part) for part in noted.parts]
    return written


@dataclass(frozen=True, slots=True)
class _Dates:
    counted_from: date | None = None
    opens_on: date | None = None
    closes_on: date | None = None


def _dates(decision: Decision, facts: Facts, today: date) -> _Dates:
    if decision.clause is None:
        return _Dates()
    dates = _window_dates(decision.clause, facts, today)
    if decision.because is not Because.TOO_EARLY:
        return dates
    starts = [_window_dates(clause, facts, today).opens_on for clause in (decision.clause, *decision.doubted)]
    return replace(dates, opens_on=min(start for start in starts if start is not None and start > today))


def _window_dates(clause: Clause, facts: Facts, today: date) -> _Dates:
    window = clause.window
    days: int | None = getattr(facts, window.since.fact) if window else None
    if window is None or days is None:
        return _Dates()
    anchor = today - timedelta(days=days)
    opens_on, closes_on = (
        None if end is None else anchor + timedelta(days=end.value) for end in (window.from_day, window.to_day)
    )
    return _Dates(anchor, opens_on, closes_on)


def _unknown(decision: Decision, considered: tuple[Considered, ...]) -> tuple[str, ...]:
    names: dict[str, None] = {}
    for one in considered:
        if decision.answer is Answer.PERSON and one.clause in decision.doubted:
            names.update(dict.fromkeys(_open_questions(one.notes)))
            if one.clause.window and one.place is Place.UNKNOWN:
                names[one.clause.window.since.fact] = None
    return tuple(names)


def _open_questions(notes: tuple[Noted, ...]) -> Iterator[str]:
    for noted in notes:
        if noted.answer is Answer.PERSON:
            if isinstance(noted.predicate, Question):
                yield noted.predicate.fact
            yield from _open_questions(noted.parts)
