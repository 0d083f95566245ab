"""Returns and circumstances: what the platform notes of an order because clauses of the policy ask about it."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from amends.core.access import Forbidden
from amends.core.disputes.refusals import OrderUnseen
from amends.core.orders.kinds import Tracking
from amends.core.orders.refusals import TimeAhead, TimeInvalid
from amends.core.orders.stages import WrongStage
from amends.core.orders.words import Alert, Circumstance, Product
from amends.records.ids import new_id
from amends.records.invariants.check import violations
from amends.records.orders.models import Order, OrderLine
from amends.records.trail.models import TrailEntry
from amends.usecases.orders.note_circumstances import NoteCircumstances, note_circumstances
from amends.usecases.orders.note_return import NoteReturn, note_return
from amends.usecases.orders.note_tracking_alert import NoteTrackingAlert, note_tracking_alert
from tests.makers.cases import nothing_happens, paid_order
from tests.makers.incoming import MUGS, NOW, PLATFORM, take
from tests.makers.people import Person, owner, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def merchant() -> Person:
    return owner()


def last(order: Order) -> TrailEntry:
    return TrailEntry.objects.filter(subject_id=order.id).latest("number")


def test_the_warehouse_signs_for_what_came_back(merchant: Person):
    order = paid_order(merchant, sent=True)
    for hours in (1, 2):
        at = NOW + timedelta(hours=hours)
        note_return(ask=NoteReturn(order_id=order.id, signed_at=at), actor=PLATFORM, now=at)
        order.refresh_from_db()
        assert (order.return_signed_at, last(order).code) == (at, "order.return_signed")
    assert list(violations(late=NOW)) == []


def test_what_was_never_sent_does_not_come_back(merchant: Person):
    order = paid_order(merchant)
    with nothing_happens(WrongStage):
        note_return(ask=NoteReturn(order_id=order.id, signed_at=NOW), actor=PLATFORM, now=NOW)


def test_who_may_note_a_return_and_of_what(merchant: Person):
    order = paid_order(merchant, sent=True)
    with nothing_happens(Forbidden):
        note_return(ask=NoteReturn(order_id=order.id, signed_at=NOW), actor=merchant.actor, now=NOW)
    with nothing_happens(OrderUnseen):
        note_return(ask=NoteReturn(order_id=new_id(), signed_at=NOW), actor=PLATFORM, now=NOW)
    with nothing_happens(TimeInvalid):
        naive = datetime(2026, 11, 1)  # noqa: DTZ001 - a time without a zone is the point
        note_return(ask=NoteReturn(order_id=order.id, signed_at=naive), actor=PLATFORM, now=NOW)
    with nothing_happens(TimeAhead):
        late = NOW + timedelta(days=1, seconds=1)
        note_return(ask=NoteReturn(order_id=order.id, signed_at=late), actor=PLATFORM, now=NOW)


def test_what_we_know_of_an_order_is_noted_and_taken_back(merchant: Person):
    agent, order = staff(), paid_order(merchant)
    both = frozenset({Circumstance.OUT_OF_STOCK, Circumstance.FORCE_MAJEURE})
    note_circumstances(ask=NoteCircumstances(order_id=order.id, circumstances=both), actor=agent.actor, now=NOW)
    order.refresh_from_db()
    assert (order.circumstances, last(order).code) == (["force_majeure", "out_of_stock"], "order.circumstances_noted")
    number = last(order).number
    note_circumstances(ask=NoteCircumstances(order_id=order.id, circumstances=both), actor=agent.actor, now=NOW)
    assert last(order).number == number
    note_circumstances(ask=NoteCircumstances(order_id=order.id, circumstances=frozenset()), actor=agent.actor, now=NOW)
    order.refresh_from_db()
    assert (order.circumstances, last(order).number) == ([], number + 1)
    assert list(violations(late=NOW)) == []


def test_a_merchant_notes_no_circumstances(merchant: Person):
    order = paid_order(merchant)
    ask = NoteCircumstances(order_id=order.id, circumstances=frozenset({Circumstance.OUT_OF_STOCK}))
    with nothing_happens(Forbidden):
        note_circumstances(ask=ask, actor=merchant.actor, now=NOW)
    agent = staff()
    with nothing_happens(OrderUnseen):
        note_circumstances(ask=replace(ask, order_id=new_id()), actor=agent.actor, now=NOW)


def test_the_carrier_says_why_it_could_not_deliver(merchant: Person):
    order = paid_order(merchant, sent=True)
    parcel = order.shipments.get().tracking_number
    for hours, alert, kept in ((1, Alert.REFUSED, "refused"), (2, None, "refused"), (3, Alert.CUSTOMS, "customs")):
        at = NOW + timedelta(hours=hours)
        ask = NoteTrackingAlert(
            order_id=order.id, tracking_number=parcel, tracking=Tracking.ALERT, at=at, text=f"said {hours}", alert=alert
        )
        note_tracking_alert(ask=ask, actor=PLATFORM, now=at)
        order.refresh_from_db()
        assert (order.tracking, order.alert) == ("alert", kept)


def test_how_goods_came_about_is_told_with_the_order(merchant: Person):
    take(merchant.account_id, lines=(replace(MUGS, product=Product.PRINT_ON_DEMAND),))
    assert OrderLine.objects.get().product == "print_on_demand"
