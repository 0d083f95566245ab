"""A clause may decide by itself: off by default, for refunds as asked, announced and reasoned like any other."""

from uuid import UUID

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from amends.core.disputes.reasons import Detail, Wish
from amends.core.orders.words import Circumstance
from amends.doors.jobs.hand_over import hand_over
from amends.records.decisions.models import Decision
from amends.records.disputes.models import Dispute
from amends.records.invariants.check import violations
from amends.records.notices.models import Outbox
from amends.records.policies.findings import automatic as decided_by_clause
from amends.records.trail.models import TrailEntry
from amends.usecases.decisions.decide_automatically import DecideAutomatically, decide_automatically
from amends.usecases.disputes.assign_dispute import AssignDispute, assign_dispute
from amends.usecases.disputes.withdraw_dispute import WithdrawDispute, withdraw_dispute
from amends.usecases.notices.drain_outbox import drain_outbox
from amends.usecases.orders.note_circumstances import NoteCircumstances, note_circumstances
from tests.makers.cases import open_case, paid_order, rows, settle
from tests.makers.documents import automatic, in_force_since
from tests.makers.incoming import NOW
from tests.makers.people import Person, owner, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def merchant() -> Person:
    return owner()


@pytest.fixture
def _automatic() -> None:
    in_force_since(automatic("cancellation-in-time"), NOW)


def decide(dispute: Dispute) -> bool:
    return decide_automatically(ask=DecideAutomatically(dispute_id=dispute.id), now=NOW)


def left_alone(dispute: Dispute) -> None:
    """Nothing happens, and nothing is refused: a person decides."""
    before = rows()
    assert decide(dispute) is False
    assert rows() == before


def jobs() -> list[tuple[str, str]]:
    drain_outbox(hand_over=hand_over)
    found = ProcrastinateJob.objects.order_by("id").values_list("task_name", "args")
    return [(name, args.get("dispute_id", "")) for name, args in found]


def test_by_default_no_clause_decides_by_itself(merchant: Person):
    dispute = open_case(merchant, paid_order(merchant))
    assert "decide" not in [name for name, _ in jobs()]
    left_alone(dispute)


@pytest.mark.usefixtures("_automatic")
def test_a_cancellation_in_time_is_refunded_at_once(merchant: Person):
    dispute = open_case(merchant, paid_order(merchant))
    assert ("decide", str(dispute.id)) in jobs()
    assert decide(dispute) is True
    dispute.refresh_from_db()
    decision = Decision.objects.get()
    assert (dispute.state, decision.outcome, decision.amount) == ("agreed", "refund_wallet", 1000)
    assert (decision.decided_by, decision.decided_by_name) == (None, "Amends")
    assert decision.words == ("Decided by the policy itself, version 2: “Cancellation before the warehouse has begun”.")
    entry = TrailEntry.objects.filter(subject_id=dispute.id).latest("number")
    assert (entry.code, entry.personal["why"]["value"]) == ("dispute.approved", decision.words)
    assert Outbox.objects.latest("at", "id").code == "dispute.approved"
    assert settle(dispute).state == "settled"
    assert list(violations(late=NOW)) == []


@pytest.mark.usefixtures("_automatic")
def test_told_twice_it_is_decided_once(merchant: Person):
    dispute = open_case(merchant, paid_order(merchant))
    assert decide(dispute) is True
    left_alone(dispute)
    assert Decision.objects.count() == 1


@pytest.mark.usefixtures("_automatic")
def test_what_a_person_began_with_is_theirs(merchant: Person):
    agent = staff()
    dispute = open_case(merchant, paid_order(merchant))
    assign_dispute(ask=AssignDispute(dispute=dispute.number, assignee=agent.user.id), actor=agent.actor, now=NOW)
    left_alone(dispute)


@pytest.mark.usefixtures("_automatic")
def test_what_was_withdrawn_is_not_decided(merchant: Person):
    dispute = open_case(merchant, paid_order(merchant))
    withdraw_dispute(ask=WithdrawDispute(dispute=dispute.number), actor=merchant.actor, now=NOW)
    left_alone(dispute)


@pytest.mark.usefixtures("_automatic")
def test_what_the_policy_no_longer_says_is_not_decided(merchant: Person):
    dispute = open_case(merchant, paid_order(merchant))
    noted = NoteCircumstances(order_id=dispute.order_id, circumstances=frozenset({Circumstance.OUT_OF_STOCK}))
    note_circumstances(ask=noted, actor=staff().actor, now=NOW)
    left_alone(dispute)


def test_goods_are_not_sent_again_without_a_look(merchant: Person):
    in_force_since(automatic("badly-damaged"), NOW)
    order = paid_order(merchant, sent=True)
    order.delivered_at = NOW
    order.save(update_fields=["delivered_at"])
    resend = open_case(merchant, order, {1: 1}, detail=Detail.BADLY_DAMAGED, wish=Wish.RESEND)
    left_alone(resend)


def test_only_what_a_clause_decides_gets_a_job(merchant: Person):
    plain = open_case(merchant, paid_order(merchant))
    in_force_since(automatic("cancellation-in-time"), NOW)
    clear = open_case(merchant, paid_order(merchant))
    assert decided_by_clause([plain.id, clear.id, UUID(int=1)]) == [clear.id]
