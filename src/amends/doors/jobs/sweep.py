"""The sweeps: they only narrow; what they find is asked again under lock."""

from contextlib import suppress
from datetime import datetime, timedelta

from django.conf import settings
from django.core.files.storage import storages
from procrastinate.exceptions import AlreadyEnqueued

from amends.core.access import SYSTEM
from amends.core.external_claims.refusals import ClaimDismissed, ClaimMatched, ClaimOnTopUp
from amends.doors.jobs.tasks import (
    DELIVER,
    deliver,
    digest,
    fetch_file,
    fetch_lines,
    look_up_top_up,
    settle_again,
    try_policy,
)
from amends.records.disputes.due import due_disputes, due_drafts
from amends.records.evidence.queries import due_fetches
from amends.records.external_claims.queries import matchable
from amends.records.policies.past_cases import next_trial
from amends.records.settlements.waiting import due_reminders, stuck_settlements
from amends.records.standing.due import due_contests, due_measures
from amends.records.wallet.queries import silent_top_ups
from amends.records.webhooks.queries import any_due
from amends.usecases.disputes.discard_draft import discard_draft
from amends.usecases.disputes.pass_deadline import pass_deadline
from amends.usecases.external_claims.look_again import LookAgain, look_again
from amends.usecases.inbound.take_up_messages import take_up_messages
from amends.usecases.reconciliation.take_up_statements import take_up_statements
from amends.usecases.settlements.remind_finance import remind_finance
from amends.usecases.standing.escalate_contest import escalate_contest
from amends.usecases.standing.expire_measure import expire_measure

_BATCH = 200
_A_FETCHING = timedelta(minutes=30)
"""How long the lines of a payment house may take; a job that was lost is begun anew then."""


def sweep(*, now: datetime) -> int:
    """Takes the steps that are due, takes up what went quiet and the next trial. Returns how many things it touched.

    None waits for another: what went wrong with one kind of step is raised when all were tried.
    """
    kinds = (
        _sweep_deadlines,
        _sweep_drafts,
        _sweep_settlements,
        _sweep_reopened,
        _sweep_messages,
        _sweep_claims,
        _sweep_standing,
        _sweep_top_ups,
        _sweep_files,
        _sweep_trials,
        _sweep_statements,
        _sweep_webhooks,
    )
    touched, faults = 0, list[Exception]()
    for sweep_ in kinds:
        try:
            touched += sweep_(now)
        except Exception as fault:  # noqa: BLE001 - raised below
            faults.append(fault)
    if faults:
        raise faults[0] if len(faults) == 1 else ExceptionGroup("several sweeps failed", faults)
    return touched


def _sweep_deadlines(now: datetime) -> int:
    numbers = due_disputes(now=now, limit=_BATCH)
    for number in numbers:
        pass_deadline(dispute=number, now=now)
    return len(numbers)


def _sweep_drafts(now: datetime) -> int:
    drafts = due_drafts(now=now, limit=_BATCH)
    for draft_id in drafts:
        for key in discard_draft(draft_id=draft_id, now=now):
            storages["evidence"].delete(key)
    return len(drafts)


def _sweep_settlements(now: datetime) -> int:
    """Those that went quiet; one job each at a time."""
    stuck = stuck_settlements(before=now - settings.STUCK_AFTER, limit=_BATCH)
    for dispute_id in stuck:
        with suppress(AlreadyEnqueued):
            settle_again.configure(queueing_lock=f"settlement {dispute_id}").defer(dispute_id=str(dispute_id))
    return len(stuck)


def _sweep_reopened(now: datetime) -> int:
    """Settlements opened again that nobody has brought to an end."""
    due = due_reminders(now=now, limit=_BATCH)
    for number in due:
        remind_finance(dispute=number, now=now)
    return len(due)


def _sweep_messages(now: datetime) -> int:
    """New ones, those due again, and those whose job was lost."""
    due = take_up_messages(now=now, patience=settings.STUCK_AFTER, limit=_BATCH)
    for message_id in due:
        digest.defer(message_id=str(message_id))
    return len(due)


def _sweep_webhooks(now: datetime) -> int:
    """Messages to endpoints, whose next try has come. One job sends them all."""
    if not any_due(now=now):
        return 0
    with suppress(AlreadyEnqueued):
        deliver.configure(queueing_lock=DELIVER).defer()
    return 1


def _sweep_claims(now: datetime) -> int:
    """Claims at payment houses whose payment arrived after them are matched."""
    found = matchable(limit=_BATCH)
    for claim_id in found:
        with suppress(ClaimMatched, ClaimDismissed, ClaimOnTopUp):
            look_again(ask=LookAgain(claim_id=claim_id), actor=SYSTEM, now=now)
    return len(found)


def _sweep_standing(now: datetime) -> int:
    measures, contests = due_measures(now=now, limit=_BATCH), due_contests(now=now, limit=_BATCH)
    for measure in measures:
        expire_measure(measure=measure, now=now)
    for contest in contests:
        escalate_contest(contest=contest, now=now)
    return len(measures) + len(contests)


def _sweep_top_ups(now: datetime) -> int:
    """Those that nobody asked the payment house about for a while; one job each at a time."""
    waiting = silent_top_ups(looked_before=now - settings.STUCK_AFTER, now=now, most=_BATCH)
    for top_up_id in waiting:
        with suppress(AlreadyEnqueued):
            look_up_top_up.configure(queueing_lock=f"top-up {top_up_id}").defer(top_up_id=str(top_up_id))
    return len(waiting)


def _sweep_files(now: datetime) -> int:
    """Files that are to be fetched; one job each at a time."""
    due = due_fetches(now=now, limit=_BATCH)
    for fetch_id in due:
        with suppress(AlreadyEnqueued):
            fetch_file.configure(queueing_lock=f"file {fetch_id}").defer(fetch_id=str(fetch_id))
    return len(due)


def _sweep_trials(now: datetime) -> int:
    """One trial at a time: it keeps every core busy."""
    trial_id = next_trial(silent_since=now - settings.STUCK_AFTER)
    if trial_id is None:
        return 0
    with suppress(AlreadyEnqueued):
        try_policy.configure(queueing_lock=f"trial {trial_id}").defer(trial_id=str(trial_id))
    return 1


def _sweep_statements(now: datetime) -> int:
    """Payment houses whose lines somebody, or the hour, asked for."""
    due = take_up_statements(now=now, patience=_A_FETCHING)
    for run_id in due:
        fetch_lines.defer(run_id=str(run_id))
    return len(due)
