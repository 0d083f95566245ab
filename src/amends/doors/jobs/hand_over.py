"""From a numbered event to the jobs it causes."""

from collections.abc import Sequence

from amends.core.notices.routing import route_of
from amends.core.trail.codes import TrailCode
from amends.doors.jobs.tasks import settle, shadow, tell
from amends.records.notices.models import FeedEntry
from amends.records.policies.shadows import any_shadowed

_SETTLES = {TrailCode.DISPUTE_APPROVED.value, TrailCode.OFFER_ACCEPTED.value}

_OPENED = TrailCode.DISPUTE_OPENED.value


def hand_over(entries: Sequence[FeedEntry]) -> None:
    """Defers each event's jobs within the drainer's transaction, so that none is lost and none comes too early."""
    shadowed = any(entry.code == _OPENED for entry in entries) and any_shadowed()
    for entry in entries:
        if shadowed and entry.code == _OPENED:
            shadow.defer(dispute_id=str(entry.dispute_id))
        if entry.code in _SETTLES:
            settle.defer(dispute_id=str(entry.dispute_id))
        if route_of(entry.code):
            tell.defer(event_id=str(entry.id))
