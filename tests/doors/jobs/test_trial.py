"""A trial from its beginning to its end: exact counts of real rows, progress, cancelling, and workers that die."""

import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from amends.core.access import Role
from amends.core.disputes.reasons import Detail, Reason
from amends.core.orders.parts import Parts
from amends.core.policies.answers import Answer
from amends.core.policies.trial import Change, Outcome, Tally
from amends.core.policies.trials import MOST_TRIES, Cases, TrialStatus
from amends.doors.jobs import trial as job
from amends.doors.jobs.sweep import sweep
from amends.records.policies.models import Trial, TrialCase
from amends.usecases.policies.begin_trial import BeginTrial, begin_trial
from amends.usecases.policies.cancel_trial import CancelTrial, cancel_trial
from amends.usecases.policies.note_progress import NoteProgress, note_progress
from tests.core.policies.cases import arrived, cancellation, case
from tests.makers.findings import past
from tests.makers.incoming import NOW
from tests.makers.people import staff
from tests.makers.policies import draft, draft_document

pytestmark = pytest.mark.usefixtures("committed_db", "children_see_it")
ROOT = Path(__file__).parents[3]
SILENCE = timedelta(seconds=60)
GOODS = Parts(goods=1000, shipping=100)


def late_report(days: int, **changes: object) -> Any:
    """A parcel without some of its parts, reported so many days after delivery."""
    return arrived(Reason.MISSING_PARTS, detail=Detail.PARTS, days_since_delivery=days, parts=GOODS, **changes)


def begun(document: str, cases: Cases = Cases.PAST, count: int = 0) -> Trial:
    version = draft(document)
    ask = BeginTrial(version_id=version.id, edits=version.edits, cases=cases, count=count)
    return Trial.objects.get(id=begin_trial(ask=ask, actor=staff(Role.POLICY_OWNER).actor, now=NOW))


def run(trial: Trial, clock: Callable[[], Any] = lambda: NOW) -> Trial:
    job.run_trial(trial_id=trial.id, clock=clock, silence=SILENCE)
    trial.refresh_from_db()
    return trial


def test_a_longer_time_after_delivery_flips_exactly_the_cases_between():
    past(*(late_report(days) for days in range(5, 13)), cancellation(), supplier="Ningbo Glow Ltd")
    (eight, nine, ten) = past(*(late_report(days, country="US") for days in (8, 9, 10)), supplier="义乌五金")
    trial = run(begun(draft_document(days_after_delivery=10)))
    tally = Tally.from_dict(trial.result)
    granted = {key: many for key, many in tally.flows.items() if key[0] is not Change.SAME}
    assert (trial.status, trial.total, trial.done, trial.failure) == ("done", 12, 12, "")
    assert granted == {(Change.NO_TO_YES, Outcome.TOO_LATE, Outcome.PART_OR_RESEND): 6}
    assert tally.whole.of(Answer.YES) == (4, 10)
    assert tally.groups["supplier"]["义乌五金"].of(Answer.NO) == (3, 0)
    assert tally.groups["country"]["US"].changed == 3
    kept = TrialCase.objects.filter(trial=trial)
    assert {one.change for one in kept} == {"no_to_yes"}
    assert len(kept) == 6
    assert {eight, nine, ten} <= {one.dispute_id for one in kept}
    assert kept.get(dispute_id=nine).after == {
        "answer": "yes",
        "because": "clause",
        "clause": "missing-parts",
        "outcome": "part_or_resend",
    }


def test_a_longer_wait_takes_away_what_was_granted_and_the_money_says_so():
    past(*(case(Reason.NOT_RECEIVED, days_since_departure=days, parts=GOODS) for days in (59, 60, 75, 80)))
    past(case(Reason.NOT_RECEIVED, days_since_departure=70, parts=Parts(goods=500), currency="JPY"))
    tally = Tally.from_dict(run(begun(draft_document(delay_days=80))).result)
    assert tally.changed(Change.YES_TO_NO) == 3
    assert tally.whole.money == {"USD": [3300, 1100], "JPY": [500, 0]}


