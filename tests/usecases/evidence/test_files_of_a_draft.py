"""What may be done with a file before the dispute is opened, and who may read it."""

import os
from datetime import timedelta
from uuid import UUID

import pytest
from django.core.files.storage import storages

from amends.core.access import Actor, Role
from amends.core.disputes.giving_evidence import DraftUnseen, EvidenceSealed, EvidenceUnseen
from amends.core.evidence.formats import MediaType
from amends.records.disputes.models import Draft
from amends.records.evidence.models import Evidence
from amends.records.ids import new_id
from amends.usecases.disputes.drop_draft import DropDraft, drop_draft
from amends.usecases.evidence.describe_evidence import DescribeEvidence, describe_evidence
from amends.usecases.evidence.forget_orphans import forget_orphans
from amends.usecases.evidence.read_file import Version, read_file
from amends.usecases.evidence.remove_evidence import RemoveEvidence, remove_evidence
from tests.makers.drafts import draft, give, sent_order
from tests.makers.files import encoded, iso_media, jpeg, pdf, quarters
from tests.makers.incoming import NOW, dispute
from tests.makers.people import colleague, owner, staff
from tests.makers.store import stored

pytestmark = [pytest.mark.usefixtures("store"), pytest.mark.django_db]


def _remove(evidence: UUID, actor: Actor) -> None:
    remove_evidence(ask=RemoveEvidence(evidence=evidence), actor=actor)


def _read(evidence: UUID, actor: Actor, version: Version = Version.SHOWN) -> bytes:
    found = read_file(evidence=evidence, version=version, actor=actor)
    with found.file as opened:
        return opened.read()


def test_a_file_taken_back_goes_with_its_objects(django_capture_on_commit_callbacks) -> None:
    ana = owner()
    begun = draft(sent_order(ana), ana.actor)
    gone, stays = give(ana.actor, draft=begun), give(ana.actor, draft=begun, content=pdf(), name="a.pdf")

    with django_capture_on_commit_callbacks(execute=True):
        _remove(gone.id, ana.actor)

    assert list(Evidence.objects.values_list("id", flat=True)) == [stays.id]
    assert stored() == [f"{stays.id}-original.pdf"]


def test_what_a_dispute_was_argued_with_stays_with_it() -> None:
    ana = owner()
    row = give(ana.actor, dispute=dispute(ana.actor, sent_order(ana)), name="mail.jpg")

    with pytest.raises(EvidenceSealed) as refused:
        _remove(row.id, ana.actor)
    with pytest.raises(EvidenceSealed):
        describe_evidence(ask=DescribeEvidence(evidence=row.id, shows_buyer_email=True), actor=ana.actor)

    assert refused.value.words() == "“mail.jpg” belongs to a dispute and stays with it."
    assert not Evidence.objects.get(id=row.id).shows_buyer_email


def test_a_file_is_marked_as_showing_the_buyers_address() -> None:
    ana, other = owner(), owner()
    row = give(ana.actor, draft=draft(sent_order(ana), ana.actor))

    with pytest.raises(EvidenceUnseen):
        describe_evidence(ask=DescribeEvidence(evidence=row.id, shows_buyer_email=True), actor=other.actor)
    assert not Evidence.objects.get(id=row.id).shows_buyer_email

    describe_evidence(ask=DescribeEvidence(evidence=row.id, shows_buyer_email=True), actor=ana.actor)
    assert Evidence.objects.get(id=row.id).shows_buyer_email


def test_nobody_removes_a_file_of_somebody_elses_draft() -> None:
    ana, other = owner(), owner()
    row = give(ana.actor, draft=draft(sent_order(ana), ana.actor))
    for stranger in (other, colleague(ana, Role.AFTER_SALES), staff()):
        with pytest.raises(EvidenceUnseen):
            _remove(row.id, stranger.actor)
    assert Evidence.objects.filter(id=row.id).exists()


