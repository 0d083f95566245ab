"""Goods are sent again, without charge, as it was agreed; money for a resend is its origin's."""

import pytest

from amends.core.decisions.award import Outcome
from amends.core.disputes.reasons import Wish
from amends.core.disputes.refusals import AboveCeiling
from amends.records.disputes.models import Offer
from amends.records.invariants.check import violations
from amends.records.ledger.models import Entry
from amends.records.notices.models import Outbox
from amends.records.orders.models import Order
from amends.records.settlements.models import Leg
from amends.records.trail.models import TrailEntry
from amends.usecases.settlements.send_resend_leg import send_resend_leg
from tests.makers.cases import (
    LATER,
    agree,
    approve,
    bank_of,
    line,
    money,
    nothing_happens,
    offer,
    open_case,
    paid_order,
    refunded,
    resent,
    rows,
    settle,
    ship,
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


def test_what_was_broken_is_sent_again_without_charge(merchant: Person, agent: Person):
    order = paid_order(merchant, line(3, 1000), line(1, 500, sku="LAMP-7"), sent=True)
    again = resent(merchant, agent, order, {1: 2})
    assert again.number.startswith("SH")
    assert (again.stage, again.payment_state, again.charged, again.root_order_id) == ("pending", "paid", 0, order.id)
    assert (again.account_id, again.kind, again.currency) == (order.account_id, "store", "USD")
    assert (again.buyer_name, again.buyer_email, again.address, again.country) == (
        order.buyer_name, order.buyer_email, order.address, "DE"
    )  # fmt: skip
    mugs = again.lines.get()
    assert (mugs.sku, mugs.quantity, mugs.charged, mugs.root_line_id) == (
        "MUG-01", 2, 0, order.lines.get(position=1).id
    )  # fmt: skip
    (dispute,) = again.resent_for.all()
    assert (dispute.order_id, dispute.state) == (order.id, "settled")
    assert (money(order), order.lines.get(position=1).resolved) == ((1500, 0, 0), 2)
    assert not Entry.objects.exists()
    assert list(violations(late=NOW)) == []


def test_the_warehouse_hears_of_the_new_order_as_of_any_other(merchant: Person, agent: Person):
    again = resent(merchant, agent, paid_order(merchant, sent=True))
    told = Outbox.objects.get(order_id=again.id)
    assert (told.code, told.facts, told.at) == ("order.taken_in", {"order": again.number}, LATER)
    entry = TrailEntry.objects.get(subject_id=again.id)
    assert (entry.number, entry.code, entry.subject_kind) == (1, "order.taken_in", "order")


def test_what_was_agreed_to_is_what_is_sent_though_the_order_was_told_anew(merchant: Person, agent: Person):
    order = paid_order(merchant, sent=True)
    dispute = open_case(merchant, order, wish=Wish.RESEND)
    offer(dispute, agent, Outcome.RESEND)
    agreed = Offer.objects.get().resend
    Order.objects.filter(id=order.id).update(
        address={"line1": "Elsewhere 2"}, buyer_name="Somebody", buyer_name_folded="somebody", country="FR"
    )
    agree(dispute, merchant)
    again = settle(dispute).resend_order
    assert again
    assert (again.address, again.buyer_name, again.country) == (agreed["address"], "Zoë STRAẞE", "DE")
    assert again.buyer_name_folded == "zoë strasse"


def test_a_resend_is_sent_once_however_often_the_job_runs(merchant: Person, agent: Person):
    again = resent(merchant, agent, paid_order(merchant, sent=True))
    before = rows()
    settle(again.resent_for.get())
    assert send_resend_leg(leg_id=Leg.objects.get().id, now=LATER) is False
    assert rows() == before


def test_a_resend_that_fails_too_is_refunded_from_what_its_origin_was_charged(merchant: Person, agent: Person):
    order = paid_order(merchant, shipping=101, sent=True)
    again = ship(resent(merchant, agent, order, {1: 2}))
    dispute = refunded(merchant, agent, again, {1: 2})
    assert (dispute.asked, dispute.order_id) == (733, again.id)
    assert (money(order), money(order.lines.get())) == ((1101, 733, 0), (1101, 733, 0))
    assert (money(again), money(again.lines.get())) == ((0, 0, 0), (0, 0, 0))
    assert (again.lines.get().resolved, order.lines.get().resolved) == (2, 2)
    assert (order.payment_state, again.open_disputes, order.open_disputes) == ("partly_refunded", 0, 0)
    assert list(violations(late=NOW)) == []


def test_a_resend_of_a_resend_still_draws_on_the_first_order(merchant: Person, agent: Person):
    order = paid_order(merchant, sent=True)
    third = ship(resent(merchant, agent, ship(resent(merchant, agent, order))))
    assert (third.root_order_id, third.lines.get().root_line_id) == (order.id, order.lines.get().id)
    assert refunded(merchant, agent, third).asked == 1000
    assert (money(order), money(third)) == ((1000, 1000, 0), (0, 0, 0))
    assert list(violations(late=NOW)) == []


def test_origin_and_resend_together_never_bring_back_more_than_was_charged(merchant: Person, agent: Person):
    order = paid_order(merchant, line(2, 1000), sent=True)
    again = ship(resent(merchant, agent, order, {1: 1}))
    refunded(merchant, agent, order, {1: 1})
    with nothing_happens(AboveCeiling) as refused:
        open_case(merchant, again, amount=501)
    assert refused.value.facts == {"asked": 501, "ceiling": 500, "currency": "USD"}
    refunded(merchant, agent, again)
    assert money(order) == (1000, 1000, 0)


def test_the_original_way_leads_back_to_the_first_orders_payment(merchant: Person, agent: Person, tmp_path):
    order = paid_order(merchant, sent=True)
    again = ship(resent(merchant, agent, order, {1: 1}))
    dispute = open_case(merchant, again, wish=Wish.REFUND_ORIGINAL)
    approve(dispute, agent)
    bank = bank_of(tmp_path)
    assert settle(dispute, bank).state == "settled"
    payment = order.payments.get()
    assert (payment.refunded, payment.reserved) == (333, 0)
    assert [amount for _, amount in bank.refunds(payment.provider_ref)] == [333]
    assert list(violations(late=NOW)) == []
