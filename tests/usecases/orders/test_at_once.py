"""Two who tell of the same order at the same moment."""

from collections.abc import Callable
from dataclasses import replace
from threading import Barrier, Thread

import pytest
from django.db import connection

from amends.core.disputes.refusals import ReasonNotForStage
from amends.core.orders.kinds import Stage
from amends.core.orders.parcels import Parcel
from amends.core.orders.stages import OrderHeld
from amends.core.refusals import Refusal
from amends.records.disputes.models import Dispute
from amends.records.orders.models import Order, Shipment
from amends.usecases.orders.change_order import Outcome
from amends.usecases.orders.note_dispatch import NoteDispatch, note_dispatch
from amends.usecases.orders.take_in_order import TakeInOrder, take_in_order
from tests.makers.incoming import NOW, ORDER, PLATFORM, dispute, take
from tests.makers.people import owner

pytestmark = pytest.mark.usefixtures("committed_db")


def at_once(*verbs: Callable[[], object]) -> list[object]:
    """Each verb's result or refusal, all begun together on connections of their own."""
    start, results = Barrier(len(verbs)), [object()] * len(verbs)

    def run(at: int) -> None:
        start.wait()
        try:
            results[at] = verbs[at]()
        except Refusal as refusal:
            results[at] = refusal
        finally:
            connection.close()

    threads = [Thread(target=run, args=(at,)) for at in range(len(verbs))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_two_that_tell_of_the_same_number_make_one_order():
    account_id = owner().account_id

    def tell(stage: Stage) -> Outcome:
        told = TakeInOrder(account_id=account_id, order=replace(ORDER, stage=stage))
        return take_in_order(ask=told, actor=PLATFORM, now=NOW).outcome

    outcomes = at_once(lambda: tell(Stage.PENDING), lambda: tell(Stage.PROCESSING))
    assert sorted(outcomes) == [Outcome.CREATED, Outcome.UPDATED]
    order = Order.objects.get()
    assert (order.stage, order.trail_seq, order.lines.count()) == ("processing", 2, 2)


def test_a_cancellation_and_a_dispatch_leave_one_winner_and_one_named_refusal():
    merchant = owner()
    for number in range(10):
        order = take(merchant.account_id, number=f"A-{number}", external_number="")
        opened, sent = at_once(
            lambda order=order: dispute(merchant.actor, order),
            lambda order=order: note_dispatch(
                ask=NoteDispatch(order_id=order.id, parcels=(Parcel(tracking_number="LP1"),)), actor=PLATFORM, now=NOW
            ),
        )
        order.refresh_from_db()
        state = (order.stage, order.open_disputes, Dispute.objects.filter(order=order).count())
        parcels = Shipment.objects.filter(order=order).count()
        if sent is None:
            assert isinstance(opened, ReasonNotForStage)
            assert (*state, parcels) == ("dispatched", 0, 0, 1)
        else:
            assert isinstance(sent, OrderHeld)
            assert sent.facts == {"number": order.number, "disputes": [opened]}
            assert (*state, parcels) == ("pending", 1, 1, 0)