def test_without_past_disputes_there_is_nothing_to_count():
    trial = run(begun(draft_document()))
    assert (trial.status, trial.total, trial.done, Tally.from_dict(trial.result).cases) == ("done", 0, 0, 0)


def test_facts_that_are_no_facts_any_more_are_counted_apart():
    class Strange:
        def as_dict(self) -> dict[str, str]:
            return {"moon": "full"}

    past(cancellation(), Strange())  # type: ignore[arg-type]
    trial = run(begun(draft_document()))
    tally = Tally.from_dict(trial.result)
    assert (trial.status, tally.cases, tally.unreadable) == ("done", 2, 1)


def test_synthetic_cases_are_the_same_each_time_however_they_are_shared_out():
    document = draft_document(delay_days=50)
    first = run(begun(document, Cases.SYNTHETIC, 3001))
    second = begun(document, Cases.SYNTHETIC, 3001)
    job.run_trial(trial_id=second.id, clock=lambda: NOW, silence=SILENCE, parts=1)
    second.refresh_from_db()
    assert (first.status, first.done) == ("done", 3001)
    assert told(first) == told(second)
    assert kept_of(first) == kept_of(second)


def told(trial: Trial) -> object:
    return json.dumps({**trial.result, "flows": sorted(trial.result["flows"])}, sort_keys=True)


def kept_of(trial: Trial) -> list[str]:
    return sorted(json.dumps([one.change, one.facts], sort_keys=True) for one in trial.kept.all())


def test_a_trial_is_taken_up_by_the_sweep_once_and_only_while_none_is_at_work():
    one = begun(draft_document())
    two = begun(draft_document())
    sweep(now=NOW)
    sweep(now=NOW)
    assert deferred() == [str(one.id)]
    Trial.objects.filter(id=one.id).update(status="running", heard_at=NOW, tries=1)
    sweep(now=NOW + timedelta(seconds=30))
    assert deferred() == [str(one.id)]
    Trial.objects.filter(id=one.id).update(status="done")
    sweep(now=NOW)
    assert deferred() == [str(one.id), str(two.id)]


def deferred() -> list[str]:
    jobs = ProcrastinateJob.objects.filter(task_name="try_policy").order_by("id")
    assert {one.queue_name for one in jobs} == {"trials"}
    return [one.args["trial_id"] for one in jobs]


def test_a_cancelled_trial_stops_its_processes_and_keeps_what_it_counted(monkeypatch: pytest.MonkeyPatch):
    started = watched(monkeypatch)
    trial = begun(draft_document(), Cases.SYNTHETIC, 1_000_000)
    agent = staff(Role.POLICY_OWNER).actor
    real, news = job.note_progress, []

    def cancel_at_the_third(*, ask: NoteProgress, now: Any) -> bool:
        news.append(ask.done)
        if len(news) == 3:
            cancel_trial(ask=CancelTrial(trial_id=trial.id), actor=agent, now=NOW)
        return real(ask=ask, now=now)

    monkeypatch.setattr(job, "note_progress", cancel_at_the_third)
    run(trial)
    assert (trial.status, trial.ended_at, trial.done) == ("cancelled", NOW, news[1])
    assert 0 < trial.done < 1_000_000
    assert Tally.from_dict(trial.result).cases == trial.done
    assert not trial.kept.exists()
    assert [process.poll() is None for process in started] == [False, False]


def test_a_process_that_is_killed_fails_the_trial_and_says_so(monkeypatch: pytest.MonkeyPatch):
    trial = begun(draft_document(), Cases.SYNTHETIC, 1_000_000)
    started = watched(monkeypatch)
    real = job.note_progress

    def kill_at_the_first(*, ask: NoteProgress, now: Any) -> bool:
        if ask.done:
            started[0].kill()
        return real(ask=ask, now=now)

    monkeypatch.setattr(job, "note_progress", kill_at_the_first)
    run(trial)
    assert (trial.status, trial.failure) == ("failed", "Something went wrong; it is in the log.")
    assert [process.poll() is None for process in started] == [False, False]


