"""Number what happened, after it was committed, and hand each event over."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from amends.records.notices.models import FeedEntry, Outbox

BATCH = 500


def drain_outbox(*, hand_over: Callable[[Sequence[FeedEntry]], None]) -> int:
    """Numbers the next events and calls `hand_over` with them, in one transaction: each is handed over at least once.

    Must have a single writer at a time (the worker holds an advisory lock): numbers are given after commit, so that
    a reader who has seen number n will never find a smaller new one. Returns how many there were.
    """
    with transaction.atomic():
        waiting = list(Outbox.objects.select_for_update().order_by("at", "id")[:BATCH])
        if not waiting:
            return 0
        last = FeedEntry.objects.aggregate(last=Max("number"))["last"] or 0
        entries = list(_numbered(waiting, after=last))
        FeedEntry.objects.bulk_create(entries)
        Outbox.objects.filter(id__in=[row.id for row in waiting]).delete()
        hand_over(entries)
        return len(entries)


def _numbered(waiting: Sequence[Outbox], *, after: int) -> Iterator[FeedEntry]:
    """Feed entries with their numbers, and each dispute's with that dispute's own, one after the other."""
    told = FeedEntry.objects.filter(dispute_id__in={row.dispute_id for row in waiting if row.dispute_id})
    sequences = Counter(dict(told.values_list("dispute_id").annotate(Max("sequence"))))
    for number, row in enumerate(_ordered(waiting), start=after + 1):
        if row.dispute_id:
            sequences[row.dispute_id] += 1
        yield FeedEntry(
            number=number,
            id=row.id,
            account_id=row.account_id,
            code=row.code,
            order_id=row.order_id,
            dispute_id=row.dispute_id,
            sequence=sequences[row.dispute_id] if row.dispute_id else None,
            facts=row.facts,
            at=row.at,
        )


def _ordered(waiting: Sequence[Outbox]) -> list[Outbox]:
    """By time, but a dispute's changes as its trail has them: doors read their clocks before they wait for a lock."""
    latest: dict[UUID, tuple[datetime, UUID]] = {}
    keys: dict[UUID, tuple[tuple[datetime, UUID], int]] = {}
    for row in sorted(waiting, key=lambda row: (row.trail_seq or 0, row.at, row.id)):
        moment = row.at, row.id
        if row.dispute_id and row.trail_seq:
            moment = latest[row.dispute_id] = max(moment, latest.get(row.dispute_id, moment))
        keys[row.id] = moment, row.trail_seq or 0
    return sorted(waiting, key=lambda row: keys[row.id])
