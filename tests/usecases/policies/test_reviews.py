"""Two people: one writes, another approves; the version in force is a matter of time alone."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from amends.core.access import Forbidden
from amends.core.policies.versions import (
    NotADraft,
    NotInReview,
    NotScheduled,
    OwnVersion,
    PolicyUnsound,
    StartFar,
    StartPast,
    VersionChanged,
    VersionState,
    VersionUnseen,
    WordsMissing,
)
from amends.core.trail.codes import TrailCode
from amends.records.disputes.case_file_thread import trail_of
from amends.records.policies.models import Finding, PolicyVersion
from amends.records.policies.programs import number_in_force, program_in_force, program_of
from amends.records.policies.queries import read_version, version_in_force, versions_ahead, versions_behind
from amends.usecases.policies.approve_version import ApproveVersion, approve_version
from amends.usecases.policies.change_draft import ChangeDraft, change_draft
from amends.usecases.policies.return_version import ReturnVersion, return_version
from amends.usecases.policies.submit_version import SubmitVersion, submit_version
from amends.usecases.policies.withdraw_version import WithdrawVersion, withdraw_version
from tests.core.policies.documents import DAMAGED, GERMAN, SMALL, clause
from tests.makers.cases import nothing_happens, open_case, paid_order
from tests.makers.people import NOW, Person, owner
from tests.makers.versions import again, approved, begun, first_version, in_force, set_numbers, submitted

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def waiting(mei: Person, **numbers: int) -> PolicyVersion:
    """A changed draft of mei's in review."""
    return submitted(set_numbers(begun(mei), mei, numbers or {"delay_days": 70}), mei)


def withdraw(version: PolicyVersion, by: Person, *, now: object = NOW) -> None:
    """Takes an approved version back."""
    ask = WithdrawVersion(version=version.id, edits=version.edits)
    withdraw_version(ask=ask, actor=by.actor, now=now)  # type: ignore[arg-type]


def test_an_approved_version_is_in_force_at_once_and_retires_the_one_before(mei: Person, ivo: Person) -> None:
    version = approved(waiting(mei), ivo)
    assert (version.number, version.status, version.in_force_from) == (2, "approved", NOW)
    assert (version.reviewed_by, version.reviewed_at) == (ivo.user.id, NOW)
    assert number_in_force(now=NOW) == 2 and number_in_force(now=NOW - DAY) == 1
    assert dict(program_in_force(now=NOW).policy.settings)["delay_days"] == 70
    first, second = read_version(first_version().id, now=NOW), version_in_force(now=NOW)
    assert (first.state, first.ends, second.state, second.ends) == (
        VersionState.RETIRED,
        NOW,
        VersionState.IN_FORCE,
        None,
    )
    assert [one.number for one in versions_behind(now=NOW, size=5).rows] == [1]
    entry = trail_of(version.id).entries[-1]
    assert (entry.code, entry.after["number"], entry.who) == (TrailCode.POLICY_APPROVED, 2, ivo.actor.name)


def test_a_scheduled_version_waits_for_its_time(mei: Person, ivo: Person) -> None:
    version = approved(waiting(mei), ivo, starts=NOW + DAY)
    assert number_in_force(now=NOW) == 1 and number_in_force(now=NOW + DAY) == 2
    assert read_version(version.id, now=NOW).state is VersionState.SCHEDULED
    assert read_version(version.id, now=NOW + DAY).state is VersionState.IN_FORCE
    assert read_version(first_version().id, now=NOW).ends == NOW + DAY


def test_a_withdrawn_version_never_comes_into_force_and_keeps_its_number(mei: Person, ivo: Person) -> None:
    version = approved(waiting(mei), ivo, starts=NOW + DAY)
    withdraw(version, mei)
    assert number_in_force(now=NOW + 2 * DAY) == 1
    assert read_version(version.id, now=NOW).state is VersionState.WITHDRAWN
    assert approved(waiting(mei), ivo).number == 3


def test_what_was_ever_in_force_is_not_withdrawn(mei: Person, ivo: Person) -> None:
    version = approved(waiting(mei), ivo, starts=NOW + DAY)
    for now in (NOW + DAY, NOW + 2 * DAY):
        with nothing_happens(NotScheduled):
            withdraw(version, mei, now=now)
    with nothing_happens(NotScheduled):
        withdraw(first_version(), mei)
    in_review = waiting(mei)
    with nothing_happens(NotScheduled):
        withdraw(in_review, mei)


def test_whoever_wrote_on_a_version_does_not_approve_it(mei: Person, ivo: Person) -> None:
    draft = set_numbers(set_numbers(begun(mei), mei, {"delay_days": 70}), ivo, {"delay_days": 80})
    version = submitted(draft, mei)
    for writer in (mei, ivo):
        with nothing_happens(OwnVersion):
            approved(version, writer)


def test_the_database_refuses_a_writers_approval_too(mei: Person) -> None:
    version = waiting(mei)
    version.status, version.number, version.in_force_from = "approved", 2, NOW
    version.reviewed_by = mei.user.id
    fields = ["status", "number", "in_force_from", "reviewed_by"]
    with pytest.raises(IntegrityError, match="policy_versions_"), transaction.atomic():
        version.save(update_fields=fields)


