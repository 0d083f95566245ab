"""The policy decides what may be opened: what it finds is kept, and nothing is opened against it."""

from datetime import timedelta

import pytest

from amends.core.disputes.reasons import Detail, Reason, Wish
from amends.core.disputes.refusals import AboveCeiling, DetailNotForReason
from amends.core.orders.kinds import Kind, Stage
from amends.core.policies.enforce import FindingChanged, PolicyRefuses, WishNotGranted
from amends.core.policies.explain import digest_of
from amends.records.disputes.models import Dispute
from amends.records.orders.models import Order
from amends.records.policies.findings import finding_at_opening, kept_finding, needed_for
from amends.records.policies.models import Finding
from amends.records.policies.programs import NoPolicyInForce, number_in_force
from amends.records.trail.models import TrailEntry
from amends.usecases.disputes.open_dispute import OpenDispute, open_dispute
from tests.makers.cases import ALL_SHOWN, form, line, nothing_happens, open_case, paid_order
from tests.makers.documents import in_force_since, standard_with
from tests.makers.incoming import NOW, take
from tests.makers.people import Person, owner

pytestmark = pytest.mark.django_db


@pytest.fixture
def merchant() -> Person:
    return owner()


def arrived(merchant: Person, *, days: int = 3) -> Order:
    """Three mugs for 10.01, delivered some days ago."""
    order = paid_order(merchant, line(3, 1001), sent=True)
    Order.objects.filter(id=order.id).update(delivered_at=NOW - timedelta(days=days), stage=Stage.COMPLETED.value)
    order.refresh_from_db()
    return order


def test_what_was_found_is_kept_with_its_facts_and_its_hash(merchant: Person):
    dispute = open_case(merchant, arrived(merchant), detail=Detail.PARTLY_DAMAGED)
    kept = Finding.objects.get()
    assert (kept.dispute_id, kept.account_id, kept.version) == (dispute.id, merchant.account_id, 1)
    assert (kept.answer, kept.clause, kept.found_at) == ("yes", "partly-damaged", NOW)
    assert (kept.gist["ceiling"], kept.gist["opens_on"], kept.gist["closes_on"]) == ([500, 0, 0, 0], None, "2026-11-27")
    assert kept.facts == {
        "reason": "damaged", "detail": "partly_damaged", "kind": "store", "stage": "completed",
        "tracking": "in_transit", "country": "DE", "warehouse_started": True,
        "days_since_departure": 0, "days_since_delivery": 3, "days_since_payment": 3,
        "product": "normal", "parts": [1001, 0, 0, 0], "currency": "USD", "quantity": 3,
        "evidence": ["complaint", "parcel", "product"], "circumstances": [], "standing": "good",
    }  # fmt: skip
    assert bytes(kept.digest).hex() == digest_of(kept.gist)
    assert (dispute.detail, dispute.asked, dispute.ceiling_goods) == ("partly_damaged", 500, 1001)


def test_it_can_be_explained_again_from_what_was_kept(merchant: Person):
    dispute = open_case(merchant, arrived(merchant), detail=Detail.PARTLY_DAMAGED)
    kept = kept_finding(dispute.id)
    assert kept
    assert finding_at_opening(kept).digest == bytes(kept.digest).hex()
    assert [need.name for need in needed_for(kept)] == ["complaint", "product", "parcel"]


def test_the_trail_seals_the_finding(merchant: Person):
    dispute = open_case(merchant, arrived(merchant), detail=Detail.BADLY_DAMAGED)
    body = bytes(TrailEntry.objects.get(subject_id=dispute.id).body).decode()
    digest = bytes(Finding.objects.get().digest).hex()
    assert f'"finding":{{"answer":"yes","hash":"{digest}","version":1}}' in body


def test_a_late_parcel_is_not_late_yet_and_nothing_is_opened(merchant: Person):
    order = paid_order(merchant, sent=True)
    with nothing_happens(PolicyRefuses) as refused:
        open_case(merchant, order, reason=Reason.DELAYED)
    assert refused.value.facts["opens_on"] == "2027-01-22"


