"""The fulfillment side tells how an order moves on."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from amends.core.access import Forbidden
from amends.core.disputes.refusals import OrderUnseen
from amends.core.orders.incoming import LEEWAY
from amends.core.orders.kinds import Stage, Tracking
from amends.core.orders.parcels import Parcel, ParcelsMissing
from amends.core.orders.refusals import TimeAhead, TimeInvalid, TimesReversed
from amends.core.orders.stages import OrderHeld, WrongStage
from amends.core.orders.tracking import AlreadyTold, NotAnAlert, ParcelUnseen
from amends.records.ids import new_id
from amends.records.notices.models import Outbox
from amends.records.orders.models import Order, Shipment, TrackingEvent
from amends.records.trail.models import TrailEntry
from amends.usecases.orders.close_order import CloseOrder, close_order
from amends.usecases.orders.note_delivery import NoteDelivery, note_delivery
from amends.usecases.orders.note_dispatch import NoteDispatch, note_dispatch
from amends.usecases.orders.note_tracking_alert import NoteTrackingAlert, note_tracking_alert
from amends.usecases.orders.note_warehouse_started import NoteWarehouseStarted, note_warehouse_started
from tests.makers.incoming import NOW, PLACED, PLATFORM, dispute, take
from tests.makers.people import owner

pytestmark = pytest.mark.django_db

ARRIVED = datetime(2026, 12, 1, 10, tzinfo=UTC)
LATER = ARRIVED + timedelta(hours=2)
MOMENT = timedelta(microseconds=1)
PARCELS = (Parcel(method="Post", tracking_number="LP-1"), Parcel(method="Post", tracking_number="LP-2"))


def start(order):
    note_warehouse_started(ask=NoteWarehouseStarted(order_id=order.id), actor=PLATFORM, now=NOW)


def send(order, parcels=PARCELS, at=None):
    ask = NoteDispatch(order_id=order.id, parcels=parcels, dispatched_at=at)
    note_dispatch(ask=ask, actor=PLATFORM, now=NOW)


def arrive(order, parcel="LP-1", at=ARRIVED):
    ask = NoteDelivery(order_id=order.id, tracking_number=parcel, delivered_at=at)
    note_delivery(ask=ask, actor=PLATFORM, now=LATER)


def alert(order, tracking=Tracking.ALERT, parcel="LP-1", at=ARRIVED, text="Address not found"):
    ask = NoteTrackingAlert(order_id=order.id, tracking_number=parcel, tracking=tracking, at=at, text=text)
    note_tracking_alert(ask=ask, actor=PLATFORM, now=LATER)


def close(order):
    close_order(ask=CloseOrder(order_id=order.id), actor=PLATFORM, now=NOW)


STEPS = {"start": start, "send": send, "arrive": arrive, "alert": alert, "close": close}


def now_of(order):
    order.refresh_from_db()
    return order


def codes(order):
    trail = TrailEntry.objects.filter(subject_id=order.id).order_by("number").values_list("code", flat=True)
    told = Outbox.objects.filter(order_id=order.id, dispute_id=None).order_by("id").values_list("code", flat=True)
    assert list(told) == list(trail)
    return list(trail)[1:]


def last_change(order):
    body = json.loads(bytes(TrailEntry.objects.filter(subject_id=order.id).latest("number").body))
    return body["before"], body["after"]


def test_the_warehouse_starts():
    order = take(owner().account_id)
    start(order)
    now_of(order)
    assert (order.stage, order.warehouse_started_at) == ("processing", NOW)
    assert codes(order) == ["order.warehouse_started"]
    assert last_change(order) == (
        {"stage": "pending", "warehouse_started_at": None},
        {"stage": "processing", "warehouse_started_at": str(NOW)},
    )


def test_the_start_of_an_order_that_came_in_as_processing_is_told_once():
    order = take(owner().account_id, stage=Stage.PROCESSING)
    start(order)
    assert (now_of(order).stage, order.warehouse_started_at) == ("processing", NOW)
    assert last_change(order) == (
        {"stage": "processing", "warehouse_started_at": None},
        {"stage": "processing", "warehouse_started_at": str(NOW)},
    )
    with pytest.raises(WrongStage):
        start(order)
    assert codes(order) == ["order.warehouse_started"]


@pytest.mark.parametrize("stage", [Stage.PENDING, Stage.PROCESSING])
def test_parcels_leave(stage):
    order = take(owner().account_id, stage=stage)
    send(order)
    now_of(order)
    assert (order.stage, order.dispatched_at, order.tracking) == ("dispatched", NOW, "in_transit")
    columns = "method tracking_number tracking_number_folded tracking dispatched_at delivered_at account_id".split()
    assert list(Shipment.objects.filter(order=order).order_by("tracking_number").values_list(*columns)) == [
        ("Post", "LP-1", "lp-1", "in_transit", NOW, None, order.account_id),
        ("Post", "LP-2", "lp-2", "in_transit", NOW, None, order.account_id),
    ]
    assert codes(order) == ["order.dispatched"]
    assert last_change(order) == (
        {"stage": stage.value, "dispatched_at": None},
        {"stage": "dispatched", "dispatched_at": str(NOW), "parcels": ["LP-1", "LP-2"]},
    )


def test_parcels_left_when_the_warehouse_says():
    order, left = take(owner().account_id), NOW - timedelta(days=2)
    send(order, at=left)
    assert now_of(order).dispatched_at == left
    assert set(Shipment.objects.filter(order=order).values_list("dispatched_at", flat=True)) == {left}
    assert last_change(order)[1]["dispatched_at"] == str(left)


@pytest.mark.parametrize(
    ("refusal", "at"),
    [
        (TimeInvalid, datetime(2026, 11, 21)),  # noqa: DTZ001
        (TimeAhead, NOW + LEEWAY + MOMENT),
        (TimesReversed, PLACED - LEEWAY - MOMENT),
    ],
)
def test_parcels_do_not_leave_when_they_cannot_have_left(refusal, at):
    order = take(owner().account_id)
    before = Order.objects.values().get()
    with pytest.raises(refusal) as refused:
        send(order, at=at)
    assert (refused.value.facts["name"], refused.value.kind) == ("dispatched_at", "invalid")
    assert (Order.objects.values().get(), Shipment.objects.count(), codes(order)) == (before, 0, [])


def test_clocks_may_differ_by_a_day():
    order = take(owner().account_id)
    send(order, at=PLACED - LEEWAY)
    arrive(order, at=LATER + LEEWAY)
    arrive(order, "LP-2", at=PLACED - LEEWAY - LEEWAY)
    assert (now_of(order).stage, order.delivered_at) == ("completed", LATER + LEEWAY)


def test_the_order_is_completed_with_its_last_parcel():
    order = take(owner().account_id)
    send(order)
    arrive(order, "lp-2")
    now_of(order)
    assert (order.stage, order.tracking, order.delivered_at) == ("dispatched", "in_transit", None)
    arrive(order, "LP-1", at=ARRIVED - timedelta(days=1))
    now_of(order)
    assert (order.stage, order.tracking, order.delivered_at) == ("completed", "delivered", ARRIVED)
    assert codes(order) == ["order.dispatched", "order.delivered", "order.delivered"]
    assert last_change(order)[1] == {
        "stage": "completed",
        "tracking": "delivered",
        "delivered_at": str(ARRIVED),
        "parcel": "LP-1",
    }


def test_an_alert_is_the_orders_word_until_the_parcel_moves_again():
    order = take(owner().account_id)
    send(order)
    alert(order)
    assert (now_of(order).stage, order.tracking) == ("dispatched", "alert")
    alert(order, Tracking.IN_TRANSIT, at=ARRIVED + timedelta(hours=1), text="On its way")
    assert now_of(order).tracking == "in_transit"
    alert(order, Tracking.RETURNED, at=ARRIVED - timedelta(hours=1), text="told late")
    assert now_of(order).tracking == "in_transit"
    events = TrackingEvent.objects.order_by("at").values_list("at", "tracking", "text")
    assert list(events) == [
        (ARRIVED - timedelta(hours=1), "returned", "told late"),
        (ARRIVED, "alert", "Address not found"),
        (ARRIVED + timedelta(hours=1), "in_transit", "On its way"),
    ]
    assert codes(order) == ["order.dispatched"] + ["order.tracking_alerted"] * 3


@pytest.mark.parametrize("stage", [Stage.PENDING, Stage.PROCESSING, Stage.DISPATCHED, Stage.COMPLETED])
def test_an_order_closes_from_every_open_stage(stage):
    order = take(owner().account_id, stage=stage)
    close(order)
    assert (now_of(order).stage, order.closed_at) == ("closed", NOW)
    assert codes(order) == ["order.closed"]


@pytest.mark.parametrize("step", ["start", "send", "close"])
def test_a_held_order_does_not_move_on_and_names_its_disputes(step):
    merchant = owner()
    order = take(merchant.account_id)
    numbers = [dispute(merchant.actor, order, position=1), dispute(merchant.actor, order, position=2)]
    before = Order.objects.values().get()
    with pytest.raises(OrderHeld) as refused:
        STEPS[step](order)
    assert refused.value.facts == {"number": "A-1001", "disputes": numbers}
    assert Order.objects.values().get() == before
    assert not Shipment.objects.exists()
    assert codes(order) == []


def test_what_has_happened_is_noted_while_a_dispute_holds_the_order():
    merchant = owner()
    order = take(merchant.account_id)
    send(order, parcels=(Parcel(tracking_number="LP-1"),))
    dispute(merchant.actor, now_of(order))
    alert(order, at=ARRIVED - timedelta(days=2))
    arrive(order)
    assert (now_of(order).stage, order.tracking, order.open_disputes) == ("completed", "delivered", 1)


@pytest.mark.parametrize(
    ("stage", "steps"),
    [
        (Stage.PENDING, ["arrive", "alert"]),
        (Stage.PROCESSING, ["arrive", "alert"]),
        (Stage.DISPATCHED, ["start", "send"]),
        (Stage.COMPLETED, ["start", "send"]),
        (Stage.CLOSED, ["start", "send", "arrive", "alert", "close"]),
    ],
)
def test_a_step_out_of_turn_is_refused(stage, steps):
    order = take(owner().account_id, stage=stage)
    before = Order.objects.values().get()
    for step in steps:
        with pytest.raises(WrongStage) as refused:
            STEPS[step](order)
        assert refused.value.facts["stage"] == stage.value
    assert Order.objects.values().get() == before
    assert codes(order) == []


@pytest.mark.parametrize(
    ("refusal", "told"),
    [
        (ParcelUnseen, lambda order: arrive(order, "LP-9")),
        (ParcelUnseen, lambda order: alert(order, parcel="")),
        (AlreadyTold, lambda order: arrive(order, "lp-2")),
        (AlreadyTold, lambda order: alert(order, parcel="LP-2", text="")),
        (NotAnAlert, lambda order: alert(order, Tracking.DELIVERED)),
        (NotAnAlert, lambda order: alert(order, Tracking.NONE)),
        (TimeInvalid, lambda order: arrive(order, at=datetime(2026, 12, 1))),  # noqa: DTZ001
        (TimeAhead, lambda order: arrive(order, at=LATER + LEEWAY + MOMENT)),
        (TimeAhead, lambda order: alert(order, at=LATER + LEEWAY + MOMENT)),
        (ParcelsMissing, lambda order: send(order, parcels=())),
    ],
)
def test_what_the_carrier_cannot_say_is_refused(refusal, told):
    order = take(owner().account_id)
    send(order)
    arrive(order, "LP-2")
    before = (Order.objects.values().get(), list(Shipment.objects.order_by("id").values()))
    with pytest.raises(refusal):
        told(order)
    assert (Order.objects.values().get(), list(Shipment.objects.order_by("id").values())) == before
    assert TrackingEvent.objects.count() == 1
    assert codes(order) == ["order.dispatched", "order.delivered"]


@pytest.mark.parametrize(
    ("verb", "ask"),
    [
        (note_warehouse_started, NoteWarehouseStarted),
        (note_dispatch, lambda order_id: NoteDispatch(order_id=order_id, parcels=PARCELS)),
        (note_delivery, lambda order_id: NoteDelivery(order_id=order_id, tracking_number="", delivered_at=NOW)),
        (
            note_tracking_alert,
            lambda order_id: NoteTrackingAlert(order_id=order_id, tracking_number="", tracking=Tracking.ALERT, at=NOW),
        ),
        (close_order, CloseOrder),
    ],
)
def test_each_step_needs_an_order_and_the_right_to_tell_of_it(verb, ask):
    merchant = owner()
    order = take(merchant.account_id)
    with pytest.raises(Forbidden):
        verb(ask=ask(order_id=order.id), actor=merchant.actor, now=NOW)
    with pytest.raises(OrderUnseen):
        verb(ask=ask(order_id=new_id()), actor=PLATFORM, now=NOW)
    assert codes(order) == []