@pytest.mark.parametrize("column", ["document", "number", "in_force_from", "reviewed_by"])
def test_the_database_refuses_a_change_of_what_was_approved(mei: Person, ivo: Person, column: str) -> None:
    version = approved(waiting(mei), ivo)
    changed = {"document": SMALL, "number": 9, "in_force_from": NOW + DAY, "reviewed_by": uuid4()}
    with pytest.raises(IntegrityError, match="stays as it is"), transaction.atomic():
        PolicyVersion.objects.filter(id=version.id).update(**{column: changed[column]})
    with pytest.raises(IntegrityError, match="stays as it is"), transaction.atomic():
        PolicyVersion.objects.filter(id=version.id).delete()


def test_an_open_dispute_is_judged_by_the_version_it_was_opened_under(mei: Person, ivo: Person) -> None:
    ana = owner()
    dispute = open_case(ana, paid_order(ana))
    before = Finding.objects.values().get(dispute=dispute)
    in_force(mei, ivo, delay_days=90)
    assert Finding.objects.values().get(dispute=dispute) == before and before["version"] == 1
    assert dict(program_of(before["version"]).policy.settings)["delay_days"] == 60
    later = open_case(ana, paid_order(ana))
    assert Finding.objects.get(dispute=later).version == 2


def test_a_draft_that_the_review_reports_on_is_not_submitted(mei: Person) -> None:
    draft = begun(mei, document=SMALL + clause("other", DAMAGED, GERMAN))
    with nothing_happens(PolicyUnsound) as caught:
        submitted(draft, mei)
    assert "“First” has the same precedence" in caught.value.words()


def test_a_version_is_sent_back_with_words_and_can_be_changed_again(mei: Person, ivo: Person) -> None:
    version = waiting(mei)
    ask = ReturnVersion(version=version.id, edits=version.edits, words="  Seventy is too much. ")
    return_version(ask=ask, actor=ivo.actor, now=NOW + DAY)
    back = again(version)
    assert (back.status, back.review_words, back.reviewed_by_name) == ("draft", "Seventy is too much.", ivo.actor.name)
    assert trail_of(version.id).entries[-1].why == "Seventy is too much."
    second = submitted(set_numbers(back, mei, {"delay_days": 65}), mei)
    assert approved(second, ivo).number == 2


def test_sending_back_needs_words_and_a_version_in_review(mei: Person, ivo: Person) -> None:
    version, draft = waiting(mei), begun(mei)
    with nothing_happens(WordsMissing):
        return_version(ask=ReturnVersion(version=version.id, edits=1, words=" "), actor=ivo.actor, now=NOW)
    for other in (draft, first_version()):
        with nothing_happens(NotInReview):
            return_version(ask=ReturnVersion(version=other.id, edits=0, words="no"), actor=ivo.actor, now=NOW)


def test_only_what_is_in_review_is_approved_and_from_now_on(mei: Person, ivo: Person) -> None:
    version = waiting(mei)
    with nothing_happens(StartPast):
        approved(version, ivo, starts=NOW - timedelta(seconds=1))
    with nothing_happens(StartFar):
        approved(version, ivo, starts=NOW + 1001 * DAY)
    with nothing_happens(NotInReview):
        approved(first_version(), ivo)
    with nothing_happens(NotADraft):
        submit_version(ask=SubmitVersion(version=version.id, edits=1), actor=mei.actor, now=NOW)
    with nothing_happens(VersionUnseen):
        ask = ApproveVersion(version=uuid4(), edits=0)
        approve_version(ask=ask, actor=ivo.actor, now=NOW)


def test_a_reviewer_who_has_not_seen_the_latest_change_does_not_approve_it(mei: Person, ivo: Person) -> None:
    seen = waiting(mei)
    return_version(ask=ReturnVersion(version=seen.id, edits=1, words="Less"), actor=mei.actor, now=NOW)
    change_draft(ask=ChangeDraft(version=seen.id, edits=1, note="More"), actor=mei.actor, now=NOW)
    submitted(again(seen), mei)
    with nothing_happens(VersionChanged):
        approved(seen, ivo)


def test_who_may_only_read_takes_no_step(mei: Person, ivo: Person, agent: Person) -> None:
    draft, version = begun(mei), waiting(mei)
    scheduled = approved(waiting(mei, delay_days=66), ivo, starts=NOW + DAY)
    with nothing_happens(Forbidden):
        submitted(draft, agent)
    with nothing_happens(Forbidden):
        approved(version, agent)
    with nothing_happens(Forbidden):
        return_version(ask=ReturnVersion(version=version.id, edits=1, words="no"), actor=agent.actor, now=NOW)
    with nothing_happens(Forbidden):
        withdraw(scheduled, agent)


def test_the_list_tells_what_is_ahead(mei: Person, ivo: Person) -> None:
    scheduled = approved(waiting(mei), ivo, starts=NOW + DAY)
    in_review, draft = waiting(mei, delay_days=80), begun(mei)
    assert [one.id for one in versions_ahead(now=NOW)] == [scheduled.id, in_review.id, draft.id]
