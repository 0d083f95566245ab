"""Confirm: the draft becomes a dispute with its files, once."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from amends.core.access import Role
from amends.core.disputes.giving_evidence import AddressNotShown, DraftUnseen
from amends.core.disputes.refusals import AboveCeiling, AddressMissing, AddressUnverified
from amends.core.disputes.typed import ReasonMissing, WishMissing
from amends.core.evidence.purposes import EvidenceMissing, Purpose
from amends.core.money import AmountUnreadable
from amends.core.refusals import Refusal
from amends.core.trail.codes import TrailCode
from amends.records.disputes.models import Claim, Dispute, Draft
from amends.records.evidence.models import Evidence
from amends.records.orders.models import Order
from amends.records.trail.models import TrailEntry
from amends.usecases.disputes.drop_draft import DropDraft, drop_draft
from amends.usecases.disputes.open_dispute import Opened
from amends.usecases.disputes.open_from_draft import OpenFromDraft, open_from_draft
from tests.makers.drafts import draft, give, ready_draft, sent_order, typed
from tests.makers.incoming import NOW, take
from tests.makers.people import Person, colleague, owner

pytestmark = pytest.mark.usefixtures("store")


def _open(begun: Draft, by: Person, *, verified: bool = True) -> Opened:
    return open_from_draft(ask=OpenFromDraft(draft=begun.id, address_verified=verified), actor=by.actor, now=NOW)


@pytest.mark.django_db
def test_the_files_move_to_the_dispute_and_are_sealed_in_its_trail() -> None:
    ana = owner()
    order = sent_order(ana)
    begun = ready_draft(order, ana.actor)

    opened = _open(begun, ana)

    dispute = Dispute.objects.get()
    assert (dispute.id, dispute.number, opened.repeated) == (opened.id, opened.answer["number"], False)
    assert (dispute.state, dispute.reason, dispute.asked) == ("under_review", "damaged", 1251)
    assert Order.objects.get(id=order.id).open_disputes == 1
    files = list(Evidence.objects.filter(dispute=dispute, draft=None).order_by("id"))
    assert [file.purpose for file in files] == ["complaint", "product", "parcel"]
    entries = list(TrailEntry.objects.filter(subject_id=dispute.id).order_by("number"))
    assert [entry.code for entry in entries] == [TrailCode.DISPUTE_OPENED, TrailCode.EVIDENCE_ADDED]
    told = json.loads(bytes(entries[1].body))["after"]["files"]
    assert [one["sha256"] for one in told] == [file.sha256 for file in files]
    assert (dispute.trail_seq, bytes(dispute.trail_head)) == (2, bytes(entries[1].digest))
    assert Draft.objects.count() == 0


@pytest.mark.django_db
def test_an_unsent_order_is_cancelled_without_any_evidence() -> None:
    ana = owner()
    order = take(ana.account_id)
    begun = draft(order, ana.actor, typed(order, units=3, reason="order_cancellation", buyer_email=""))
    opened = _open(begun, ana)
    assert (opened.answer["reason"], opened.answer["asked"]) == ("order_cancellation", 1878)


@pytest.mark.django_db
def test_a_second_confirm_lands_on_the_dispute_of_the_first() -> None:
    ana = owner()
    begun = ready_draft(sent_order(ana), ana.actor)
    first, second = _open(begun, ana), _open(begun, ana)
    assert (second.id, second.answer["number"], second.repeated) == (first.id, first.answer["number"], True)
    assert Dispute.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"reason": ""}, ReasonMissing),
        ({"wish": "gold"}, WishMissing),
        ({"amount": "12,50"}, AmountUnreadable),
        ({"amount": "12.52"}, AboveCeiling),
        ({"buyer_email": "zoe"}, AddressMissing),
        ({"buyer_email": "z@" + "x" * 254}, AddressMissing),
        ({"wish": "refund_original"}, AddressUnverified),
    ],
)
def test_a_refused_confirm_changes_nothing(changes: dict[str, str], refusal: type[Refusal]) -> None:
    ana = owner()
    order = sent_order(ana)
    begun = ready_draft(order, ana.actor)
    draft(order, ana.actor, typed(order, **changes))

    with pytest.raises(refusal):
        _open(begun, ana, verified=False)
    _still_a_draft(order, files=3)


@pytest.mark.django_db
def test_missing_evidence_is_named() -> None:
    ana = owner()
    order = sent_order(ana)
    begun = draft(order, ana.actor, typed(order))
    give(ana.actor, draft=begun, purpose=Purpose.COMPLAINT, shows=True)
    give(ana.actor, draft=begun, purpose=Purpose.PRODUCT)

    with pytest.raises(EvidenceMissing) as refused:
        _open(begun, ana)

    assert refused.value.words() == "Still missing: pictures of the parcel with its shipping label."
    _still_a_draft(order, files=2)


@pytest.mark.django_db
def test_it_must_be_said_which_file_shows_the_buyers_address() -> None:
    ana = owner()
    order = sent_order(ana)
    begun = ready_draft(order, ana.actor)
    Evidence.objects.update(shows_buyer_email=False)
    with pytest.raises(AddressNotShown):
        _open(begun, ana)
    _still_a_draft(order, files=3)


@pytest.mark.django_db
def test_a_draft_is_opened_only_by_whoever_began_it() -> None:
    ana = owner()
    order = sent_order(ana)
    begun = ready_draft(order, ana.actor)
    for stranger in (owner(), colleague(ana, Role.AFTER_SALES)):
        with pytest.raises(DraftUnseen):
            _open(begun, stranger)
    _still_a_draft(order, files=3)

    drop_draft(ask=DropDraft(draft=begun.id), actor=ana.actor)
    with pytest.raises(DraftUnseen):
        _open(begun, ana)


@pytest.mark.usefixtures("committed_db")
def test_a_button_pressed_many_times_at_once_opens_one_dispute() -> None:
    ana = owner()
    begun = ready_draft(sent_order(ana), ana.actor)

    def press(_: int) -> Opened:
        try:
            return _open(begun, ana)
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(press, range(8)))

    assert {one.id for one in answers} == {Dispute.objects.get().id}
    assert sum(not one.repeated for one in answers) == 1
    assert Evidence.objects.filter(dispute__isnull=False).count() == 3


def _still_a_draft(order: Order, *, files: int) -> None:
    assert (
        Dispute.objects.count(),
        Claim.objects.count(),
        TrailEntry.objects.filter(subject_kind="dispute").count(),
    ) == (0, 0, 0)
    assert Order.objects.get(id=order.id).open_disputes == 0
    assert Evidence.objects.filter(draft=Draft.objects.get()).count() == files
