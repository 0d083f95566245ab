"""The sweeps: they only narrow; what they find is asked again under lock."""

from contextlib import suppress
from datetime import datetime

from django.conf import settings
from django.core.files.storage import storages
from procrastinate.exceptions import AlreadyEnqueued

from amends.doors.jobs.tasks import look_up_top_up, settle, try_policy
from amends.records.disputes.due import due_disputes, due_drafts
from amends.records.policies.past_cases import next_trial
from amends.records.settlements.waiting import stuck_settlements
from amends.records.wallet.queries import silent_top_ups
from amends.usecases.disputes.discard_draft import discard_draft
from amends.usecases.disputes.pass_deadline import pass_deadline

_BATCH = 200


def sweep(*, now: datetime) -> int:
    """Takes the steps that are due, takes up what went quiet and the next trial. Returns how many things it touched."""
    numbers, drafts = due_disputes(now=now, limit=_BATCH), due_drafts(now=now, limit=_BATCH)
    stuck = stuck_settlements(before=now - settings.STUCK_AFTER, limit=_BATCH)
    for number in numbers:
        pass_deadline(dispute=number, now=now)
    for draft_id in drafts:
        for key in discard_draft(draft_id=draft_id, now=now):
            storages["evidence"].delete(key)
    for dispute_id in stuck:
        settle.defer(dispute_id=str(dispute_id))
    return len(numbers) + len(drafts) + len(stuck) + _sweep_top_ups(now) + _sweep_trials(now)


def _sweep_top_ups(now: datetime) -> int:
    """Those that nobody asked the payment house about for a while; one job each at a time."""
    waiting = silent_top_ups(looked_before=now - settings.STUCK_AFTER, most=_BATCH)
    for top_up_id in waiting:
        with suppress(AlreadyEnqueued):
            look_up_top_up.configure(queueing_lock=f"top-up {top_up_id}").defer(top_up_id=str(top_up_id))
    return len(waiting)


def _sweep_trials(now: datetime) -> int:
    """One trial at a time: it keeps every core busy."""
    trial_id = next_trial(silent_since=now - settings.STUCK_AFTER)
    if trial_id is None:
        return 0
    with suppress(AlreadyEnqueued):
        try_policy.configure(queueing_lock=f"trial {trial_id}").defer(trial_id=str(trial_id))
    return 1
