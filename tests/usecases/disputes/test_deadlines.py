"""Whatever waits, waits until an absolute time; then the step that the table names is taken, once."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from amends.core.decisions.award import Outcome
from amends.core.disputes.reasons import Wish
from amends.core.disputes.refusals import DisputeUnseen
from amends.core.disputes.states import STATES, Move, State
from amends.gateways.payments.misbehaving import TIMEOUT_AFTER, MisbehavingGateway
from amends.gateways.payments.port import OutcomeUnknown
from amends.records.disputes.due import due_disputes
from amends.records.disputes.models import Dispute, Offer
from amends.records.invariants.check import violations
from amends.records.notices.models import Outbox
from amends.records.trail.models import TrailEntry
from amends.usecases.disputes.pass_deadline import pass_deadline
from amends.usecases.disputes.request_evidence import RequestEvidence, request_evidence
from tests.makers.cases import (
    LATER,
    agree,
    approve,
    bank_of,
    nothing_happens,
    offer,
    open_case,
    paid_order,
    rows,
    settle,
)
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
def dispute(merchant: Person) -> Dispute:
    return open_case(merchant, paid_order(merchant, sent=True), {1: 2}, wish=Wish.REFUND_ORIGINAL)


def passed(dispute: Dispute, at: datetime) -> Move | None:
    step = pass_deadline(dispute=dispute.number, now=at)
    dispute.refresh_from_db()
    return step


def told(dispute: Dispute, code: str) -> int:
    """How often that was announced."""
    return Outbox.objects.filter(dispute_id=dispute.id, code=code).count()


def test_a_case_nobody_reviews_escalates_again_each_period_and_decides_nothing(dispute: Dispute):
    period = timedelta(hours=48)
    for times in (1, 2, 3):
        assert passed(dispute, NOW + times * period) is Move.ESCALATE
        assert (dispute.state, dispute.escalations, dispute.due_at) == (
            "under_review", times, NOW + (times + 1) * period
        )  # fmt: skip
        assert told(dispute, "dispute.escalated") == times
    assert (dispute.version, dispute.state_since, dispute.order.open_disputes) == (1, NOW, 1)
    assert TrailEntry.objects.filter(subject_id=dispute.id).latest("number").code == "dispute.escalated"
    assert list(violations(late=NOW)) == []


def test_evidence_that_never_comes_lets_the_case_expire_and_the_order_go_on(dispute: Dispute, agent: Person):
    request_evidence(ask=RequestEvidence(dispute=dispute.number, words="More"), actor=agent.actor, now=NOW)
    assert passed(dispute, NOW + timedelta(days=7)) is Move.EXPIRE
    assert (dispute.state, dispute.due_at, dispute.closed_at) == ("expired", None, NOW + timedelta(days=7))
    assert (dispute.order.open_disputes, dispute.order.lines.get().claimed, dispute.order.reserved) == (0, 0, 0)
    assert told(dispute, "dispute.expired") == 1
    assert list(violations(late=NOW)) == []


def test_an_offer_nobody_answers_expires_with_the_case(dispute: Dispute, agent: Person):
    offer(dispute, agent, amount=100)
    assert Offer.objects.get().expires_at == NOW + timedelta(days=7)
    assert passed(dispute, NOW + timedelta(days=7)) is Move.EXPIRE
    assert (dispute.state, Offer.objects.get().answer) == ("expired", "expired")
    assert dispute.order.open_disputes == 0


def test_an_agreed_case_that_is_not_carried_out_is_told_to_finance(dispute: Dispute, agent: Person):
    approve(dispute, agent)
    assert passed(dispute, NOW + timedelta(hours=1)) is Move.TELL_FINANCE
    assert (dispute.state, dispute.due_at) == ("agreed", NOW + timedelta(hours=2))
    assert passed(dispute, NOW + timedelta(hours=2)) is Move.TELL_FINANCE
    assert (told(dispute, "dispute.finance_told"), dispute.order.open_disputes, dispute.order.reserved) == (2, 1, 666)


def test_a_refund_of_unknown_outcome_is_told_to_finance_each_day_and_stays_until_it_is_known(
    dispute: Dispute, agent: Person, tmp_path
):
    approve(dispute, agent)
    bank = bank_of(tmp_path)
    with pytest.raises(OutcomeUnknown):
        settle(dispute, MisbehavingGateway(bank, [TIMEOUT_AFTER]))
    for day in (1, 2):
        assert passed(dispute, LATER + timedelta(days=day)) is Move.TELL_FINANCE
        assert (dispute.state, dispute.order.open_disputes) == ("settling", 1)
    assert settle(dispute, bank).state == "settled"


def moves(dispute: Dispute, merchant: Person, agent: Person) -> dict[State, Callable[[], object]]:
    """How to bring a case under review into each of the other open states but settling."""

    def agreed() -> None:
        offer(dispute, agent, Outcome.REFUND_WALLET, 100)
        agree(dispute, merchant)

    return {
        State.UNDER_REVIEW: lambda: None,
        State.EVIDENCE_REQUESTED: lambda: request_evidence(
            ask=RequestEvidence(dispute=dispute.number, words="More"), actor=agent.actor, now=NOW
        ),
        State.OFFERED: lambda: offer(dispute, agent, Outcome.REFUND_WALLET, 100),
        State.AGREED: agreed,
    }


@pytest.mark.parametrize("state", [State.UNDER_REVIEW, State.EVIDENCE_REQUESTED, State.OFFERED, State.AGREED])
def test_a_moment_too_early_nothing_is_taken_and_once_taken_it_is_not_taken_again(
    dispute: Dispute, merchant: Person, agent: Person, state: State
):
    moves(dispute, merchant, agent)[state]()
    dispute.refresh_from_db()
    due = dispute.due_at
    assert (dispute.state, due is None) == (state, False)
    assert due
    before = rows()
    assert passed(dispute, due - timedelta(microseconds=1)) is None
    assert due_disputes(now=due - timedelta(microseconds=1), limit=9) == []
    assert rows() == before
    assert due_disputes(now=due, limit=9) == [dispute.number]
    assert passed(dispute, due) is STATES[state].on_time
    after = rows()
    assert passed(dispute, due) is None
    assert due_disputes(now=due, limit=9) == []
    assert rows() == after


def test_a_case_that_ended_waits_for_nothing(dispute: Dispute, agent: Person, tmp_path):
    approve(dispute, agent)
    settle(dispute, bank_of(tmp_path))
    before = rows()
    assert passed(dispute, NOW + timedelta(days=365)) is None
    assert rows() == before


def test_no_such_dispute_is_due():
    with nothing_happens(DisputeUnseen):
        pass_deadline(dispute="SH0", now=NOW)
