"""From a numbered event to the jobs it causes."""

from collections.abc import Sequence
from contextlib import suppress
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from procrastinate.exceptions import AlreadyEnqueued

from amends.core.notices.routing import route_of
from amends.core.trail.codes import TrailCode
from amends.doors.jobs.tasks import DELIVER, decide, deliver, settle, shadow, tell
from amends.records.notices.models import FeedEntry
from amends.records.policies.findings import automatic
from amends.records.policies.shadows import any_shadowed
from amends.records.settlements.waiting import waiting_for_claim
from amends.usecases.webhooks.fan_out import fan_out

_FREES = {
    TrailCode.EXTERNAL_CLAIM_RELEASED.value,
    TrailCode.EXTERNAL_CLAIM_LOST.value,
    TrailCode.EXTERNAL_CLAIM_UNMATCHED.value,
}
"""A claim at a payment house ended: legs that waited for it go on, or come to their end."""

_SETTLES = {
    TrailCode.DISPUTE_APPROVED.value,
    TrailCode.OFFER_ACCEPTED.value,
    TrailCode.LEG_REPLACED.value,
    TrailCode.LEG_RESTORED.value,
}


def hand_over(entries: Sequence[FeedEntry]) -> None:
    """Defers each event's jobs within the drainer's transaction, so that none is lost and none comes too early."""
    _judge([one.dispute_id for one in entries if one.dispute_id and one.code == TrailCode.DISPUTE_OPENED.value])
    for entry in entries:
        if entry.code in _SETTLES:
            settle.defer(dispute_id=str(entry.dispute_id))
        if entry.code in _FREES and entry.order_id:
            for dispute_id in waiting_for_claim(entry.order_id):
                settle.defer(dispute_id=str(dispute_id))
        if route_of(entry.code):
            tell.defer(event_id=str(entry.id))
    if fan_out(entries=entries, now=timezone.now()):
        _have_delivered()


def _have_delivered() -> None:
    """One job sends all; that one waits already is no failure of the transaction around."""
    with suppress(AlreadyEnqueued), transaction.atomic():
        deliver.configure(queueing_lock=DELIVER).defer()


def _judge(opened: Sequence[UUID]) -> None:
    """New disputes: some are decided by a clause, all are judged in the shadow if some draft runs there."""
    if not opened:
        return
    for dispute_id in automatic(opened):
        decide.defer(dispute_id=str(dispute_id))
    if any_shadowed():
        for dispute_id in opened:
            shadow.defer(dispute_id=str(dispute_id))