@pytest.mark.parametrize(("days", "opens"), [(7, True), (8, False)])
def test_damage_is_told_within_seven_days_of_delivery(merchant: Person, days: int, opens: bool):
    order = arrived(merchant, days=days)
    if opens:
        assert open_case(merchant, order, detail=Detail.BADLY_DAMAGED).state == "under_review"
    else:
        with nothing_happens(PolicyRefuses) as refused:
            open_case(merchant, order, detail=Detail.BADLY_DAMAGED)
        assert refused.value.facts["because"] == "too_late"


def test_a_preorder_is_not_canceled(merchant: Person):
    order = paid_order(merchant, kind=Kind.PREORDER)
    with nothing_happens(PolicyRefuses) as refused:
        open_case(merchant, order)
    assert refused.value.facts["clause"] == "made-to-order"


def test_whether_the_warehouse_began_is_not_known_of_a_told_stage(merchant: Person):
    told = take(merchant.account_id, stage=Stage.PROCESSING)
    dispute = open_case(merchant, told)
    assert (Finding.objects.get().answer, dispute.state) == ("person", "under_review")


def test_more_than_the_policys_share_is_not_asked(merchant: Person):
    order = arrived(merchant)
    with nothing_happens(AboveCeiling) as refused:
        open_case(merchant, order, detail=Detail.PARTLY_DAMAGED, amount=501)
    assert refused.value.facts == {"asked": 501, "ceiling": 500, "currency": "USD"}


def test_what_the_clause_does_not_grant_is_not_wished_for(merchant: Person):
    order = arrived(merchant)
    with nothing_happens(WishNotGranted):
        open_case(merchant, order, reason=Reason.MISSING_PARTS, detail=Detail.ACCESSORIES)
    dispute = open_case(merchant, order, reason=Reason.MISSING_PARTS, detail=Detail.ACCESSORIES, wish=Wish.RESEND)
    assert (dispute.wish, dispute.asked) == ("resend", 0)


def test_a_detail_belongs_to_its_reason(merchant: Person):
    order = arrived(merchant)
    with nothing_happens(DetailNotForReason):
        open_case(merchant, order, reason=Reason.DAMAGED, detail=Detail.WRONG_SIZE)


def test_the_finding_that_was_shown_is_the_one_that_opens(merchant: Person):
    order = arrived(merchant)
    stale = OpenDispute(
        who=merchant.actor,
        order=order.number,
        form=form(order, detail=Detail.BADLY_DAMAGED),
        evidence=ALL_SHOWN,
        shown="0" * 64,
    )
    with nothing_happens(FindingChanged):
        open_dispute(ask=stale, now=NOW)


def test_a_dispute_is_judged_by_the_version_in_force_when_it_was_opened(merchant: Person):
    in_force_since(standard_with(("days_after_delivery = 7", "days_after_delivery = 30")), NOW)
    assert (number_in_force(now=NOW - timedelta(seconds=1)), number_in_force(now=NOW)) == (1, 2)
    order = arrived(merchant, days=20)
    dispute = open_case(merchant, order, detail=Detail.BADLY_DAMAGED)
    in_force_since(standard_with(("days_after_delivery = 7", "days_after_delivery = 3")), NOW + timedelta(hours=1))
    kept = kept_finding(dispute.id)
    assert kept
    assert (kept.version, finding_at_opening(kept).digest) == (2, bytes(kept.digest).hex())


def test_a_version_that_is_not_yet_in_force_judges_nothing(merchant: Person):
    in_force_since(standard_with(("days_after_delivery = 7", "days_after_delivery = 30")), NOW + timedelta(days=1))
    order = arrived(merchant, days=20)
    with nothing_happens(PolicyRefuses):
        open_case(merchant, order, detail=Detail.BADLY_DAMAGED)


def test_without_any_version_nothing_is_decided(merchant: Person):
    with pytest.raises(NoPolicyInForce):
        number_in_force(now=NOW.replace(year=1960))
    assert not Dispute.objects.exists()
