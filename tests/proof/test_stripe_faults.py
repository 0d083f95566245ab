"""Stripe itself, by its SDK over HTTP, times out, breaks, drops and changes its mind; money goes back once."""

from itertools import product
from uuid import UUID

import pytest
from django.db import connection

from amends.gateways.payments.port import OutcomeUnknown
from amends.gateways.payments.simulated import Fault
from amends.records.disputes.models import Dispute
from amends.records.invariants.check import violations
from amends.records.ledger.models import Entry
from amends.records.settlements.models import Leg
from tests.makers.cases import money, settle
from tests.makers.incoming import NOW
from tests.makers.people import Person, owner, staff
from tests.makers.stripe import Stripe, approved_at, stripe_house

pytestmark = pytest.mark.django_db

QUICK = 0.25
"""Seconds after which the gateway gives up waiting."""


@pytest.fixture
def merchant() -> Person:
    return owner()


@pytest.fixture
def agent() -> Person:
    return staff()


def sound() -> bool:
    """Whether every invariant holds. The rows are this transaction's own: only we can tell the planner of them."""
    with connection.cursor() as cursor:
        cursor.execute("analyze")
    return list(violations(late=NOW)) == []


def settle_until_known(dispute: Dispute, stripe: Stripe, *, runs: int = 6) -> Dispute:
    """The job as often as the queue would run it."""
    for _ in range(runs):
        try:
            settle(dispute, stripe.gateway)
        except OutcomeUnknown:
            continue
    return Dispute.objects.get(id=dispute.id)


def test_whatever_goes_wrong_in_whatever_sequence_one_refund_exists_at_stripe(merchant: Person, agent: Person):
    """Every pair of faults on the requests that move money, each met by the job's next run."""
    for faults in product(Fault, repeat=2):
        with stripe_house(faults, timeout=QUICK) as stripe:
            dispute, payment = approved_at(stripe.house, merchant, agent)
            assert settle_until_known(dispute, stripe).state == "settled", faults
            assert stripe.house.refunded(payment) == [1000], faults
            leg = Leg.objects.get(settlement__dispute=dispute)
            assert {asked.headers["idempotency-key"] for asked in stripe.posts()} == {str(leg.id)}
            assert (money(dispute.order), dispute.order.open_disputes) == ((1000, 1000, 0), 0)
    assert Entry.objects.count() == len(Fault) ** 2
    assert sound()


def test_looking_for_the_outcome_may_fail_as_well(merchant: Person, agent: Person):
    """Faults on every request, questions too: as long as nothing is known, nothing is paid again."""
    for faults in product([Fault.FINE, Fault.DROPPED_AFTER, Fault.BROKEN_BEFORE, Fault.BUSY], repeat=3):
        with stripe_house(faults, troubled=lambda _: True, timeout=QUICK) as stripe:
            dispute, payment = approved_at(stripe.house, merchant, agent)
            assert settle_until_known(dispute, stripe, runs=6).state == "settled", faults
            assert stripe.house.refunded(payment) == [1000], faults
    assert sound()


@pytest.mark.parametrize("done", [True, False])
def test_an_error_of_stripes_own_that_it_repeats_is_waited_out(merchant: Person, agent: Person, done: bool):
    with stripe_house() as stripe:
        dispute, payment = approved_at(stripe.house, merchant, agent)
        stripe.house.break_next(done=done)
        assert settle_until_known(dispute, stripe, runs=3).state == ("settled" if done else "settling")
        assert stripe.house.refunded(payment) == ([1000] if done else [])
        stripe.house.forget_keys()
        assert settle_until_known(dispute, stripe).state == "settled"
        assert stripe.house.refunded(payment) == [1000]
    assert sound()


def test_a_key_that_stripe_forgot_while_nobody_looked_pays_no_second_time(merchant: Person, agent: Person):
    with stripe_house([Fault.DROPPED_AFTER], timeout=QUICK) as stripe:
        dispute, payment = approved_at(stripe.house, merchant, agent)
        with pytest.raises(OutcomeUnknown):
            settle(dispute, stripe.gateway)
        stripe.house.forget_keys()
        assert settle(dispute, stripe.gateway).state == "settled"
        assert (stripe.house.refunded(payment), len(stripe.posts())) == ([1000], 1)


def test_a_pending_refund_keeps_the_order_held_until_it_succeeds(merchant: Person, agent: Person):
    with stripe_house() as stripe:
        stripe.house.refunds_begin = "pending"
        dispute, payment = approved_at(stripe.house, merchant, agent)
        for _ in range(3):
            assert settle(dispute, stripe.gateway).state == "settling"
        leg = Leg.objects.get()
        assert (leg.state, money(dispute.order), dispute.order.open_disputes) == ("pending", (1000, 0, 1000), 1)
        stripe.house.move_refund(leg.provider_ref, "succeeded")
        assert settle(dispute, stripe.gateway).state == "settled"
        assert (stripe.house.refunded(payment), len(stripe.posts())) == ([1000], 1)
    assert sound()


def test_a_pending_refund_that_fails_fails_the_leg_with_stripes_reason(merchant: Person, agent: Person):
    with stripe_house() as stripe:
        stripe.house.refunds_begin = "pending"
        dispute, payment = approved_at(stripe.house, merchant, agent)
        settle(dispute, stripe.gateway)
        stripe.house.move_refund(Leg.objects.get().provider_ref, "failed", reason="lost_or_stolen_card")
        assert settle(dispute, stripe.gateway).state == "settling"
        leg = Leg.objects.get()
        assert (leg.state, leg.failure) == ("failed", "lost_or_stolen_card")
        assert (stripe.house.refunded(payment), Entry.objects.exists()) == ([], False)
        assert (money(dispute.order), dispute.order.open_disputes) == ((1000, 0, 1000), 1)
    assert sound()


def test_a_dispute_opened_there_between_plan_and_call_refuses_the_leg(merchant: Person, agent: Person):
    with stripe_house() as stripe:
        dispute, payment = approved_at(stripe.house, merchant, agent)
        stripe.house.open_dispute(payment)
        assert settle_until_known(dispute, stripe).state == "settling"
        leg = Leg.objects.get()
        assert (leg.state, leg.calls, stripe.house.refunded(payment)) == ("failed", 1, [])
        assert "charged back" in leg.failure
    assert sound()


def test_a_refund_whose_answer_was_lost_counts_even_when_a_dispute_opens_meanwhile(merchant: Person, agent: Person):
    with stripe_house([Fault.DROPPED_AFTER], timeout=QUICK) as stripe:
        dispute, payment = approved_at(stripe.house, merchant, agent)
        with pytest.raises(OutcomeUnknown):
            settle(dispute, stripe.gateway)
        stripe.house.open_dispute(payment)
        stripe.house.forget_keys()
        assert settle(dispute, stripe.gateway).state == "settled"
        assert stripe.house.refunded(payment) == [1000]


def test_two_runs_of_the_job_find_the_same_leg(merchant: Person, agent: Person):
    """The second run, which began before the first one's answer came, changes nothing."""
    with stripe_house() as stripe:
        dispute, payment = approved_at(stripe.house, merchant, agent)
        settle(dispute, stripe.gateway)
        settle(dispute, stripe.gateway)
        key = UUID(stripe.posts()[0].headers["idempotency-key"])
        assert (Leg.objects.get().id, stripe.house.refunded(payment)) == (key, [1000])
