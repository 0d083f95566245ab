"""Those who act at the same moment: one wins, the other is refused by name, and nothing is left in between."""

import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, transaction

from amends.core.decisions.award import RejectReason
from amends.core.disputes.refusals import ReasonNotForStage
from amends.core.disputes.states import MoveNotAllowed
from amends.core.orders.parcels import Parcel
from amends.core.orders.stages import OrderHeld
from amends.core.refusals import Refusal
from amends.records.decisions.models import Decision
from amends.records.disputes.case import take_case
from amends.records.disputes.models import Dispute, Message
from amends.records.invariants.check import violations
from amends.records.ledger.models import Entry, Wallet
from amends.records.orders.models import Order, Shipment
from amends.records.trail.models import TrailEntry
from amends.usecases.decisions.reject_dispute import RejectDispute, reject_dispute
from amends.usecases.disputes.open_dispute import OpenDispute, open_dispute
from amends.usecases.disputes.withdraw_dispute import WithdrawDispute, withdraw_dispute
from amends.usecases.disputes.write_message import WriteMessage, write_message
from amends.usecases.orders.note_dispatch import NoteDispatch, note_dispatch
from tests.makers.at_once import at_once
from tests.makers.cases import (
    GOODWILL,
    agree,
    approve,
    form,
    line,
    offer,
    open_case,
    paid_order,
    paid_orders,
    resent,
    settle,
    ship,
)
from tests.makers.incoming import NOW, PLATFORM
from tests.makers.people import Person, owner, staff

pytestmark = pytest.mark.usefixtures("committed_db")
TIMES = 1000


@pytest.fixture
def pair() -> Iterator[ThreadPoolExecutor]:
    """Two threads, each with a connection that it keeps."""
    with ThreadPoolExecutor(2, initializer=connection.ensure_connection) as threads:
        yield threads
        for _ in range(2):
            threads.submit(connection.close)


@pytest.mark.slow
def test_a_cancellation_and_a_dispatch_a_thousand_times(pair: ThreadPoolExecutor):
    """Each outcome is clean, each loser is named, and both outcomes come up."""
    merchant, start, outcomes = owner(), Barrier(2), {"held": 0, "sent": 0}
    luck = random.Random(1)

    def run(first: bool, verb: object) -> object:
        start.wait(30)
        for _ in range(luck.randrange(3000) if not first else 0):
            pass
        try:
            return verb()  # type: ignore[operator]
        except Refusal as refusal:
            return refusal

    for at, order in enumerate(paid_orders(merchant, TIMES, line(1, 500))):
        ask = OpenDispute(who=merchant.actor, order=order.number, form=form(order))
        leave = NoteDispatch(order_id=order.id, parcels=(Parcel(tracking_number=f"LP-{at}"),))
        later = at % 2 == 0
        opening = pair.submit(run, later, lambda ask=ask: open_dispute(ask=ask, now=NOW))
        leaving = pair.submit(run, not later, lambda leave=leave: note_dispatch(ask=leave, actor=PLATFORM, now=NOW))
        outcomes[outcome(order, opening.result(60), leaving.result(60))] += 1
    assert sum(outcomes.values()) == TIMES
    assert min(outcomes.values()) > 0
    assert list(violations(late=NOW)) == []


def outcome(order: Order, opened: object, sent: object) -> str:
    """Which of the two clean outcomes it was; anything else fails."""
    order.refresh_from_db()
    mugs = order.lines.get()
    found = (order.stage, order.open_disputes, mugs.claimed, order.disputes.count())
    told = list(TrailEntry.objects.filter(subject_id=order.id).order_by("number").values_list("code", flat=True))
    if sent is None:
        assert (type(opened), found) == (ReasonNotForStage, ("dispatched", 0, 0, 0))
        assert opened.facts == {"reason": "order_cancellation", "stage": "dispatched"}  # type: ignore[attr-defined]
        assert told == ["order.taken_in", "order.dispatched"]
        assert Shipment.objects.filter(order=order).count() == 1
        return "sent"
    dispute = order.disputes.get()
    assert (type(sent), found) == (OrderHeld, ("pending", 1, 1, 1))
    assert sent.facts == {"number": order.number, "disputes": [dispute.number]}  # type: ignore[attr-defined]
    assert (told, mugs.open_dispute_id, dispute.state) == (["order.taken_in"], dispute.id, "under_review")
    assert not Shipment.objects.filter(order=order).exists()
    return "held"


def decide(dispute: Dispute, agent: Person) -> object:
    ask = RejectDispute(dispute=dispute.number, reason=RejectReason.NOT_COVERED, words="No.", departing=GOODWILL)
    return reject_dispute(ask=ask, actor=agent.actor, now=NOW)


