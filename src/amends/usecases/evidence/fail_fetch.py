"""A file could not be fetched: it is tried again later, or missing for good."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from amends.core.evidence.fetching import FetchState, wait_after
from amends.core.refusals import Refusal
from amends.usecases.evidence.give_fetched import fail
from amends.usecases.evidence.take_fetch import take_fetch


@dataclass(frozen=True, slots=True, kw_only=True)
class FailFetch:
    """The ask: which fetch, why, and whether trying again is of no use."""

    fetch: UUID
    why: Refusal
    for_good: bool = False


def fail_fetch(*, ask: FailFetch, now: datetime) -> None:
    """A fetch that is not waiting any more is left as it is. Raises Moved."""
    with transaction.atomic():
        row, case = take_fetch(ask.fetch)
        if row.state != FetchState.WAITING:
            return
        row.tries += 1
        wait = None if ask.for_good else wait_after(row.tries)
        if wait is None:
            fail(row, why=ask.why, case=case, now=now)
            return
        row.next_try_at, row.why, row.failed_for = now + wait, ask.why.words()[:300], ask.why.code
        row.save(update_fields=["tries", "next_try_at", "why", "failed_for"])
