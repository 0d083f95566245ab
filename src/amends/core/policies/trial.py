"""What a draft would change: two decisions of each case, counted by what became of them."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Self

from amends.core.policies.answers import Answer
from amends.core.policies.clauses import Resend, Share, Then
from amends.core.policies.decide import Because, Decision
from amends.core.policies.facts import Facts
from amends.core.policies.trial_group import Group


class Outcome(StrEnum):
    """What a decision comes to, coarsely enough to be counted."""

    REFUND = "refund"
    PART = "part"
    RESEND = "resend"
    REFUND_OR_RESEND = "refund_or_resend"
    PART_OR_RESEND = "part_or_resend"
    TOO_EARLY = "too_early"
    TOO_LATE = "too_late"
    REFUSED = "refused"
    PERSON = "person"


class Change(StrEnum):
    """In what a draft's decision differs: the answer; else what is granted; the evidence; the ground it rests on."""

    NO_TO_YES = "no_to_yes"
    PERSON_TO_YES = "person_to_yes"
    YES_TO_NO = "yes_to_no"
    PERSON_TO_NO = "person_to_no"
    YES_TO_PERSON = "yes_to_person"
    NO_TO_PERSON = "no_to_person"
    OTHER_GRANT = "other_grant"
    OTHER_EVIDENCE = "other_evidence"
    OTHER_GROUND = "other_ground"
    SAME = "same"


FLIPS = tuple(one for one in Change if "_to_" in one.value)
_FLIPS = {tuple(map(Answer, one.value.split("_to_"))): one for one in FLIPS}
_GRANTS = {
    (Share.FULL, False): Outcome.REFUND,
    (Share.PARTIAL, False): Outcome.PART,
    (None, True): Outcome.RESEND,
    (Share.FULL, True): Outcome.REFUND_OR_RESEND,
    (Share.PARTIAL, True): Outcome.PART_OR_RESEND,
}
_REFUSALS = {Because.TOO_EARLY: Outcome.TOO_EARLY, Because.TOO_LATE: Outcome.TOO_LATE}

DIMENSIONS = ("reason", "country", "supplier")


def outcome_of(decision: Decision) -> Outcome:
    """The outcome that a decision counts as."""
    if decision.answer is Answer.PERSON:
        return Outcome.PERSON
    then = decision.then
    if then is None or decision.answer is Answer.NO:
        return _REFUSALS.get(decision.because, Outcome.REFUSED)
    return _GRANTS[then.refund.share if then.refund else None, isinstance(then.resend, Resend)]


def change_of(before: Decision, after: Decision) -> Change:
    """The first difference of the two that people would name."""
    if before.answer is not after.answer:
        return _FLIPS[before.answer, after.answer]
    if before.answer is Answer.YES and before.then != after.then and _granted(before.then) != _granted(after.then):
        return Change.OTHER_GRANT
    if (before.missing or after.missing) and _wanted(before) != _wanted(after):
        return Change.OTHER_EVIDENCE
    return Change.SAME if _ground(before) == _ground(after) else Change.OTHER_GROUND


def _granted(then: Then | None) -> tuple[object, ...]:
    """What the opener may have; who bears the cost, and which setting a percentage comes from, is no part of it."""
    if then is None:
        return ()
    refund = then.refund and (then.refund.share, then.refund.percent.value, then.refund.parts)
    return refund, then.resend, then.return_paid_by


def _wanted(decision: Decision) -> set[tuple[object, ...]]:
    return {need.any_of for need in decision.missing}


def _ground(decision: Decision) -> tuple[Because, str | None]:
    return decision.because, decision.clause.id if decision.clause else None


def most_back(decision: Decision, facts: Facts) -> int | None:
    """The most money that may come back, in minor units: 0 where none may, None where the charge is not known."""
    refund = decision.then.refund if decision.then else None
    if refund is None:
        return 0
    return None if facts.parts is None or facts.currency is None else refund.ceiling(facts.parts).total


