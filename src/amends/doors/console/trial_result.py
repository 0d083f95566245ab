"""A trial's result as its page shows it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from amends.core.policies.answers import Answer
from amends.core.policies.clauses import Policy
from amends.core.policies.decide import Program
from amends.core.policies.trial import DIMENSIONS, Change, Tally
from amends.core.policies.trial_group import Group
from amends.doors.console.trial_picture import Picture, picture_of
from amends.doors.console.trial_words import (
    ANSWER_WORDS,
    CHANGE_TONES,
    CHANGE_WORDS,
    DIMENSION_WORDS,
    OUTCOME_WORDS,
    value_words,
)
from amends.doors.console.words import Words
from amends.records.policies.models import Trial
from amends.records.policies.programs import program_of
from amends.records.policies.shadows import draft_program

MOST_GROUPS = 50
"""Groups shown of one dimension, those with the most changes first."""


@dataclass(frozen=True, slots=True)
class Sum:
    """Money that may come back, in minor units of `currency`."""

    currency: str
    before: int
    after: int

    @property
    def more(self) -> int:
        """How much more after than before."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Changed:
    """Cases that changed in one way: how many by outcome before and after, and how many of them were kept."""

    change: Change
    words: Words
    tone: str
    count: int
    flows: Sequence[tuple[Words, Words, int]]
    kept: int


@dataclass(frozen=True, slots=True)
class GroupRow:
    """Cases with one fact in common."""

    words: str
    cases: int
    changed: int
    answers: Sequence[tuple[Words, int, int]]
    money: Sequence[Sum]


@dataclass(frozen=True, slots=True)
class Result:
    """What the page shows of a tally."""

    tally: Tally
    changed: int
    flipped: int
    answers: Sequence[tuple[Words, int, int]]
    picture: Picture | None
    changes: Sequence[Changed]
    money: Sequence[Sum]
    evidence: Sequence[tuple[str, int, int]]
    groups: Sequence[GroupRow]
    more_groups: int
    tabs: Sequence[dict[str, Any]]


def programs_of(trial: Trial) -> tuple[Program, Program]:
    """The version in force when the trial began, and the draft as it was then."""
    return program_of(trial.against), draft_program(trial.version_id, trial.edits, trial.document)


def result_of(trial: Trial, *, by: str, kept: Mapping[str, int]) -> Result:
    """The result until now, its groups by the dimension `by`; `kept` counts the kept cases by change."""
    tally = Tally.from_dict(trial.result)
    groups = sorted(tally.groups[by].items(), key=lambda one: (-one[1].changed, -one[1].cases, one[0]))
    return Result(
        tally=tally,
        changed=tally.whole.changed,
        flipped=sum(tally.changed(change) for change in Change if "_to_" in change.value),
        answers=_answers(tally.whole),
        picture=picture_of(tally),
        changes=[
            _changed(tally, change, kept.get(change.value, 0)) for change in CHANGE_WORDS if tally.changed(change)
        ],
        money=_sums(tally.whole),
        evidence=_evidence(trial, tally),
        groups=[_row(value_words(by, value), group) for value, group in groups[:MOST_GROUPS]],
        more_groups=max(0, len(groups) - MOST_GROUPS),
        tabs=_tabs(trial, by),
    )


def _changed(tally: Tally, change: Change, kept: int) -> Changed:
    flows = sorted(
        ((before, after, count) for (kind, before, after), count in tally.flows.items() if kind is change),
        key=lambda flow: -flow[2],
    )
    told = [(OUTCOME_WORDS[before], OUTCOME_WORDS[after], count) for before, after, count in flows]
    return Changed(change, CHANGE_WORDS[change], CHANGE_TONES[change], tally.changed(change), told, kept)


def _sums(group: Group) -> list[Sum]:
    return [Sum(currency, *sums) for currency, sums in sorted(group.money.items())]


def _evidence(trial: Trial, tally: Tally) -> list[tuple[str, int, int]]:
    """(the need in words, cases that lack it before, and after), what changed most first."""
    before, after = (program.policy for program in programs_of(trial))
    texts = {**_texts(before), **_texts(after)}
    rows = [(texts.get(name, name), counts[0], counts[1]) for name, counts in tally.evidence.items()]
    return sorted(rows, key=lambda row: (-abs(row[2] - row[1]), row[0]))


def _texts(policy: Policy) -> dict[str, str]:
    return {need.name: policy.fill(need.text) for need in policy.needs}


def _row(words: str, group: Group) -> GroupRow:
    return GroupRow(words, group.cases, group.changed, _answers(group), _sums(group))


def _answers(group: Group) -> list[tuple[Words, int, int]]:
    return [(ANSWER_WORDS[answer], *group.of(answer)) for answer in (Answer.YES, Answer.NO, Answer.PERSON)]


def _tabs(trial: Trial, by: str) -> list[dict[str, Any]]:
    page = reverse("console:trial", args=[trial.id])
    return [
        {
            "label": DIMENSION_WORDS[dimension],
            "url": f"{page}?{urlencode({'by': dimension})}#groups",
            "current": dimension == by,
        }
        for dimension in DIMENSIONS
    ]
