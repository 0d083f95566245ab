"""Trials are begun, cancelled and ended by name, and refused without a trace."""

from datetime import timedelta
from uuid import uuid4

import pytest

from amends.core.access import Forbidden, Role
from amends.core.policies.issues import PolicyInvalid
from amends.core.policies.trials import (
    Cases,
    CountOutOfRange,
    NotTriable,
    TrialOver,
    TrialUnderWay,
    TrialUnseen,
)
from amends.core.policies.versions import VersionChanged, VersionUnseen
from amends.core.standing.standings import Standing
from amends.records.policies.models import PolicyVersion, Trial
from amends.usecases.policies.begin_trial import BeginTrial, begin_trial
from amends.usecases.policies.cancel_trial import CancelTrial, cancel_trial
from amends.usecases.policies.end_trial import EndTrial, end_trial
from amends.usecases.policies.note_progress import NoteProgress, note_progress
from amends.usecases.policies.put_back_trial import put_back_trial
from amends.usecases.policies.synthetic_cases import synthetic_cases
from amends.usecases.policies.take_up_trial import take_up_trial
from tests.makers.cases import nothing_happens
from tests.makers.incoming import NOW
from tests.makers.people import Person, staff
from tests.makers.policies import draft, draft_document
from tests.makers.trials import begun, running

pytestmark = pytest.mark.django_db


@pytest.fixture
def mei() -> Person:
    return staff(Role.POLICY_OWNER)


def ask(version: PolicyVersion, **changes: object) -> BeginTrial:
    given: dict[str, object] = {"version_id": version.id, "edits": version.edits, "cases": Cases.PAST}
    return BeginTrial(**{**given, **changes})  # type: ignore[arg-type]


def test_a_trial_keeps_the_draft_as_it_was_and_who_asked(mei):
    version = draft(draft_document(delay_days=50))
    trial = Trial.objects.get(id=begin_trial(ask=ask(version), actor=mei.actor, now=NOW))
    assert (trial.status, trial.document, trial.edits, trial.against) == ("queued", version.document, 3, 1)
    assert (trial.begun_by, trial.begun_by_name, trial.asked_at) == (mei.user.id, mei.actor.name, NOW)
    assert (trial.cases, trial.total, trial.done, trial.result) == ("past", 0, 0, {})


def test_synthetic_cases_are_counted_beforehand(mei):
    given = ask(draft(), cases=Cases.SYNTHETIC, count=1_000_000)
    assert Trial.objects.get(id=begin_trial(ask=given, actor=mei.actor, now=NOW)).total == 1_000_000


@pytest.mark.parametrize("count", [0, -1, 1_000_001])
def test_too_few_and_too_many_synthetic_cases_are_refused(mei, count):
    version = draft()
    with nothing_happens(CountOutOfRange) as refused:
        begin_trial(ask=ask(version, cases=Cases.SYNTHETIC, count=count), actor=mei.actor, now=NOW)
    assert refused.value.words() == "Choose a number of cases from 1 to 1,000,000."


def test_an_agent_may_not_begin_a_trial():
    version, agent = draft(), staff()
    with nothing_happens(Forbidden):
        begin_trial(ask=ask(version), actor=agent.actor, now=NOW)


def test_a_version_that_is_not_there_is_unseen(mei):
    version = draft()
    with nothing_happens(VersionUnseen):
        begin_trial(ask=ask(version, version_id=uuid4()), actor=mei.actor, now=NOW)


def test_the_version_in_force_is_not_tried(mei):
    version = PolicyVersion.objects.get(number=1)
    with nothing_happens(NotTriable):
        begin_trial(ask=ask(version), actor=mei.actor, now=NOW)


def test_a_draft_that_changed_meanwhile_is_looked_at_first(mei):
    version = draft()
    with nothing_happens(VersionChanged):
        begin_trial(ask=ask(version, edits=2), actor=mei.actor, now=NOW)


def test_a_draft_that_is_no_policy_is_refused_with_its_faults(mei):
    version = draft("format = 1\n")
    with nothing_happens(PolicyInvalid):
        begin_trial(ask=ask(version), actor=mei.actor, now=NOW)


def test_one_trial_of_a_draft_at_a_time(mei):
    version, other = draft(), draft()
    begin_trial(ask=ask(version), actor=mei.actor, now=NOW)
    begin_trial(ask=ask(other), actor=mei.actor, now=NOW)
    with nothing_happens(TrialUnderWay):
        begin_trial(ask=ask(version), actor=mei.actor, now=NOW)


def test_a_cancelled_trial_makes_room_and_is_never_taken_up(mei):
    version = draft()
    trial = begun(version, mei)
    cancel_trial(ask=CancelTrial(trial_id=trial.id), actor=mei.actor, now=NOW)
    trial.refresh_from_db()
    assert (trial.status, trial.ended_at) == ("cancelled", NOW)
    assert take_up_trial(trial_id=trial.id, silent_since=NOW, now=NOW) is None
    with nothing_happens(TrialOver):
        cancel_trial(ask=CancelTrial(trial_id=trial.id), actor=mei.actor, now=NOW)
    begun(version, mei)


def test_cancelling_what_is_not_there_or_not_ones_own_to_cancel_is_refused(mei):
    trial, agent = begun(draft(), mei), staff()
    with nothing_happens(TrialUnseen):
        cancel_trial(ask=CancelTrial(trial_id=uuid4()), actor=mei.actor, now=NOW)
    with nothing_happens(Forbidden):
        cancel_trial(ask=CancelTrial(trial_id=trial.id), actor=agent.actor, now=NOW)


def test_after_it_was_cancelled_no_news_counts(mei):
    trial = begun(draft(), mei)
    taken = running(trial)
    cancel_trial(ask=CancelTrial(trial_id=trial.id), actor=mei.actor, now=NOW)
    news = NoteProgress(trial_id=trial.id, number=taken.number, total=9, done=9, result={})
    assert note_progress(ask=news, now=NOW) is False
    assert end_trial(ask=EndTrial(trial_id=trial.id, number=taken.number), now=NOW) is False
    trial.refresh_from_db()
    assert (trial.status, trial.done) == ("cancelled", 0)


def test_a_trial_at_work_is_nobody_elses_until_it_goes_silent(mei):
    trial = begun(draft(), mei)
    first = running(trial)
    assert take_up_trial(trial_id=trial.id, silent_since=NOW - timedelta(seconds=1), now=NOW) is None
    second = take_up_trial(trial_id=trial.id, silent_since=NOW, now=NOW + timedelta(minutes=1))
    assert second
    assert (first.number, second.number) == (1, 2)
    assert end_trial(ask=EndTrial(trial_id=trial.id, number=first.number), now=NOW) is False


def test_a_trial_that_was_put_back_is_taken_up_as_often_as_workers_stop(mei):
    trial = begun(draft(), mei)
    for number in range(1, 6):
        taken = running(trial)
        assert taken.number == number
        assert put_back_trial(trial_id=trial.id, number=number - 1) is False
        assert put_back_trial(trial_id=trial.id, number=number) is True
    trial.refresh_from_db()
    assert (trial.status, trial.heard_at) == ("queued", None)


def test_synthetic_cases_come_the_same_in_whatever_pieces_and_every_standing_comes_up():
    whole = list(synthetic_cases(first=0, last=2_500))
    pieces = [*synthetic_cases(first=0, last=999), *synthetic_cases(first=999, last=2_500)]
    assert (len(whole), pieces) == (2_500, whole)
    assert {one.standing for one in whole} == set(Standing)
    assert all(one.days_since_delivery is None or one.days_since_departure is not None for one in whole)
