"""What the checks found, for pages and meters."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files

from django.db.models import Count

from amends.records.invariants.check import INVARIANTS, STATEMENTS, WALKS
from amends.records.invariants.models import Check, FoundViolation
from amends.records.invariants.violation import Violation


@dataclass(frozen=True, slots=True)
class CheckMade:
    """One check: when it began and ended, and how many violations it found."""

    started_at: datetime
    finished_at: datetime
    found: int


@dataclass(frozen=True, slots=True)
class LastCheck:
    """The last check: the violations kept of it, and their number by invariant, of every one there is."""

    made: CheckMade
    violations: tuple[Violation, ...]
    by_invariant: dict[str, int]


def last_check() -> LastCheck | None:
    """What the last check found; None before the first. Three statements."""
    check = Check.objects.order_by("-started_at", "-id").first()
    if check is None:
        return None
    rows = FoundViolation.objects.filter(check_made=check)
    counted = dict(rows.values_list("invariant").annotate(many=Count("id")))
    kept = [Violation(row.invariant, row.subject, row.words) for row in rows.order_by("invariant", "id")]
    return LastCheck(_made(check), tuple(kept), {name: counted.get(name, 0) for name in INVARIANTS})


def checks_made(*, most: int) -> list[CheckMade]:
    """The last checks, newest first."""
    return [_made(check) for check in Check.objects.order_by("-started_at", "-id")[:most]]


@cache
def what_holds() -> dict[str, str]:
    """What each invariant says, in the words on top of its file."""
    package = files(__package__)
    told = {name: _top(package.joinpath(f"{name}.sql").read_text()) for name in STATEMENTS}
    walks = {name: package.joinpath(f"{name}.py").read_text().split('"""')[1] for name in WALKS}
    return {**told, **walks}


def _top(statement: str) -> str:
    """The comment above the list of its tables."""
    lines = []
    for line in statement.splitlines():
        if not line.startswith("--") or line.startswith("-- Tables:"):
            break
        lines.append(line.removeprefix("--").strip())
    return " ".join(lines)


def _made(check: Check) -> CheckMade:
    return CheckMade(check.started_at, check.finished_at, check.found)