def test_two_agents_decide_at_once_and_there_is_one_decision():
    merchant, one, other = owner(), staff(), staff()
    for _ in range(15):
        dispute = open_case(merchant, paid_order(merchant))
        results = at_once(lambda d=dispute: approve(d, one), lambda d=dispute: decide(d, other))
        assert sorted(type(result).__name__ for result in results) == ["MoveNotAllowed", "NoneType"]
        approved = results[0] is None
        refusal = results[1] if approved else results[0]
        assert isinstance(refusal, MoveNotAllowed)
        assert refusal.facts["state"] == ("agreed" if approved else "rejected")
        decision = Decision.objects.get(dispute=dispute)
        dispute.refresh_from_db()
        assert (decision.outcome, dispute.state, dispute.version) == (
            ("refund_wallet", "agreed", 2) if approved else ("reject", "rejected", 2)
        )
    assert list(violations(late=NOW)) == []


def test_the_same_agent_presses_approve_in_two_windows():
    merchant, agent = owner(), staff()
    for _ in range(10):
        order = paid_order(merchant)
        dispute = open_case(merchant, order)
        results = at_once(*[lambda d=dispute: approve(d, agent)] * 2)
        assert sorted(type(result).__name__ for result in results) == ["MoveNotAllowed", "NoneType"]
        order.refresh_from_db()
        assert (order.reserved, Decision.objects.filter(dispute=dispute).count()) == (1000, 1)
    assert list(violations(late=NOW)) == []


def test_the_merchant_agrees_in_one_window_and_withdraws_in_another():
    merchant, agent = owner(), staff()
    for _ in range(15):
        order = paid_order(merchant)
        dispute = open_case(merchant, order)
        offer(dispute, agent, amount=400)
        withdraw = WithdrawDispute(dispute=dispute.number)
        agreed, withdrawn = at_once(
            lambda d=dispute: agree(d, merchant),
            lambda ask=withdraw: withdraw_dispute(ask=ask, actor=merchant.actor, now=NOW),
        )
        order.refresh_from_db()
        if agreed is None:
            assert isinstance(withdrawn, MoveNotAllowed)
            assert (order.reserved, order.open_disputes) == (400, 1)
        else:
            assert isinstance(agreed, MoveNotAllowed)
            assert (withdrawn, order.reserved, order.open_disputes) == (None, 0, 0)
    assert list(violations(late=NOW)) == []


def test_four_workers_settle_the_same_dispute_and_it_is_paid_once():
    merchant, agent = owner(), staff()
    for times in range(1, 6):
        dispute = open_case(merchant, paid_order(merchant))
        approve(dispute, agent)
        at_once(*[lambda d=dispute: settle(d)] * 4)
        assert (Entry.objects.count(), Wallet.objects.get().cash) == (times, times * 1000)
    assert list(violations(late=NOW)) == []


def test_many_disputes_of_one_account_settle_at_once_into_one_wallet():
    merchant, agent = owner(), staff()
    disputes = [open_case(merchant, paid_order(merchant)) for _ in range(6)]
    for dispute in disputes:
        approve(dispute, agent)
    at_once(*[lambda d=d: settle(d) for d in disputes])
    assert (Wallet.objects.get().cash, Entry.objects.count()) == (6000, 6)
    assert list(violations(late=NOW)) == []


def test_origin_and_resend_are_decided_at_once_and_together_stay_below_the_charge():
    merchant, agent = owner(), staff()
    for _ in range(5):
        order = paid_order(merchant, line(2, 1000), sent=True)
        again = ship(resent(merchant, agent, order, {1: 1}))
        first, second = open_case(merchant, order, {1: 1}), open_case(merchant, again)
        at_once(lambda d=first: approve(d, agent), lambda d=second: approve(d, agent))
        at_once(lambda d=first: settle(d), lambda d=second: settle(d))
        order.refresh_from_db()
        assert (order.refunded, order.reserved) == (1000, 0)
    assert list(violations(late=NOW)) == []


@pytest.mark.parametrize("who", ["merchant", "agent"])
def test_a_message_waits_for_nobody_who_decides_the_case(who: str):
    """It refers to the order and the dispute and changes neither: waiting for both, it would be one of a ring."""
    merchant, agent = owner(), staff()
    dispute = open_case(merchant, paid_order(merchant, sent=True))
    actor = {"merchant": merchant, "agent": agent}[who].actor

    def write() -> object:
        with connection.cursor() as cursor:
            cursor.execute("set lock_timeout = '10s'")
        return write_message(ask=WriteMessage(body="Any news?", dispute=dispute.number), actor=actor, now=NOW)

    with transaction.atomic():
        take_case(number=dispute.number, actor=agent.actor)
        (written,) = at_once(write)
    assert isinstance(written, Message) and written.body == "Any news?"
