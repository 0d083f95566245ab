"""Drafts: begun as a copy or from a document, changed part by part, refused by name, never half-changed."""

from datetime import timedelta
from uuid import uuid4

import pytest

from amends.core.access import Forbidden
from amends.core.policies.editing import (
    ClauseEdit,
    Edit,
    EvidenceEdit,
    HeadEdit,
    NameTaken,
    PartUnseen,
    SettingsEdit,
    WholeDocument,
)
from amends.core.policies.issues import Fault, PolicyInvalid
from amends.core.policies.versions import NotADraft, VersionChanged, VersionUnseen
from amends.core.policies.writing import clause_table
from amends.core.trail.codes import TrailCode
from amends.records.disputes.case_file_thread import trail_of
from amends.records.policies.models import PolicyVersion
from amends.records.policies.queries import policy_of
from amends.usecases.policies.change_draft import ChangeDraft, change_draft
from amends.usecases.policies.discard_version import DiscardVersion, discard_version
from amends.usecases.policies.draft_version import DraftVersion, draft_version
from amends.usecases.policies.load_standard_policy import standard_document
from tests.core.policies.documents import SMALL
from tests.makers.cases import nothing_happens
from tests.makers.people import NOW, Person
from tests.makers.versions import again, begun, first_version, submitted

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


def change(draft: PolicyVersion, by: Person, edit: Edit | None = None, **changes: object) -> bool:
    """Asks for a change of the draft as it was last seen."""
    ask = ChangeDraft(**{"version": draft.id, "edits": draft.edits, "edit": edit, **changes})
    return change_draft(ask=ask, actor=by.actor, now=LATER)


def test_a_draft_begins_as_a_copy_of_the_version_in_force(mei: Person) -> None:
    draft = begun(mei, note="Faster parcels")
    kept = again(draft)
    assert (kept.document, kept.note, kept.status, kept.number) == (
        standard_document(),
        "Faster parcels",
        "draft",
        None,
    )
    assert (kept.based_on_id, kept.written_by, kept.writers, kept.edits) == (
        first_version().id,
        mei.user.id,
        [mei.user.id],
        0,
    )
    (entry,) = trail_of(draft.id).entries
    assert (entry.code, entry.after["note"]) == (TrailCode.POLICY_DRAFTED, "Faster parcels")


def test_a_draft_begins_from_a_document_word_for_word(mei: Person) -> None:
    document = "# Our own words\n" + SMALL
    assert again(begun(mei, document=document)).document == document


def test_a_document_that_is_no_policy_begins_nothing(mei: Person) -> None:
    with nothing_happens(PolicyInvalid) as caught:
        begun(mei, document=SMALL.replace("days = 7", "days = -7"))
    assert caught.value.said == {"issues": "line 7, settings.days: -7 is below zero."}
    assert caught.value.facts == {"issues": ["number_negative"]}


def test_a_draft_of_a_version_that_is_not_there_begins_nothing(mei: Person) -> None:
    with nothing_happens(VersionUnseen):
        draft_version(ask=DraftVersion(based_on=uuid4()), actor=mei.actor, now=NOW)


def test_who_may_only_read_begins_and_changes_nothing(mei: Person, agent: Person) -> None:
    draft = begun(mei)
    with nothing_happens(Forbidden):
        begun(agent)
    with nothing_happens(Forbidden):
        change(draft, agent, note="mine")
    with nothing_happens(Forbidden):
        discard_version(ask=DiscardVersion(version=draft.id, edits=0), actor=agent.actor, now=NOW)


def test_each_change_leaves_its_document_in_the_trail(mei: Person, ivo: Person) -> None:
    draft = begun(mei, document=SMALL)
    assert change(draft, mei, SettingsEdit({"days": 9}))
    draft = again(draft)
    assert change(draft, ivo, HeadEdit("Another title", "Days are {days}.", "EUR"), note="For Europe")
    draft = again(draft)
    policy = policy_of(draft.document)
    assert (policy.settings, policy.title, policy.currency) == ((("days", 9),), "Another title", "EUR")
    assert (draft.edits, draft.note, draft.writers) == (2, "For Europe", [mei.user.id, ivo.user.id])
    assert (draft.written_by, draft.changed_at) == (mei.user.id, LATER)
    entries = trail_of(draft.id).entries
    assert [one.code for one in entries] == [TrailCode.POLICY_DRAFTED, *[TrailCode.POLICY_CHANGED] * 2]
    assert [one.after.get("edits") for one in entries] == [None, 1, 2]
    assert entries[-1].after["document"] == draft.document and trail_of(draft.id).broken_at is None


