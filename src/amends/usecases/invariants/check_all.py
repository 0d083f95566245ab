"""Check every invariant at one moment, and keep what was found for people and meters to read."""

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import islice

from django.db import transaction

from amends.records.invariants.check import one_moment, violations
from amends.records.invariants.models import Check, FoundViolation
from amends.records.invariants.violation import Violation

KEPT = 500
"""So many violations of one check are kept, the rest counted."""

REMEMBERED = timedelta(days=30)
GRACE = timedelta(minutes=10)
"""What was due for so long and still waits was forgotten; until then a worker may be on its way to it."""


def check_all(*, clock: Callable[[], datetime]) -> Check:
    """The check as it was kept. Everything is read in one snapshot; checks that are past memory are forgotten."""
    started = clock()
    kept, found = _look(late=started - GRACE)
    with transaction.atomic():
        check = Check.objects.create(started_at=started, finished_at=clock(), found=found)
        FoundViolation.objects.bulk_create(
            FoundViolation(check_made=check, invariant=one.invariant, subject=one.id[:120], words=one.words)
            for one in kept
        )
        Check.objects.filter(started_at__lt=started - REMEMBERED).delete()
    return check


def _look(*, late: datetime) -> tuple[list[Violation], int]:
    with one_moment():
        found = violations(late=late)
        kept = list(islice(found, KEPT))
        return kept, len(kept) + sum(1 for _ in found)