def test_a_dropped_draft_takes_its_files_with_it(django_capture_on_commit_callbacks) -> None:
    ana, other = owner(), owner()
    begun = draft(sent_order(ana), ana.actor)
    give(ana.actor, draft=begun)

    with pytest.raises(DraftUnseen):
        drop_draft(ask=DropDraft(draft=begun.id), actor=other.actor)
    assert len(stored()) == 3

    with django_capture_on_commit_callbacks(execute=True):
        drop_draft(ask=DropDraft(draft=begun.id), actor=ana.actor)
    assert (Draft.objects.count(), Evidence.objects.count(), stored()) == (0, 0, [])


def test_each_version_is_served_as_what_it_is() -> None:
    ana = owner()
    content = encoded(quarters(), "HEIF")
    begun = draft(sent_order(ana), ana.actor)
    picture = give(ana.actor, draft=begun, content=content, name="IMG_1.HEIC")
    video = give(ana.actor, draft=begun, content=iso_media(b"isom"), name="fall.mp4")
    paper = give(ana.actor, draft=begun, content=pdf(), name="mail.pdf")

    def told(evidence: UUID, version: Version) -> tuple[str, MediaType, bool]:
        found = read_file(evidence=evidence, version=version, actor=ana.actor)
        found.file.close()
        return found.name, MediaType(found.content_type), found.inline

    assert told(picture.id, Version.SHOWN) == ("IMG_1.jpg", MediaType.JPEG, True)
    assert told(picture.id, Version.THUMBNAIL) == ("IMG_1.jpg", MediaType.JPEG, True)
    assert told(picture.id, Version.ORIGINAL) == ("IMG_1.HEIC", MediaType.HEIC, False)
    assert told(video.id, Version.SHOWN) == ("fall.mp4", MediaType.MP4, True)
    assert told(video.id, Version.ORIGINAL) == ("fall.mp4", MediaType.MP4, False)
    assert told(paper.id, Version.SHOWN) == ("mail.pdf", MediaType.PDF, False)
    with pytest.raises(EvidenceUnseen):
        told(paper.id, Version.THUMBNAIL)
    assert _read(picture.id, ana.actor, Version.ORIGINAL) == content


def test_a_drafts_file_is_read_by_whoever_began_it_and_nobody_else() -> None:
    ana = owner()
    row = give(ana.actor, draft=draft(sent_order(ana), ana.actor), content=pdf(), name="a.pdf")
    assert _read(row.id, ana.actor) == pdf()
    for stranger in (owner(), colleague(ana, Role.AFTER_SALES), staff()):
        with pytest.raises(EvidenceUnseen):
            _read(row.id, stranger.actor)


def test_a_disputes_file_is_read_by_its_account_and_by_staff() -> None:
    ana = owner()
    row = give(ana.actor, dispute=dispute(ana.actor, sent_order(ana)), content=pdf(), name="a.pdf")
    for reader in (ana, colleague(ana, Role.VIEWER), staff()):
        assert _read(row.id, reader.actor) == pdf()
    with pytest.raises(EvidenceUnseen):
        _read(row.id, owner().actor)
    with pytest.raises(EvidenceUnseen):
        _read(new_id(), ana.actor)


def test_a_row_whose_object_is_lost_reads_as_absent() -> None:
    ana = owner()
    row = give(ana.actor, draft=draft(sent_order(ana), ana.actor), content=pdf(), name="a.pdf")
    storages["evidence"].delete(row.original_key)
    with pytest.raises(EvidenceUnseen):
        _read(row.id, ana.actor)


def test_objects_that_no_row_names_are_forgotten_after_a_day(store) -> None:
    ana = owner()
    kept = give(ana.actor, draft=draft(sent_order(ana), ana.actor), content=jpeg())
    for orphan, age in ((new_id(), timedelta(hours=25)), (new_id(), timedelta(hours=23))):
        path = store / str(ana.account_id) / f"{orphan}-original.pdf"
        path.write_bytes(b"%PDF-")
        at = (NOW - age).timestamp()
        os.utime(path, (at, at))
    young = path.name

    assert forget_orphans(now=NOW) == 1
    assert stored() == sorted([young, *(f"{kept.id}-{what}.jpg" for what in ("original", "shown", "thumbnail"))])