def test_clauses_are_added_changed_and_removed(mei: Person) -> None:
    draft = begun(mei, document=SMALL)
    table = clause_table(policy_of(SMALL).clauses[0])
    second = {**table, "id": "second", "title": "Second", "precedence": 20}
    change(draft, mei, ClauseEdit(None, second))
    change(again(draft), mei, ClauseEdit("first", {**table, "title": "Renamed"}))
    assert [one.title for one in policy_of(again(draft).document).clauses] == ["Renamed", "Second"]
    change(again(draft), mei, ClauseEdit("second", None))
    assert [one.id for one in policy_of(again(draft).document).clauses] == ["first"]


def test_evidence_is_added_first_and_needed_afterwards(mei: Person) -> None:
    draft = begun(mei, document=SMALL)
    change(draft, mei, EvidenceEdit("box", {"any_of": ["parcel"], "text": "the box"}, new=True))
    table = clause_table(policy_of(SMALL).clauses[0])
    change(again(draft), mei, ClauseEdit("first", {**table, "needs": ["seen", "box"]}))
    assert policy_of(again(draft).document).clauses[0].needs == ("seen", "box")
    with nothing_happens(PolicyInvalid) as caught:
        change(again(draft), mei, EvidenceEdit("box", None))
    assert [one.fault for one in caught.value.issues] == [Fault.EVIDENCE_UNKNOWN]  # type: ignore[attr-defined]


def test_a_change_that_changes_nothing_leaves_no_trace(mei: Person) -> None:
    draft = begun(mei, document=SMALL, note="as it is")
    assert not change(draft, mei, WholeDocument(SMALL), note="as it is")
    assert again(draft).edits == 0 and len(trail_of(draft.id).entries) == 1


CLAUSE = clause_table(policy_of(SMALL).clauses[0])


@pytest.mark.parametrize(
    ("edit", "refusal", "words"),
    [
        (SettingsEdit({"days": -1}), PolicyInvalid, "settings.days: -1 is below zero."),
        (SettingsEdit({}), PolicyInvalid, "There is no setting “days”."),
        (HeadEdit("A", " ", "USD"), PolicyInvalid, "text: The text for people is empty."),
        (ClauseEdit("first", {**CLAUSE, "text": ""}), PolicyInvalid, "clause[1].text: The text for people is empty."),
        (ClauseEdit("first", {**CLAUSE, "rank": 1}), PolicyInvalid, "clause[1].rank: “rank” is not known here"),
        (ClauseEdit(None, CLAUSE), PolicyInvalid, "clause[2].id: Another clause is called “first” already."),
        (
            ClauseEdit("first", {**CLAUSE, "when": [{"fact": "value", "at_least": "5.00 EUR"}]}),
            PolicyInvalid,
            "clause[1].when[1].at_least: The amount is in EUR, the policy in USD.",
        ),
        (
            ClauseEdit(None, {**CLAUSE, "id": "second", "then": {"answer": "no"}}),
            PolicyInvalid,
            "clause[2].window: The window overlaps that of “First”",
        ),
        (ClauseEdit("first", None), PolicyInvalid, "clause: The list is empty."),
        (ClauseEdit("third", None), PartUnseen, "no part “third”"),
        (EvidenceEdit("seen", {"any_of": ["product"], "text": "x"}, new=True), NameTaken, "“seen” is there already"),
        (EvidenceEdit("heard", None), PartUnseen, "no part “heard”"),
        (WholeDocument("format = "), PolicyInvalid, "This is not a TOML document"),
    ],
    ids=str,
)
def test_a_change_that_would_spoil_the_draft_is_refused(mei: Person, edit: Edit, refusal: type, words: str) -> None:
    draft = begun(mei, document=SMALL)
    with nothing_happens(refusal) as caught:
        change(draft, mei, edit)
    assert words in caught.value.words()


def test_a_stale_page_changes_nothing(mei: Person, ivo: Person) -> None:
    draft = begun(mei, document=SMALL)
    change(draft, mei, SettingsEdit({"days": 9}))
    with nothing_happens(VersionChanged):
        change(draft, ivo, SettingsEdit({"days": 3}))


def test_what_is_not_a_draft_is_not_changed_or_discarded(mei: Person) -> None:
    waiting, first = submitted(begun(mei), mei), first_version()
    for version in (waiting, first):
        with nothing_happens(NotADraft):
            change(version, mei, note="again")
        with nothing_happens(NotADraft):
            discard_version(ask=DiscardVersion(version=version.id, edits=version.edits), actor=mei.actor, now=NOW)
    with nothing_happens(VersionUnseen):
        change(waiting, mei, version=uuid4())


def test_a_discarded_draft_is_kept_to_be_read(mei: Person) -> None:
    draft = begun(mei)
    discard_version(ask=DiscardVersion(version=draft.id, edits=0), actor=mei.actor, now=LATER)
    assert again(draft).status == "discarded"
    assert trail_of(draft.id).entries[-1].code is TrailCode.POLICY_DISCARDED