def test_a_worker_that_stops_puts_the_trial_back_and_the_next_one_carries_it_out(monkeypatch: pytest.MonkeyPatch):
    started = watched(monkeypatch)
    trial = begun(draft_document(), Cases.SYNTHETIC, 50_000)
    job.run_trial(trial_id=trial.id, clock=lambda: NOW, silence=SILENCE, stopped=lambda: True)
    trial.refresh_from_db()
    assert (trial.status, trial.heard_at, trial.tries) == ("queued", None, 1)
    assert [process.poll() is None for process in started] == [False, False]
    assert run(trial).status == "done"
    assert (trial.done, trial.tries) == (50_000, 2)


def watched(monkeypatch: pytest.MonkeyPatch) -> list["subprocess.Popen[str]"]:
    """The processes that the job starts."""
    started: list[subprocess.Popen[str]] = []
    real = subprocess.Popen

    def start(*told: Any, **options: Any) -> "subprocess.Popen[str]":
        started.append(real(*told, **options))
        return started[-1]

    monkeypatch.setattr(job.subprocess, "Popen", start)
    return started


def test_a_trial_whose_worker_died_is_taken_up_again_and_the_dead_ones_news_are_void():
    past(late_report(8))
    trial = begun(draft_document(days_after_delivery=10))
    Trial.objects.filter(id=trial.id).update(status="running", heard_at=NOW, tries=1, total=1)
    assert run(trial, lambda: NOW + timedelta(seconds=59)).status == "running"
    assert run(trial, lambda: NOW + timedelta(seconds=61)).status == "done"
    assert (trial.tries, trial.done) == (2, 1)
    void = NoteProgress(trial_id=trial.id, number=1, total=1, done=0, result={})
    assert note_progress(ask=void, now=NOW) is False
    assert Tally.from_dict(run(trial).result).changed(Change.NO_TO_YES) == 1


def test_a_trial_whose_workers_keep_dying_is_given_up():
    trial = begun(draft_document())
    Trial.objects.filter(id=trial.id).update(status="running", heard_at=NOW, tries=MOST_TRIES)
    run(trial, lambda: NOW + timedelta(seconds=61))
    assert (trial.status, trial.failure) == ("failed", "The worker ended before the trial did, several times.")
    assert TrialStatus(trial.status).over
    assert run(trial, lambda: NOW + timedelta(hours=1)).status == "failed"


KILLED = """
import os, signal, subprocess, sys
from datetime import timedelta
from uuid import UUID
import django
django.setup()
from django.utils import timezone
from amends.doors.jobs import trial as job

real, popen, started = job.note_progress, subprocess.Popen, []
def start(*told, **options):
    started.append(popen(*told, **options))
    return started[-1]
def killed(*, ask, now):
    noted = real(ask=ask, now=now)
    if ask.done:
        print(*(process.pid for process in started), flush=True)
        os.kill(os.getpid(), signal.SIGKILL)
    return noted
subprocess.Popen, job.note_progress = start, killed
job.run_trial(trial_id=UUID(sys.argv[1]), clock=timezone.now, silence=timedelta(seconds=60))
"""


@pytest.mark.slow
def test_after_kill_9_its_processes_end_by_themselves_and_the_next_worker_carries_the_trial_out():
    trial = begun(draft_document(delay_days=50), Cases.SYNTHETIC, 60_000)
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, str(trial.id)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert killed.returncode == -signal.SIGKILL
    pids = [int(pid) for pid in killed.stdout.split()]
    assert len(pids) == job.PARTS
    trial.refresh_from_db()
    assert trial.status == "running"
    assert 0 < trial.done < 60_000
    deadline = time.monotonic() + 60
    while any(alive(pid) for pid in pids):
        assert time.monotonic() < deadline, "a part goes on although nobody reads it"
        time.sleep(0.05)
    assert trial.heard_at
    after = trial.heard_at + timedelta(seconds=61)
    assert run(trial, lambda: after).status == "done"
    assert (trial.done, trial.tries) == (60_000, 2)


def alive(pid: int) -> bool:
    """Whether the process runs; one that nobody waited for is gone as well."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
