"""From a numbered event to the jobs it causes."""

from collections.abc import Sequence

from amends.core.notices.routing import route_of
from amends.core.trail.codes import TrailCode
from amends.doors.jobs.tasks import decide, settle, tell
from amends.records.notices.models import FeedEntry
from amends.records.policies.findings import automatic

_SETTLES = {TrailCode.DISPUTE_APPROVED.value, TrailCode.OFFER_ACCEPTED.value}


def hand_over(entries: Sequence[FeedEntry]) -> None:
    """Defers each event's jobs within the drainer's transaction, so that none is lost and none comes too early."""
    opened = [
        entry.dispute_id for entry in entries if entry.dispute_id and entry.code == TrailCode.DISPUTE_OPENED.value
    ]
    for dispute_id in automatic(opened) if opened else ():
        decide.defer(dispute_id=str(dispute_id))
    for entry in entries:
        if entry.code in _SETTLES:
            settle.defer(dispute_id=str(entry.dispute_id))
        if route_of(entry.code):
            tell.defer(event_id=str(entry.id))
