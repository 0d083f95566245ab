"""A file given as evidence: its bytes first, then its row; limits counted under lock."""

import hashlib
import json
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest
from django.core.files.storage import storages
from django.db import connection

from amends.core.access import Forbidden, Role
from amends.core.disputes.giving_evidence import DraftUnseen, EvidenceTooLate
from amends.core.disputes.refusals import DisputeUnseen
from amends.core.evidence.formats import UnknownType
from amends.core.evidence.limits import EmptyFile, FileTooLarge, Limits, TooManyFiles, TotalTooLarge
from amends.core.evidence.purposes import Purpose
from amends.core.refusals import Refusal
from amends.core.trail.codes import TrailCode
from amends.records.disputes.models import Dispute
from amends.records.evidence.models import Evidence
from amends.records.notices.models import Outbox
from amends.records.trail.models import TrailEntry
from amends.usecases.disputes.withdraw_dispute import WithdrawDispute, withdraw_dispute
from tests.makers.drafts import draft, give, sent_order
from tests.makers.files import jpeg, pdf
from tests.makers.incoming import NOW, dispute
from tests.makers.people import colleague, owner
from tests.makers.store import stored

pytestmark = pytest.mark.usefixtures("store")


@pytest.mark.django_db
def test_a_picture_is_kept_as_it_came_and_shown_painted_anew() -> None:
    ana = owner()
    begun = draft(sent_order(ana), ana.actor)
    content = jpeg()

    row = give(ana.actor, draft=begun, content=content, name="C:\\photos\\mail.jpg", shows=True)

    kept = Evidence.objects.get(id=row.id)
    assert (kept.name, kept.purpose, kept.shows_buyer_email) == ("mail.jpg", "complaint", True)
    assert (kept.size, kept.sha256) == (len(content), hashlib.sha256(content).hexdigest())
    assert (kept.content_type, kept.media_kind, kept.width, kept.height) == ("image/jpeg", "picture", 64, 32)
    assert kept.original_key == f"{ana.account_id}/{row.id}-original.jpg"
    assert storages["evidence"].open(kept.original_key).read() == content
    assert stored() == [f"{row.id}-{what}.jpg" for what in ("original", "shown", "thumbnail")]


@pytest.mark.django_db
def test_a_document_has_its_original_only() -> None:
    ana = owner()
    row = give(ana.actor, draft=draft(sent_order(ana), ana.actor), content=pdf(), name="mail.pdf")
    assert stored() == [f"{row.id}-original.pdf"]
    assert (row.media_kind, row.shown_key, row.thumbnail_key) == ("document", "", "")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", EmptyFile),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", UnknownType),
        (b"x" * 2001, FileTooLarge),
    ],
)
def test_a_refused_file_leaves_neither_row_nor_object(settings, content: bytes, refusal: type[Refusal]) -> None:
    settings.EVIDENCE_LIMITS = Limits(max_file_bytes=2000)
    ana = owner()
    begun = draft(sent_order(ana), ana.actor)
    first = give(ana.actor, draft=begun, content=pdf(), name="first.pdf")

    with pytest.raises(refusal):
        give(ana.actor, draft=begun, content=content, name="next.jpg")

    assert list(Evidence.objects.values_list("id", flat=True)) == [first.id]
    assert stored() == [f"{first.id}-original.pdf"]


@pytest.mark.django_db
def test_the_last_file_that_fits_is_taken_and_the_next_refused(settings) -> None:
    ana = owner()
    begun = draft(sent_order(ana), ana.actor)
    size = len(pdf())
    settings.EVIDENCE_LIMITS = Limits(max_files=3, max_total_bytes=2 * size + 5)
    for _ in range(2):
        give(ana.actor, draft=begun, content=pdf(), name="a.pdf")

    with pytest.raises(TotalTooLarge) as refused:
        give(ana.actor, draft=begun, content=pdf(), name="b.pdf")
    assert refused.value.facts["name"] == "b.pdf"

    settings.EVIDENCE_LIMITS = Limits(max_files=2)
    with pytest.raises(TooManyFiles):
        give(ana.actor, draft=begun, content=pdf(), name="c.pdf")
    assert Evidence.objects.count() == len(stored()) == 2


@pytest.mark.django_db
def test_a_file_for_an_open_dispute_stands_in_its_trail(settings) -> None:
    ana = owner()
    number = dispute(ana.actor, sent_order(ana))

    row = give(ana.actor, dispute=number, purpose=Purpose.PARCEL, name="Zoë's parcel.jpg")

    held = Dispute.objects.get(number=number)
    entry = TrailEntry.objects.get(subject_id=held.id, code=TrailCode.EVIDENCE_ADDED)
    body = json.loads(bytes(entry.body))
    told = {"id": str(row.id), "purpose": "parcel", "sha256": row.sha256, "size": row.size}
    assert body["after"] == {"files": [told]}
    assert "Zoë" not in bytes(entry.body).decode()
    assert (held.trail_seq, bytes(held.trail_head)) == (2, bytes(entry.digest))
    assert Evidence.objects.get(id=row.id).dispute_id == held.id
    assert Outbox.objects.filter(dispute_id=held.id, code=TrailCode.EVIDENCE_ADDED).count() == 1


@pytest.mark.django_db
def test_a_dispute_that_ended_takes_no_more_files() -> None:
    ana = owner()
    number = dispute(ana.actor, sent_order(ana))
    withdraw_dispute(ask=WithdrawDispute(dispute=number), actor=ana.actor, now=NOW)

    with pytest.raises(EvidenceTooLate) as refused:
        give(ana.actor, dispute=number)

    assert refused.value.words() == f"Dispute {number} is in the state “Withdrawn” and takes no more files."
    assert (Evidence.objects.count(), stored()) == (0, [])


@pytest.mark.django_db
def test_nobody_gives_files_to_what_is_not_theirs() -> None:
    ana, other = owner(), owner()
    helper, viewer = colleague(ana, Role.AFTER_SALES), colleague(ana, Role.VIEWER)
    order = sent_order(ana)
    begun, number = draft(order, ana.actor), dispute(ana.actor, order)

    for stranger in (other, helper):
        with pytest.raises(DraftUnseen):
            give(stranger.actor, draft=begun)
    with pytest.raises(DisputeUnseen):
        give(other.actor, dispute=number)
    with pytest.raises(Forbidden):
        give(viewer.actor, dispute=number)
    assert (Evidence.objects.count(), stored()) == (0, [])


@pytest.mark.django_db
def test_objects_whose_row_could_not_be_written_are_deleted(monkeypatch) -> None:
    ana = owner()
    begun = draft(sent_order(ana), ana.actor)

    def broken(*_: object, **__: object) -> None:
        raise OSError

    monkeypatch.setattr(Evidence, "save", broken)
    with pytest.raises(OSError):
        give(ana.actor, draft=begun)
    assert (Evidence.objects.count(), stored()) == (0, [])


@pytest.mark.usefixtures("committed_db")
def test_files_sent_at_once_are_counted_one_after_the_other(settings) -> None:
    settings.EVIDENCE_LIMITS = Limits(max_files=3)
    ana = owner()
    begun = draft(sent_order(ana), ana.actor)

    def send(at: int) -> UUID | None:
        try:
            return give(ana.actor, draft=begun, content=pdf(), name=f"{at}.pdf").id
        except TooManyFiles:
            return None
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        sent = [id_ for id_ in pool.map(send, range(8)) if id_]

    assert len(sent) == 3
    assert sorted(Evidence.objects.values_list("id", flat=True)) == sorted(sent)
    assert stored() == sorted(f"{id_}-original.pdf" for id_ in sent)
