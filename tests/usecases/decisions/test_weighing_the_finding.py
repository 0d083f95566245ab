"""Staff decide beside the policy's finding: they may depart from it, never without a reason, and it is kept."""

from datetime import timedelta

import pytest

from amends.core.decisions.award import Outcome, RejectReason
from amends.core.decisions.departing import Departing, DepartReason, DepartureUnexplained
from amends.core.disputes.reasons import Detail, Reason, Wish
from amends.core.orders.kinds import Stage, Tracking
from amends.core.orders.words import Circumstance
from amends.core.policies.enforce import FindingChanged
from amends.records.disputes.models import Dispute, Offer
from amends.records.invariants.check import violations
from amends.records.orders.models import Order
from amends.records.policies.models import Departure, Finding
from amends.records.trail.models import TrailEntry
from amends.usecases.decisions.approve_dispute import ApproveDispute, approve_dispute
from amends.usecases.decisions.offer_settlement import OfferSettlement, offer_settlement
from amends.usecases.decisions.reject_dispute import RejectDispute, reject_dispute
from amends.usecases.orders.note_circumstances import NoteCircumstances, note_circumstances
from tests.makers.cases import ALL_SHOWN, line, nothing_happens, open_case, paid_order
from tests.makers.drafts import give
from tests.makers.incoming import NOW
from tests.makers.people import Person, owner, staff

pytestmark = [pytest.mark.usefixtures("store"), pytest.mark.django_db]
WHY = Departing(DepartReason.EVIDENCE_DOUBTED, " The picture is of another lamp. ")


@pytest.fixture
def merchant() -> Person:
    return owner()


@pytest.fixture
def agent() -> Person:
    return staff()


@pytest.fixture
def dispute(merchant: Person) -> Dispute:
    """Three mugs for 10.00, badly damaged, within the days: the policy grants all of it."""
    order = paid_order(merchant, line(3, 1000), sent=True)
    Order.objects.filter(id=order.id).update(delivered_at=NOW - timedelta(days=3), stage=Stage.COMPLETED.value)
    order.refresh_from_db()
    opened = open_case(merchant, order, detail=Detail.BADLY_DAMAGED)
    for purpose in ALL_SHOWN:
        give(merchant.actor, dispute=opened.number, purpose=purpose)
    opened.refresh_from_db()
    return opened


def reject(dispute: Dispute, agent: Person, departing: Departing | None = None) -> None:
    ask = RejectDispute(
        dispute=dispute.number, reason=RejectReason.EVIDENCE_INSUFFICIENT, words="No.", departing=departing
    )
    reject_dispute(ask=ask, actor=agent.actor, now=NOW)


def trail_of(dispute: Dispute) -> str:
    return bytes(TrailEntry.objects.filter(subject_id=dispute.id).latest("number").body).decode()


def test_what_the_policy_grants_is_not_refused_without_a_word(dispute: Dispute, agent: Person):
    with nothing_happens(DepartureUnexplained) as refused:
        reject(dispute, agent)
    assert refused.value.facts == {"departure": "refused_though_granted"}


def test_a_departure_is_kept_with_its_reason_and_sealed_in_the_trail(dispute: Dispute, agent: Person):
    reject(dispute, agent, WHY)
    kept = Departure.objects.get()
    assert (kept.dispute_id, kept.account_id, kept.version, kept.clause) == (
        dispute.id, dispute.account_id, 1, "badly-damaged"
    )  # fmt: skip
    assert (kept.kind, kept.reason, kept.words) == (
        "refused_though_granted", "evidence_doubted", "The picture is of another lamp."
    )  # fmt: skip
    assert (kept.outcome, kept.amount, kept.currency, kept.round) == ("reject", 0, "USD", None)
    assert (kept.by, kept.at) == (agent.actor.id, NOW)
    assert '"departs":"refused_though_granted","departs_because":"evidence_doubted"' in trail_of(dispute)
    assert list(violations(late=NOW)) == []


def test_what_the_policy_says_is_approved_without_explaining(dispute: Dispute, agent: Person):
    approve_dispute(ask=ApproveDispute(dispute=dispute.number, departing=WHY), actor=agent.actor, now=NOW)
    assert not Departure.objects.exists()
    digest = bytes(Finding.objects.get().digest).hex()
    assert f'"finding":{{"answer":"yes","hash":"{digest}","version":1}}' in trail_of(dispute)


def test_less_is_offered_with_a_reason_only(dispute: Dispute, agent: Person):
    ask = OfferSettlement(dispute=dispute.number, outcome=Outcome.REFUND_WALLET, amount=400)
    with nothing_happens(DepartureUnexplained):
        offer_settlement(ask=ask, actor=agent.actor, now=NOW)
    explained = OfferSettlement(dispute=dispute.number, outcome=Outcome.REFUND_WALLET, amount=400, departing=WHY)
    offer_settlement(ask=explained, actor=agent.actor, now=NOW)
    kept = Departure.objects.get()
    assert (kept.kind, kept.amount, kept.round) == ("less_than_granted", 400, Offer.objects.get().round)


def test_the_page_showed_another_finding(dispute: Dispute, agent: Person):
    with nothing_happens(FindingChanged):
        approve_dispute(ask=ApproveDispute(dispute=dispute.number, shown="0" * 64), actor=agent.actor, now=NOW)


def test_what_is_noted_of_the_order_changes_the_finding(dispute: Dispute, agent: Person):
    shown = bytes(Finding.objects.get().digest).hex()
    noted = NoteCircumstances(order_id=dispute.order_id, circumstances=frozenset({Circumstance.FORCE_MAJEURE}))
    note_circumstances(ask=noted, actor=agent.actor, now=NOW)
    with nothing_happens(FindingChanged):
        approve_dispute(ask=ApproveDispute(dispute=dispute.number, shown=shown), actor=agent.actor, now=NOW)
    with nothing_happens(DepartureUnexplained) as refused:
        approve_dispute(ask=ApproveDispute(dispute=dispute.number), actor=agent.actor, now=NOW)
    assert refused.value.facts == {"departure": "granted_though_refused"}
    reject(dispute, agent)
    assert not Departure.objects.exists()


def test_a_case_grows_no_older_by_waiting_for_us(dispute: Dispute, agent: Person):
    later = NOW + timedelta(days=30)
    approve_dispute(ask=ApproveDispute(dispute=dispute.number), actor=agent.actor, now=later)
    assert not Departure.objects.exists()


def test_a_parcel_that_arrived_meanwhile_is_seen(merchant: Person, agent: Person):
    order = paid_order(merchant, sent=True)
    Order.objects.filter(id=order.id).update(dispatched_at=NOW - timedelta(days=90), shipping_method="Express")
    order.refresh_from_db()
    dispute = open_case(merchant, order, reason=Reason.DELAYED, wish=Wish.REFUND_WALLET)
    Order.objects.filter(id=order.id).update(tracking=Tracking.DELIVERED.value, delivered_at=NOW)
    with nothing_happens(DepartureUnexplained) as refused:
        approve_dispute(ask=ApproveDispute(dispute=dispute.number), actor=agent.actor, now=NOW)
    assert refused.value.facts == {"departure": "granted_though_refused"}
