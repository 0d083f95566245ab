"""Stripe tells by webhook what it did: late, twice and out of order; each refund is booked once."""

import random
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from amends.doors.jobs.digest import digest_message
from amends.gateways.payments.port import OutcomeUnknown
from amends.gateways.payments.simulated import Fault
from amends.records.disputes.models import Dispute
from amends.records.inbound.models import InboundMessage
from amends.records.invariants.check import violations
from amends.records.ledger.models import Entry
from amends.records.settlements.models import Leg
from tests.makers.cases import LATER, money, settle
from tests.makers.incoming import NOW
from tests.makers.people import Person, owner, staff
from tests.makers.stripe import Stripe, approved_at, set_up, stripe_house

pytestmark = pytest.mark.django_db


@pytest.fixture
def merchant() -> Person:
    return owner()


@pytest.fixture
def stripe(settings: Any) -> Iterator[Stripe]:
    with stripe_house(timeout=1) as made, set_up(settings, made):
        yield made


def deliver(client: Client, stripe: Stripe, *events: Any) -> None:
    """Knocks at the door with each event, and lets the job run after each."""
    for event in events:
        body, headers = stripe.house.signed(event, at=timezone.now())
        answer = client.post("/inbound/stripe/", body, content_type="application/json", headers=dict(headers))
        assert answer.status_code == 200
        for message in InboundMessage.objects.filter(digested_at=None):
            digest_message(message_id=message.id, clock=lambda: LATER)
    assert not InboundMessage.objects.filter(digested_at=None).exists(), InboundMessage.objects.values("failure")


def test_a_pending_refund_is_settled_by_webhook(client: Client, merchant: Person, stripe: Stripe):
    stripe.house.refunds_begin = "pending"
    dispute, _ = approved_at(stripe.house, merchant, staff())
    settle(dispute, stripe.gateway)
    stripe.house.move_refund(Leg.objects.get().provider_ref, "succeeded")
    deliver(client, stripe, stripe.house.events[-1])
    dispute.refresh_from_db()
    assert (dispute.state, money(dispute.order), Entry.objects.count()) == ("settled", (1000, 1000, 0), 1)
    assert list(violations(late=NOW)) == []


def test_a_pending_refund_fails_by_webhook(client: Client, merchant: Person, stripe: Stripe):
    stripe.house.refunds_begin = "pending"
    dispute, _ = approved_at(stripe.house, merchant, staff())
    settle(dispute, stripe.gateway)
    stripe.house.move_refund(Leg.objects.get().provider_ref, "failed", reason="declined")
    deliver(client, stripe, *stripe.house.events)
    dispute.refresh_from_db()
    leg = Leg.objects.get()
    assert (dispute.state, leg.state, leg.failure, Entry.objects.exists()) == ("settling", "failed", "declined", False)
    assert list(violations(late=NOW)) == []


def test_an_answer_that_was_lost_comes_by_webhook_and_the_job_changes_nothing_after_it(
    client: Client, merchant: Person, stripe: Stripe
):
    dispute, payment = approved_at(stripe.house, merchant, staff())
    stripe.front.faults.append(Fault.DROPPED_AFTER)
    with pytest.raises(OutcomeUnknown):
        settle(dispute, stripe.gateway)
    deliver(client, stripe, *stripe.house.events)
    assert settle(dispute, stripe.gateway).state == "settled"
    assert (stripe.house.refunded(payment), Entry.objects.count(), len(stripe.posts())) == ([1000], 1, 1)


@pytest.mark.parametrize("seed", range(12))
def test_duplicated_late_and_reordered_messages_book_each_refund_once(
    client: Client, merchant: Person, stripe: Stripe, seed: int
):
    chance = random.Random(seed)
    stripe.house.refunds_begin = "pending"
    cases = [approved_at(stripe.house, merchant, staff()) for _ in range(3)]
    for dispute, _ in cases:
        settle(dispute, stripe.gateway)
    fates = [chance.choice(["succeeded", "failed"]) for _ in cases]
    for (dispute, _), fate in zip(cases, fates, strict=True):
        stripe.house.move_refund(Leg.objects.get(settlement__dispute=dispute).provider_ref, fate)
    events = [*stripe.house.events, *stripe.house.events]
    chance.shuffle(events)
    deliver(client, stripe, *events)
    states = [Dispute.objects.get(id=dispute.id).state for dispute, _ in cases]
    assert states == ["settled" if fate == "succeeded" else "settling" for fate in fates]
    assert Entry.objects.count() == fates.count("succeeded")
    assert list(violations(late=NOW)) == []
