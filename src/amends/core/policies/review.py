"""What is wrong with a policy as a whole: what nothing uses, clauses that contradict each other or have no case."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from amends.core.disputes.reasons import DETAILS, REASONS
from amends.core.policies.clauses import Clause, Policy, Window
from amends.core.policies.issues import Fault, Issue
from amends.core.policies.regions import Box, Ranges, TooComplex, Words, boxes_of, meet, without
from amends.core.policies.uses import unused

_Room = Mapping[str, list[Box]]


def review(policy: Policy) -> list[Issue]:
    """Settings and evidence that nothing uses; then windows that overlap, clauses that are ambiguous, and clauses that
    can never apply, in the clauses' order.

    Two clauses of one precedence may meet if they come to the same, or if their windows keep them apart.
    """
    issues: list[tuple[int, Issue]] = []
    boxes: dict[str, list[Box]] = {}
    for at, clause in enumerate(policy.clauses):
        try:
            boxes[clause.id] = boxes_of(clause.condition)
            boxes[clause.id] = _possible(boxes[clause.id])
        except TooComplex:
            issues.append((at, Issue(Fault.TOO_COMPLEX, ("clause", at, "when"))))
            boxes.pop(clause.id, None)
    known = [(at, clause) for at, clause in enumerate(policy.clauses) if clause.id in boxes]
    for at, clause in known:
        higher = [one for _, one in known if one.precedence > clause.precedence]
        issues += [(at, issue) for issue in _room_left(at, clause, higher, boxes)]
    for (_, first), (at, second) in combinations(known, 2):
        if first.precedence == second.precedence:
            issues += [(at, issue) for issue in _meeting(at, second, first, boxes)]
    return [*unused(policy), *(issue for _, issue in sorted(issues, key=lambda one: one[0]))]


def _room_left(at: int, clause: Clause, higher: Sequence[Clause], boxes: _Room) -> Iterator[Issue]:
    path = ("clause", at, "when")
    if not boxes[clause.id]:
        yield Issue(Fault.NEVER_APPLIES, path, {"why": "no case meets all its conditions"})
        return
    try:
        before = [one for one in higher if meet(boxes[clause.id], boxes[one.id])]
        left = without(boxes[clause.id], [box for one in before for box in boxes[one.id]])
    except TooComplex:
        yield Issue(Fault.TOO_COMPLEX, path)
        return
    if not left:
        titles = ", ".join(f"“{one.title}”" for one in before)
        yield Issue(Fault.NEVER_APPLIES, path, {"why": f"{titles} come first in every case that meets its conditions"})


def _meeting(at: int, clause: Clause, other: Clause, boxes: _Room) -> Iterator[Issue]:
    if (clause.then, clause.needs, clause.automatic) == (other.then, other.needs, other.automatic):
        return
    try:
        met = meet(boxes[clause.id], boxes[other.id])
    except TooComplex:
        yield Issue(Fault.TOO_COMPLEX, ("clause", at, "when"))
        return
    if not met:
        return
    facts = {"other": other.title, "case": _words_of(met[0])}
    if not (clause.window and other.window and clause.window.since is other.window.since):
        yield Issue(Fault.AMBIGUOUS, ("clause", at, "when"), facts)
    elif _days(clause.window) & _days(other.window):
        yield Issue(Fault.WINDOWS_OVERLAP, ("clause", at, "window"), facts)


def _days(window: Window) -> Ranges:
    first, last = (None if end is None else end.value for end in (window.from_day, window.to_day))
    return Ranges(((first, last),))


def _possible(boxes: Sequence[Box]) -> list[Box]:
    """The cases among `boxes` that there can be: no dispute has a stage or a detail that its reason does not offer."""
    found: list[Box] = []
    for reason, facts in REASONS.items():
        base: dict[str, Words] = {
            "reason": Words(frozenset({reason.value})),
            "stage": Words(frozenset(stage.value for stage in facts.stages)),
        }
        details = DETAILS.get(reason)
        if details:
            base["detail"] = Words(frozenset(detail.value for detail in details))
        found += [box for box in meet(boxes, [base]) if details or "detail" not in box]
    return found


def _words_of(box: Box) -> str:
    return "; ".join(f"{name.replace('_', ' ')}: {domain.example()}" for name, domain in box.items())