class Tally:
    """Counts of decided cases. Tallies of parts of the cases, merged in any order, make the tally of them all.

    `flows` counts by change and by outcome before and after; `unvalued` the refunds, before and after, of cases whose
    charge is not known; `evidence` the cases that lack a need, by its name; `unreadable` the cases whose stored facts
    are no facts any more. The groups of each dimension hold the same cases again, by one fact; "" is unknown.
    """

    def __init__(self) -> None:
        self.flows: dict[tuple[Change, Outcome, Outcome], int] = {}
        self.whole = Group()
        self.groups: dict[str, dict[str, Group]] = {dimension: {} for dimension in DIMENSIONS}
        self.evidence: dict[str, list[int]] = {}
        self.unvalued = [0, 0]
        self.unreadable = 0

    def add(self, before: Decision, after: Decision, facts: Facts, supplier: str) -> Change:
        """Counts a case; what changed of it."""
        change = change_of(before, after)
        flow = (change, outcome_of(before), outcome_of(after))
        self.flows[flow] = self.flows.get(flow, 0) + 1
        money = self._value(before, after, facts)
        for group in self._places(facts, supplier):
            group.add(before.answer, after.answer, changed=change is not Change.SAME, money=money)
        if before.missing or after.missing:
            self._lacking(before, after)
        return change

    def pass_over(self) -> None:
        """Counts a case that cannot be read."""
        self.unreadable += 1

    @property
    def cases(self) -> int:
        """All cases counted, those that could not be read among them."""
        return self.whole.cases + self.unreadable

    def changed(self, change: Change) -> int:
        """How many cases changed so."""
        return sum(count for (kind, _, _), count in self.flows.items() if kind is change)

    def merge(self, other: "Tally") -> None:
        """Adds the cases of another tally."""
        for flow, count in other.flows.items():
            self.flows[flow] = self.flows.get(flow, 0) + count
        self.whole.merge(other.whole)
        for dimension, groups in other.groups.items():
            for value, group in groups.items():
                self.groups[dimension].setdefault(value, Group()).merge(group)
        for name, (before, after) in other.evidence.items():
            _plus(self.evidence.setdefault(name, [0, 0]), before, after)
        _plus(self.unvalued, *other.unvalued)
        self.unreadable += other.unreadable

    def as_dict(self) -> dict[str, Any]:
        """In JSON's own values, for `from_dict`."""
        return {
            "flows": [[*flow, count] for flow, count in self.flows.items()],
            "whole": self.whole.as_list(),
            "groups": {
                dimension: {value: group.as_list() for value, group in groups.items()}
                for dimension, groups in self.groups.items()
            },
            "evidence": self.evidence,
            "unvalued": self.unvalued,
            "unreadable": self.unreadable,
        }

    @classmethod
    def from_dict(cls, told: Mapping[str, Any]) -> Self:
        """The tally that `as_dict` told; an empty one from an empty dict."""
        tally = cls()
        if not told:
            return tally
        for change, before, after, count in told["flows"]:
            tally.flows[Change(change), Outcome(before), Outcome(after)] = count
        tally.whole = Group.from_list(told["whole"])
        for dimension, groups in told["groups"].items():
            tally.groups[dimension] = {value: Group.from_list(group) for value, group in groups.items()}
        tally.evidence = {name: list(counts) for name, counts in told["evidence"].items()}
        tally.unvalued = list(told["unvalued"])
        tally.unreadable = told["unreadable"]
        return tally

    def _value(self, before: Decision, after: Decision, facts: Facts) -> tuple[str, int, int] | None:
        """(currency, before, after) of a case about money; a charge that is not known counts apart, as nothing."""
        if before.then is None and after.then is None:
            return None
        most_before, most_after = most_back(before, facts), most_back(after, facts)
        _plus(self.unvalued, most_before is None, most_after is None)
        if not (most_before or most_after):
            return None
        return facts.currency or "", most_before or 0, most_after or 0

    def _places(self, facts: Facts, supplier: str) -> tuple[Group, ...]:
        reasons, countries, suppliers = self.groups.values()
        return (
            self.whole,
            _group(reasons, facts.reason or ""),
            _group(countries, facts.country or ""),
            _group(suppliers, supplier),
        )

    def _lacking(self, before: Decision, after: Decision) -> None:
        for side, decision in enumerate((before, after)):
            for need in decision.missing:
                self.evidence.setdefault(need.name, [0, 0])[side] += 1


def _group(groups: dict[str, Group], value: str) -> Group:
    group = groups.get(value)
    if group is None:
        group = groups[str(value)] = Group()
    return group


def _plus(counts: list[int], before: int, after: int) -> None:
    counts[0] += before
    counts[1] += after
