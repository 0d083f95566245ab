"""A draft in the shadow judges new disputes, and changes none of them."""

from datetime import timedelta
from uuid import uuid4

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from amends.core.access import Forbidden, Role
from amends.core.policies.issues import PolicyInvalid
from amends.core.policies.trials import NotTriable
from amends.core.policies.versions import VersionChanged, VersionUnseen
from amends.doors.jobs.hand_over import hand_over
from amends.records.policies.models import Finding, PolicyVersion, ShadowFinding
from amends.records.policies.shadows import differing, shadow_figures
from amends.records.trail.models import TrailEntry
from amends.usecases.notices.drain_outbox import drain_outbox
from amends.usecases.policies.find_in_shadow import find_in_shadow
from amends.usecases.policies.shadow_version import ShadowVersion, shadow_version
from tests.makers.cases import nothing_happens, open_case, paid_order, rows
from tests.makers.incoming import NOW
from tests.makers.people import Person, owner, staff
from tests.makers.policies import draft, draft_document

pytestmark = pytest.mark.django_db
STRICTER = draft_document().replace('share = "full"', 'share = "partial", percent = 50')


@pytest.fixture
def mei() -> Person:
    return staff(Role.POLICY_OWNER)


def switch(version: PolicyVersion, by: Person, *, on: bool, **changes: object) -> None:
    given: dict[str, object] = {"version_id": version.id, "edits": version.edits, "shadow": on}
    shadow_version(ask=ShadowVersion(**{**given, **changes}), actor=by.actor, now=NOW)  # type: ignore[arg-type]
    version.refresh_from_db()


def test_switching_it_on_and_off_stands_in_the_drafts_trail(mei):
    version = draft()
    switch(version, mei, on=True)
    assert version.shadow is True
    switch(version, mei, on=True)
    switch(version, mei, on=False)
    assert version.shadow is False
    entries = TrailEntry.objects.filter(subject_id=version.id).order_by("number")
    assert [one.code for one in entries] == ["policy.shadowed"] * 2
    assert version.trail_seq == 2


@pytest.mark.parametrize(
    ("refusal", "changes"), [(VersionUnseen, {"version_id": uuid4()}), (VersionChanged, {"edits": 2})]
)
def test_what_is_not_there_or_changed_meanwhile_is_refused(mei, refusal, changes):
    version = draft()
    with nothing_happens(refusal):
        switch(version, mei, on=True, **changes)


def test_only_drafts_run_in_the_shadow_and_only_owners_of_the_policy_switch_it(mei):
    version, agent = draft(), staff()
    with nothing_happens(NotTriable):
        switch(PolicyVersion.objects.get(number=1), mei, on=True)
    with nothing_happens(Forbidden):
        switch(version, agent, on=True)


def test_a_draft_that_is_no_policy_does_not_run(mei):
    version = draft("format = 1\n")
    with nothing_happens(PolicyInvalid):
        switch(version, mei, on=True)


def test_a_new_dispute_is_judged_once_and_stays_as_it_is(mei):
    same, stricter = draft(shadow=True), draft(STRICTER, shadow=True)
    dispute = open_case(ana := owner(), paid_order(ana))
    before = {table: told for table, told in rows().items() if table != "shadow_findings"}
    find_in_shadow(dispute_id=dispute.id, now=NOW)
    find_in_shadow(dispute_id=dispute.id, now=NOW)
    assert {table: told for table, told in rows().items() if table != "shadow_findings"} == before
    found = {one.version_id: one for one in ShadowFinding.objects.all()}
    assert len(found) == ShadowFinding.objects.count() == 2
    assert (found[same.id].differs, found[stricter.id].differs) == (False, True)
    assert found[stricter.id].account_id == ana.account_id
    assert (found[stricter.id].answer, found[stricter.id].gist["ceiling"]) == ("yes", [500, 0, 0, 0])
    assert Finding.objects.get().gist["ceiling"] == [1000, 0, 0, 0]


def test_a_draft_in_the_middle_of_being_written_keeps_no_other_from_judging(mei):
    draft("format = 1\n", shadow=True)
    whole = draft(shadow=True)
    dispute = open_case(ana := owner(), paid_order(ana))
    find_in_shadow(dispute_id=dispute.id, now=NOW)
    assert [one.version_id for one in ShadowFinding.objects.all()] == [whole.id]


def test_a_draft_that_is_edited_begins_new_figures(mei):
    version = draft(STRICTER, shadow=True)
    first, second = (open_case(ana := owner(), paid_order(ana)) for _ in range(2))
    find_in_shadow(dispute_id=first.id, now=NOW)
    assert (shadow_figures(version).found, shadow_figures(version).differing) == (1, 1)
    PolicyVersion.objects.filter(id=version.id).update(edits=4, document=draft_document())
    version.refresh_from_db()
    assert shadow_figures(version).found == 0
    later = NOW + timedelta(hours=1)
    find_in_shadow(dispute_id=second.id, now=later)
    figures = shadow_figures(version)
    assert (figures.found, figures.differing, figures.since) == (1, 0, later)
    assert differing(version, size=10, before=None) == ([], None)


def test_the_differing_ones_are_paged_latest_first(mei):
    version = draft(STRICTER, shadow=True)
    opened = [open_case(ana := owner(), paid_order(ana)) for _ in range(5)]
    for dispute in opened:
        find_in_shadow(dispute_id=dispute.id, now=NOW)
    seen: list[str] = []
    place = None
    while True:
        page, place = differing(version, size=2, before=place)
        seen += [row.number for row in page]
        if place is None:
            break
    assert seen == [dispute.number for dispute in reversed(opened)]


@pytest.mark.parametrize(("status", "jobs"), [("draft", 1), ("in_review", 1), ("discarded", 0)])
def test_only_while_a_draft_runs_there_new_disputes_cause_a_job(mei, status, jobs):
    draft(shadow=True, status=status)
    dispute = open_case(ana := owner(), paid_order(ana))
    drain_outbox(hand_over=hand_over)
    deferred = ProcrastinateJob.objects.filter(task_name="shadow")
    assert [one.args for one in deferred] == [{"dispute_id": str(dispute.id)}] * jobs


def test_without_a_shadow_nothing_is_deferred(mei):
    draft()
    open_case(ana := owner(), paid_order(ana))
    drain_outbox(hand_over=hand_over)
    assert not ProcrastinateJob.objects.filter(task_name="shadow").exists()
