"""From a numbered event to the jobs it causes."""

from collections.abc import Sequence

from amends.core.notices.routing import route_of
from amends.core.trail.codes import TrailCode
from amends.doors.jobs.tasks import settle, tell
from amends.records.notices.models import FeedEntry

_SETTLES = {TrailCode.DISPUTE_APPROVED.value, TrailCode.OFFER_ACCEPTED.value}


def hand_over(entries: Sequence[FeedEntry]) -> None:
    """Defers each event's jobs within the drainer's transaction, so that none is lost and none comes too early."""
    for entry in entries:
        if entry.code in _SETTLES:
            settle.defer(dispute_id=str(entry.dispute_id))
        if route_of(entry.code):
            tell.defer(event_id=str(entry.id))
