"""A part of a trial, in a process of its own: decides its cases twice and says now and then how far it came.

It is asked in one line of JSON on its input and answers in lines of JSON; each but the last without `kept`. When
nobody reads them any more, because the worker ended, writing the next one ends this process too.
"""

import json
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any, TypeAlias
from uuid import UUID
from zlib import crc32

from amends.core.policies.decide import Decision, Program
from amends.core.policies.document import parse_policy
from amends.core.policies.facts import Facts, FactsUnreadable, facts_from
from amends.core.policies.sample import Sample
from amends.core.policies.trial import Change, Tally, outcome_of
from amends.core.policies.trials import Cases
from amends.records.policies.past_cases import Range, past_cases
from amends.records.policies.programs import program_of
from amends.usecases.policies.end_trial import KeptCase
from amends.usecases.policies.synthetic_cases import synthetic_cases

ALIKE = 4_096
"""So many latest cases are remembered: one with the very same facts is not decided again."""

_LOOK = 500
"""Cases between two looks at the clock."""

Say: TypeAlias = Callable[[dict[str, Any]], None]
_Case: TypeAlias = tuple[UUID | None, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Past disputes after one id up to another, or the synthetic cases from one number up to before another."""

    document: str
    against: int
    cases: Cases
    first: str
    last: str
    suppliers: tuple[str, ...] = ()

    def text(self) -> str:
        """As one line, for `read`."""
        return json.dumps(asdict(self))

    @classmethod
    def read(cls, text: str) -> "Part":
        """The part that `text` told."""
        told = json.loads(text)
        return cls(**{**told, "cases": Cases(told["cases"]), "suppliers": tuple(told["suppliers"])})


def try_part(part: Part, *, say: Say, every: float = 1.0) -> None:
    """Counts the part's cases, and says `{done, tally}` about every so many seconds and `{done, tally, kept}` last."""
    decide = _decider(program_of(part.against), Program(parse_policy(part.document), version=0))
    tally, sample, done, due = Tally(), Sample[KeptCase](), 0, time.monotonic() + every
    named = frozenset(part.suppliers)
    for case in _cases(part):
        dispute_id, text, supplier = case
        done += 1
        try:
            facts, before, after = decide(text)
        except FactsUnreadable:
            tally.pass_over()
            continue
        change = tally.add(before, after, facts, supplier if supplier in named else OTHER_SUPPLIERS)
        if change is not Change.SAME:
            lot = _lot(dispute_id, done + _first(part))
            if sample.wants(change, lot):
                sample.add(change, lot, _kept(change, case, before, after))
        if done % _LOOK == 0 and time.monotonic() >= due:
            say({"done": done, "tally": tally.as_dict()})
            due = time.monotonic() + every
    kept = [[lot, asdict(case)] for _, lot, case in sample.cases()]
    say({"done": done, "tally": tally.as_dict(), "kept": kept})


OTHER_SUPPLIERS = "\N{HORIZONTAL ELLIPSIS}"
"""Stands for all suppliers that are not counted apart."""


def _decider(before: Program, after: Program) -> Callable[[str], tuple[Facts, Decision, Decision]]:
    @lru_cache(maxsize=ALIKE)
    def decide(text: str) -> tuple[Facts, Decision, Decision]:
        facts = facts_from(json.loads(text))
        return facts, before.decide(facts), after.decide(facts)

    return decide


def _cases(part: Part) -> Iterator[_Case]:
    if part.cases is Cases.PAST:
        for past in past_cases(Range(UUID(part.first), UUID(part.last))):
            yield past.dispute_id, past.facts, past.supplier
        return
    for facts in synthetic_cases(first=int(part.first), last=int(part.last)):
        yield None, json.dumps(facts.as_dict()), ""


def _first(part: Part) -> int:
    return int(part.first) if part.cases is Cases.SYNTHETIC else 0


def _lot(dispute_id: UUID | None, number: int) -> int:
    """By chance, yet the same each time, and each case's own."""
    own = dispute_id.int if dispute_id else number
    return crc32(own.to_bytes(16, "big")) << 128 | own


def _kept(change: Change, case: _Case, before: Decision, after: Decision) -> KeptCase:
    dispute_id, text, supplier = case
    return KeptCase(
        change=change.value,
        dispute_id=dispute_id,
        facts=json.loads(text),
        supplier=supplier,
        before=_short(before),
        after=_short(after),
    )


def _short(decision: Decision) -> Mapping[str, Any]:
    return {
        "answer": decision.answer.value,
        "because": decision.because.value,
        "clause": decision.clause.id if decision.clause else None,
        "outcome": outcome_of(decision).value,
    }
