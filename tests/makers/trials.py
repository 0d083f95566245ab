"""Trials carried out within the test's own transaction, in one part."""

import json

from amends.core.policies.trials import Cases
from amends.doors.jobs.trial_part import Part, try_part
from amends.records.policies.models import PolicyVersion, Trial
from amends.records.policies.past_cases import frequent_suppliers, ranges
from amends.usecases.policies.begin_trial import BeginTrial, begin_trial
from amends.usecases.policies.end_trial import EndTrial, KeptCase, end_trial
from amends.usecases.policies.note_progress import NoteProgress, note_progress
from amends.usecases.policies.take_up_trial import TakenUp, take_up_trial
from tests.makers.incoming import NOW
from tests.makers.people import Person


def begun(version: PolicyVersion, by: Person, cases: Cases = Cases.PAST, count: int = 0) -> Trial:
    """A trial that waits for a worker."""
    ask = BeginTrial(version_id=version.id, edits=version.edits, cases=cases, count=count)
    return Trial.objects.get(id=begin_trial(ask=ask, actor=by.actor, now=NOW))


def running(trial: Trial) -> TakenUp:
    """The trial as a worker takes it up."""
    taken = take_up_trial(trial_id=trial.id, silent_since=NOW, now=NOW)
    assert taken
    return taken


def tried(version: PolicyVersion, by: Person, cases: Cases = Cases.PAST, count: int = 0) -> Trial:
    """A trial that is done."""
    trial = begun(version, by, cases, count)
    taken, news = running(trial), []
    if cases is Cases.PAST:
        total, found = ranges(1)
        first, last = (str(found[0].after), str(found[0].last)) if found else ("", "")
    else:
        total, first, last = count, "0", str(count)
    if total:
        suppliers = tuple(frequent_suppliers(10)) or ("",)
        part = Part(
            document=taken.document, against=taken.against, cases=cases, first=first, last=last, suppliers=suppliers
        )
        try_part(part, say=lambda told: news.append(json.loads(json.dumps(told, default=str))))
        told = news[-1]
        progress = NoteProgress(
            trial_id=trial.id, number=taken.number, total=total, done=told["done"], result=told["tally"]
        )
        assert note_progress(ask=progress, now=NOW)
    kept = [KeptCase(**case) for _, case in news[-1]["kept"]] if news else []
    assert end_trial(ask=EndTrial(trial_id=trial.id, number=taken.number, kept=kept), now=NOW)
    trial.refresh_from_db()
    return trial
