"""An agent decides: as asked, or no, with a reason; the money is set aside in the same moment."""

import pytest

from amends.core.access import Role
from amends.core.decisions.award import RejectReason
from amends.core.disputes.reasons import Wish
from amends.core.disputes.refusals import AboveCeiling, DisputeUnseen, MessageTooLong, StaleCase
from amends.core.disputes.states import MoveNotAllowed, WrongActor
from amends.core.settlements.legs import PaymentsTooSmall
from amends.records.decisions.models import Award, Decision
from amends.records.disputes.models import Claim, Dispute
from amends.records.invariants.check import violations
from amends.records.notices.models import Outbox
from amends.records.orders.models import Order, Payment
from amends.records.settlements.models import Leg, Settlement
from amends.usecases.decisions.approve_dispute import ApproveDispute, ResendNeedsOffer, approve_dispute
from amends.usecases.decisions.reject_dispute import RejectDispute, reject_dispute
from amends.usecases.disputes.write_message import MessageEmpty
from tests.makers.cases import approve, line, money, nothing_happens, offer, open_case, paid_order, settle
from tests.makers.incoming import NOW
from tests.makers.people import Person, owner, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def merchant() -> Person:
    return owner()


@pytest.fixture
def agent() -> Person:
    return staff()


@pytest.fixture
def order(merchant: Person) -> Order:
    return paid_order(merchant, line(3, 1000), line(1, 500, sku="LAMP-7"), shipping=300, sent=True)


def reject(dispute: Dispute, agent: Person, words: str = "It arrived.", version: int | None = None) -> None:
    ask = RejectDispute(dispute=dispute.number, reason=RejectReason.DELIVERED, words=words, version=version)
    reject_dispute(ask=ask, actor=agent.actor, now=NOW)


def test_a_refund_is_approved_as_asked_and_its_money_set_aside(merchant: Person, agent: Person, order: Order):
    dispute = open_case(merchant, order, {1: 2, 2: 1}, amount=600)
    approve(dispute, agent)
    dispute.refresh_from_db()
    assert (dispute.state, dispute.version, order.open_disputes) == ("agreed", 2, 0)
    decision = Decision.objects.get()
    assert (decision.outcome, decision.amount, decision.currency, decision.offer_id) == (
        "refund_wallet",
        600,
        "USD",
        None,
    )
    assert (decision.decided_by, decision.decided_at) == (agent.actor.id, NOW)
    awards = Award.objects.order_by("line__position").values_list("quantity", "goods", "shipping", "amount")
    assert list(awards) == [(2, 286, 57, 343), (1, 214, 43, 257)]
    assert money(order) == (1800, 0, 600)
    assert list(order.lines.order_by("position").values_list("reserved", "claimed", "resolved")) == [
        (343, 2, 0), (257, 1, 0)
    ]  # fmt: skip
    settlement, leg = Settlement.objects.get(), Leg.objects.get()
    assert (settlement.amount, settlement.planned_at, settlement.finished_at) == (600, NOW, None)
    assert (leg.number, leg.method, leg.amount, leg.state, leg.calls) == (1, "wallet", 600, "planned", 0)
    order.refresh_from_db()
    assert order.open_disputes == 1
    assert Outbox.objects.filter(code="dispute.approved").count() == 1
    assert list(violations(late=NOW)) == []


def test_the_original_way_reserves_on_the_payment_too(merchant: Person, agent: Person, order: Order):
    approve(open_case(merchant, order, {2: 1}, wish=Wish.REFUND_ORIGINAL), agent)
    assert Payment.objects.values_list("reserved", "refunded").get() == (600, 0)


def test_a_resend_is_offered_and_not_approved(merchant: Person, agent: Person, order: Order):
    dispute = open_case(merchant, order, wish=Wish.RESEND)
    with nothing_happens(ResendNeedsOffer):
        approve(dispute, agent)


def test_money_set_aside_elsewhere_is_not_there_for_this_dispute(merchant: Person, agent: Person, order: Order):
    dispute = open_case(merchant, order, {2: 1})
    Order.objects.filter(id=order.id).update(reserved=1750)
    with nothing_happens(AboveCeiling) as refused:
        approve(dispute, agent)
    assert refused.value.facts == {"asked": 600, "ceiling": 50, "currency": "USD"}


def test_a_payment_with_too_little_left_is_told(merchant: Person, agent: Person):
    dispute = open_case(merchant, paid_order(merchant, payments=(300,)), wish=Wish.REFUND_ORIGINAL)
    with nothing_happens(PaymentsTooSmall) as refused:
        approve(dispute, agent)
    assert refused.value.facts == {"left": 300}


def test_a_rejection_says_why_and_lets_the_order_go_on(merchant: Person, agent: Person, order: Order):
    dispute = open_case(merchant, order)
    reject(dispute, agent)
    dispute.refresh_from_db()
    order.refresh_from_db()
    assert (dispute.state, dispute.closed_at, dispute.due_at) == ("rejected", NOW, None)
    assert (order.open_disputes, order.reserved, order.lines.get(position=1).claimed) == (0, 0, 0)
    decision = Decision.objects.get()
    assert (decision.outcome, decision.amount, decision.reject_reason, decision.words) == (
        "reject", 0, "delivered", "It arrived."
    )  # fmt: skip
    assert (Claim.objects.get().open, Settlement.objects.exists()) == (False, False)
    assert list(violations(late=NOW)) == []


def test_after_a_rejection_the_same_line_can_be_disputed_anew(merchant: Person, agent: Person, order: Order):
    first = open_case(merchant, order)
    reject(first, agent)
    assert open_case(merchant, order).previous_id == first.id


@pytest.mark.parametrize(("words", "refusal"), [("", MessageEmpty), ("  ", MessageEmpty), ("x" * 4001, MessageTooLong)])
def test_no_case_is_rejected_without_words(merchant: Person, agent: Person, order: Order, words: str, refusal: type):
    dispute = open_case(merchant, order)
    with nothing_happens(refusal):
        reject(dispute, agent, words)


def test_what_was_decided_is_not_decided_again(merchant: Person, agent: Person, order: Order):
    rejected, approved = open_case(merchant, order, {1: 1}), open_case(merchant, order, {2: 1})
    reject(rejected, agent)
    approve(approved, agent)
    for dispute in (rejected, approved):
        for verb in (approve, reject, lambda dispute, agent: offer(dispute, agent, amount=1)):
            with nothing_happens(MoveNotAllowed):
                verb(dispute, agent)
    settle(approved)
    with nothing_happens(MoveNotAllowed):
        reject(approved, agent)


def test_a_decision_on_a_page_that_is_stale_is_refused(merchant: Person, agent: Person, order: Order):
    dispute = open_case(merchant, order)
    with nothing_happens(StaleCase):
        reject(dispute, agent, version=2)
    with nothing_happens(StaleCase):
        approve_dispute(ask=ApproveDispute(dispute=dispute.number, version=0), actor=agent.actor, now=NOW)


def test_only_who_may_decide_decides(merchant: Person, order: Order):
    dispute = open_case(merchant, order)
    for somebody in (merchant, staff(Role.STAFF_FINANCE), staff(Role.POLICY_OWNER)):
        for verb in (approve, reject):
            with nothing_happens(WrongActor):
                verb(dispute, somebody)
    stranger = owner()
    with nothing_happens(DisputeUnseen):
        approve(dispute, stranger)
