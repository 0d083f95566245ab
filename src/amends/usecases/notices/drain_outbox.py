"""Number what happened, after it was committed, and hand each event over."""

from collections.abc import Callable, Sequence

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
        entries = [
            FeedEntry(
                number=number,
                id=row.id,
                account_id=row.account_id,
                code=row.code,
                order_id=row.order_id,
                dispute_id=row.dispute_id,
                sequence=row.sequence,
                facts=row.facts,
                at=row.at,
            )
            for number, row in enumerate(waiting, start=last + 1)
        ]
        FeedEntry.objects.bulk_create(entries)
        Outbox.objects.filter(id__in=[row.id for row in waiting]).delete()
        hand_over(entries)
        return len(entries)
