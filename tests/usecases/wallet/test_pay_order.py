"""Paying an order from the balance: bonus first, all or nothing, once."""

import pytest

from amends.core.access import Forbidden, Role
from amends.core.disputes.refusals import OrderUnseen
from amends.core.wallet.paying import BalanceTooLow, DueChanged, OrderNotPayable, OrderPaidAlready, Parts
from amends.records.invariants.check import violations
from amends.records.ledger.models import Entry
from amends.records.notices.models import Outbox
from amends.records.orders.models import Order, Payment
from amends.records.trail.models import TrailEntry
from amends.usecases.orders.close_order import CloseOrder, close_order
from amends.usecases.wallet.pay_order import PayOrder, pay_order
from tests.makers.cases import nothing_happens, paid_order, unpaid_order
from tests.makers.incoming import NOW, PLATFORM
from tests.makers.people import Person, colleague, owner
from tests.makers.wallet import SOON, parts, topped_up

pytestmark = pytest.mark.django_db


@pytest.fixture
def merchant() -> Person:
    return owner()


def pay(order: Order, who: Person) -> Parts:
    return pay_order(ask=PayOrder(number=order.number, due=order.charged), actor=who.actor, now=SOON)


def test_bonus_pays_first_and_each_part_is_a_payment_of_its_own(merchant: Person):
    topped_up(merchant, 50_000)
    order = unpaid_order(merchant)
    assert pay(order, merchant) == Parts(500, 500)
    assert parts(merchant) == (49_500, 0, 0)
    entry = Entry.objects.get(kind="order_paid")
    assert (entry.key, entry.order_id, entry.cash, entry.bonus, entry.wallet_after) == (
        str(order.id), order.id, -500, -500, 49_500,
    )  # fmt: skip
    assert sorted(Payment.objects.values_list("provider", "provider_ref", "amount", "currency")) == [
        ("bonus", str(entry.id), 500, "USD"),
        ("wallet", str(entry.id), 500, "USD"),
    ]
    order.refresh_from_db()
    assert (order.payment_state, order.paid_at, order.paid_outside) == ("paid", SOON, False)
    told = TrailEntry.objects.filter(subject_id=order.id).order_by("number").values_list("code", flat=True)
    assert list(told) == ["order.taken_in", "order.paid"]
    assert Outbox.objects.filter(code="order.paid", order_id=order.id).count() == 1
    assert list(violations(late=NOW)) == []


def test_without_bonus_there_is_one_payment(merchant: Person):
    topped_up(merchant, 1000)
    assert pay(unpaid_order(merchant), merchant) == Parts(0, 1000)
    assert list(Payment.objects.values_list("provider", "amount")) == [("wallet", 1000)]
    assert list(violations(late=NOW)) == []


def test_it_is_paid_once(merchant: Person):
    topped_up(merchant, 5000)
    order = unpaid_order(merchant)
    pay(order, merchant)
    with nothing_happens(OrderPaidAlready):
        pay(order, merchant)


def test_nobody_pays_another_amount_than_the_one_that_was_shown(merchant: Person):
    topped_up(merchant, 5000)
    seen = unpaid_order(merchant)
    for now in (999, 1001):
        seen.charged = now
        with nothing_happens(DueChanged):
            pay(seen, merchant)


def test_a_balance_that_does_not_reach_pays_nothing(merchant: Person):
    topped_up(merchant, 999)
    order = unpaid_order(merchant)
    with nothing_happens(BalanceTooLow):
        pay(order, merchant)


def test_another_currencys_balance_does_not_pay(merchant: Person):
    topped_up(merchant, 50_000, "EUR")
    order = unpaid_order(merchant)
    with pytest.raises(BalanceTooLow):
        pay(order, merchant)
    assert parts(merchant, "EUR") == (50_000, 500, 0)


def test_what_cannot_be_paid_is_refused(merchant: Person):
    topped_up(merchant, 5000)
    closed, paid = unpaid_order(merchant), paid_order(merchant)
    close_order(ask=CloseOrder(order_id=closed.id), actor=PLATFORM, now=NOW)
    strangers = unpaid_order(owner())
    reader = colleague(merchant, Role.AFTER_SALES)
    mine = unpaid_order(merchant)
    for order, who, refusal in (
        (closed, merchant, OrderNotPayable),
        (paid, merchant, OrderPaidAlready),
        (strangers, merchant, OrderUnseen),
        (mine, reader, Forbidden),
    ):
        with nothing_happens(refusal):
            pay(order, who)
