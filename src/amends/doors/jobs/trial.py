"""Carrying out a trial: its cases are shared out to processes, what they say is added up, kept and shown."""

import json
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime, timedelta
from itertools import pairwise
from queue import SimpleQueue
from typing import Any, TypeAlias
from uuid import UUID

import structlog

from amends.core.policies.sample import Sample
from amends.core.policies.trial import Tally
from amends.core.policies.trials import Cases
from amends.doors.jobs.trial_part import Part
from amends.records.policies.past_cases import frequent_suppliers, ranges
from amends.usecases.policies.end_trial import EndTrial, KeptCase, end_trial
from amends.usecases.policies.note_progress import NoteProgress, note_progress
from amends.usecases.policies.put_back_trial import put_back_trial
from amends.usecases.policies.take_up_trial import TakenUp, take_up_trial

PARTS = 2
SUPPLIERS = 200
"""So many suppliers, those with the most disputes, are counted apart; all others together."""

_COMMAND = (sys.executable, "-m", "amends.config.cli", "manage", "try_part")
_log = structlog.get_logger("amends.trial")
_News: TypeAlias = "SimpleQueue[tuple[int, str]]"
Clock: TypeAlias = Callable[[], datetime]


class PartEnded(RuntimeError):
    """A process that carried out a part of a trial ended before its last word."""


def run_trial(
    *, trial_id: UUID, clock: Clock, silence: timedelta, parts: int = PARTS, stopped: Callable[[], bool] = bool
) -> None:
    """Takes the trial up and brings it to its end, unless it is cancelled or somebody else has it.

    Once `stopped` says so, it is put back into the queue.

    Whatever goes wrong is logged, and the trial says that it failed.
    """
    taken = take_up_trial(trial_id=trial_id, silent_since=clock() - silence, now=clock())
    if taken is None:
        return
    try:
        kept = _carry_out(taken, clock, parts, stopped)
    except Exception:  # noqa: BLE001 - whatever it was, it is logged and its reader is told that it failed
        _log.exception("a trial failed", trial=str(trial_id))
        failed = EndTrial(trial_id=trial_id, number=taken.number, failure="Something went wrong; it is in the log.")
        end_trial(ask=failed, now=clock())
        return
    if kept is not None:
        end_trial(ask=EndTrial(trial_id=trial_id, number=taken.number, kept=kept), now=clock())


def _carry_out(taken: TakenUp, clock: Clock, parts: int, stopped: Callable[[], bool]) -> list[KeptCase] | None:
    """The kept cases; None when the trial is no longer ours."""
    total, shares = _share_out(taken, parts)
    told: dict[int, dict[str, Any]] = {}
    if not note_progress(ask=_progress(taken, total, told), now=clock()):
        return None
    with ExitStack() as running:
        news: _News = SimpleQueue()
        for at, part in enumerate(shares):
            running.enter_context(_process(part, at, news))
        while any("kept" not in told.get(at, {}) for at in range(len(shares))):
            at, line = news.get()
            if not line:
                if "kept" in told.get(at, {}):
                    continue
                raise PartEnded
            told[at] = json.loads(line)
            if not note_progress(ask=_progress(taken, total, told), now=clock()):
                return None
            if stopped():
                put_back_trial(trial_id=taken.trial_id, number=taken.number)
                return None
    return _all_kept(told)


def _share_out(taken: TakenUp, parts: int) -> tuple[int, list[Part]]:
    """How many cases there are, and who tries which."""
    if taken.cases is Cases.PAST:
        total, found = ranges(parts)
        bounds = [(str(one.after), str(one.last)) for one in found]
    else:
        total = taken.total
        ends = [total * at // parts for at in range(parts + 1)]
        bounds = [(str(first), str(last)) for first, last in pairwise(ends) if first < last]
    suppliers = tuple(frequent_suppliers(SUPPLIERS)) if taken.cases is Cases.PAST else ("",)
    shares = [
        Part(
            document=taken.document,
            against=taken.against,
            cases=taken.cases,
            first=first,
            last=last,
            suppliers=suppliers,
        )
        for first, last in bounds
    ]
    return total, shares


@contextmanager
def _process(part: Part, at: int, news: _News) -> Iterator[None]:
    """The part's process; its lines come as news, an empty one at its end. It is killed if it is not done yet."""
    with subprocess.Popen(_COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603
        assert process.stdin
        process.stdin.write(part.text() + "\n")
        process.stdin.flush()
        reader = threading.Thread(target=_read, args=(process, at, news), daemon=True)
        reader.start()
        try:
            yield
        finally:
            process.kill()
            reader.join()


def _read(process: "subprocess.Popen[str]", at: int, news: _News) -> None:
    assert process.stdout
    for line in process.stdout:
        news.put((at, line))
    news.put((at, ""))


def _progress(taken: TakenUp, total: int, told: dict[int, dict[str, Any]]) -> NoteProgress:
    tally = Tally()
    for one in told.values():
        tally.merge(Tally.from_dict(one["tally"]))
    done = sum(one["done"] for one in told.values())
    return NoteProgress(
        trial_id=taken.trial_id, number=taken.number, total=max(total, done), done=done, result=tally.as_dict()
    )


def _all_kept(told: dict[int, dict[str, Any]]) -> list[KeptCase]:
    sample = Sample[KeptCase]()
    for one in told.values():
        for lot, case in one["kept"]:
            dispute = case["dispute_id"]
            sample.add(case["change"], lot, KeptCase(**{**case, "dispute_id": UUID(dispute) if dispute else None}))
    return [case for _, _, case in sample.cases()]
