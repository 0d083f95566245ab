"""An order's content changes, and disputes stand in the way where they must."""

from dataclasses import replace

import pytest

from amends.core.access import SYSTEM, Forbidden
from amends.core.disputes.refusals import OrderUnseen
from amends.core.orders.kinds import Stage
from amends.core.orders.refusals import BelowClaimed, ChargeBelowClaimed, ResendUnchangeable, Unchangeable
from amends.core.orders.stages import OrderHeld
from amends.records.disputes.models import Dispute
from amends.records.ids import new_id
from amends.records.orders.models import Order, OrderLine
from amends.records.trail.models import TrailEntry
from amends.usecases.disputes.withdraw_dispute import WithdrawDispute, withdraw_dispute
from amends.usecases.orders.change_order import Outcome
from amends.usecases.orders.update_order import UpdateOrder, update_order
from tests.makers.incoming import LAMP, MUGS, NOW, ORDER, PLATFORM, dispute, take
from tests.makers.people import owner

pytestmark = pytest.mark.django_db


def update(order, actor=PLATFORM, **changes):
    return update_order(ask=UpdateOrder(order_id=order.id, order=replace(ORDER, **changes)), actor=actor, now=NOW)


def snapshot(order):
    """Everything the rows of an order say."""
    rows = Order.objects.filter(id=order.id).values().get()
    trail = TrailEntry.objects.filter(subject_id=order.id).count()
    return rows, list(OrderLine.objects.filter(order=order).order_by("id").values()), trail


def test_the_whole_content_is_told_again():
    order = take(owner().account_id)
    assert update(order) is Outcome.UNCHANGED
    assert update(order, shipping=801, lines=(MUGS,)) is Outcome.UPDATED
    order.refresh_from_db()
    assert (order.charged, order.charged_goods, order.charged_shipping, order.trail_seq) == (2404, 1500, 801, 2)
    assert list(order.lines.values_list("sku", "charged")) == [("MUG-01", 2404)]


@pytest.mark.parametrize(
    ("refusal", "facts", "changes"),
    [
        (BelowClaimed, {"line": "MUG-01", "least": 2}, {"lines": (replace(MUGS, quantity=1), LAMP)}),
        (BelowClaimed, {"line": "MUG-01", "least": 2}, {"lines": (LAMP,)}),
        (
            ChargeBelowClaimed,
            {"line": "MUG-01", "least": 900, "currency": "USD"},
            {"lines": (replace(MUGS, goods=500), LAMP), "shipping": 0, "tax": 0, "tax_handling": 0},
        ),
        (OrderHeld, {}, {"stage": Stage.DISPATCHED}),
        (OrderHeld, {}, {"stage": Stage.CLOSED}),
    ],
)
def test_what_an_open_dispute_claims_is_not_taken_from_under_it(refusal, facts, changes):
    merchant = owner()
    order = take(merchant.account_id)
    number = dispute(merchant.actor, order, units=2, amount=900)
    before = snapshot(order)
    with pytest.raises(refusal) as refused:
        update(order, **changes)
    assert refused.value.facts == {"number": "A-1001", "disputes": [number], **facts}
    assert snapshot(order) == before


def test_a_held_order_may_change_where_nothing_is_claimed():
    merchant = owner()
    order = take(merchant.account_id)
    dispute(merchant.actor, order, units=2, amount=900)
    changed = (replace(MUGS, quantity=2, goods=900), replace(LAMP, sku="VASE", goods=100))
    assert update(order, lines=changed, shipping=0, tax=0, tax_handling=0, buyer_name="Zoë K.") is Outcome.UPDATED
    order.refresh_from_db()
    assert (order.open_disputes, order.charged, order.buyer_name) == (1, 1000, "Zoë K.")
    lines = order.lines.order_by("position").values_list("sku", "quantity", "claimed", "charged")
    assert list(lines) == [("MUG-01", 2, 2, 900), ("VASE", 1, 0, 100)]


def test_a_line_that_was_ever_disputed_stays_with_its_history():
    merchant = owner()
    order = take(merchant.account_id)
    number = dispute(merchant.actor, order, units=2)
    withdraw_dispute(ask=WithdrawDispute(dispute=number), actor=merchant.actor, now=NOW)
    with pytest.raises(BelowClaimed) as refused:
        update(order, lines=(LAMP,))
    assert refused.value.facts == {"number": "A-1001", "line": "MUG-01", "least": 1, "disputes": [number]}
    assert update(order, lines=(replace(MUGS, quantity=1, goods=100), LAMP)) is Outcome.UPDATED
    assert Dispute.objects.get().state == "withdrawn"


def test_a_resend_follows_from_its_dispute_and_from_nothing_else():
    account_id = owner().account_id
    order = take(account_id)
    origin = take(account_id, number="A-1000", external_number="")
    Order.objects.filter(id=order.id).update(root_order=origin)
    before = snapshot(order)
    with pytest.raises(ResendUnchangeable):
        update(order, shipping=0)
    assert snapshot(order) == before


def test_an_update_keeps_the_number_and_needs_an_order():
    merchant = owner()
    order = take(merchant.account_id)
    before = snapshot(order)
    with pytest.raises(Unchangeable):
        update(order, number="A-1002")
    with pytest.raises(OrderUnseen):
        update_order(ask=UpdateOrder(order_id=new_id(), order=ORDER), actor=SYSTEM, now=NOW)
    with pytest.raises(Forbidden):
        update(order, actor=merchant.actor, shipping=0)
    assert snapshot(order) == before
