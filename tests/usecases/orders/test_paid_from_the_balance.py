"""What the platform may still tell of an order that its merchant paid from the balance."""

from dataclasses import replace

import pytest

from amends.core.orders.incoming import IncomingOrder, IncomingPayment
from amends.core.orders.kinds import PaymentState
from amends.core.orders.refusals import PaidFromBalance
from amends.records.invariants.check import violations
from amends.records.orders.models import Order
from amends.usecases.orders.change_order import Outcome
from amends.usecases.orders.update_order import UpdateOrder, update_order
from amends.usecases.wallet.pay_order import PayOrder, pay_order
from tests.makers.cases import line, nothing_happens, refunded
from tests.makers.incoming import NOW, ORDER, PLACED, PLATFORM, take
from tests.makers.people import Person, owner, staff
from tests.makers.wallet import parts, topped_up

pytestmark = pytest.mark.django_db

TOLD = replace(
    ORDER,
    lines=(line(3, 1000),),
    shipping=0,
    tax=0,
    tax_handling=0,
    payment_state=PaymentState.UNPAID,
    paid_at=None,
)
CARD = IncomingPayment(provider="sandbox", provider_ref="sandbox_4000_1", amount=4000, paid_at=PLACED)


@pytest.fixture
def merchant() -> Person:
    return owner()


@pytest.fixture
def paid(merchant: Person) -> Order:
    """Three mugs for 10.00, paid with 5.00 of bonus and 5.00 of money."""
    topped_up(merchant, 50_000)
    order = take(merchant.account_id, TOLD)
    pay_order(ask=PayOrder(number=order.number, due=1000), actor=merchant.actor, now=NOW)
    return order


def tell(order: Order, told: IncomingOrder) -> Outcome:
    """The platform's word of it."""
    return update_order(ask=UpdateOrder(order_id=order.id, order=told), actor=PLATFORM, now=NOW)


@pytest.mark.parametrize("goods", [5000, 1001, 999, 0])
def test_what_was_taken_from_the_balance_is_what_it_is_charged(paid: Order, goods: int) -> None:
    with nothing_happens(PaidFromBalance) as refused:
        tell(paid, replace(TOLD, lines=(line(3, goods),)))
    assert refused.value.facts == {"number": paid.number, "currency": "USD", "paid": 1000, "charged": goods}


def test_a_rise_that_a_further_payment_covers_is_noted_and_can_be_refunded_whole(merchant: Person, paid: Order) -> None:
    dear = replace(TOLD, lines=(line(3, 5000),))
    assert tell(paid, replace(dear, payments=(CARD,))) is Outcome.UPDATED
    paid.refresh_from_db()
    assert (paid.charged, paid.paid_outside, paid.payments.count()) == (5000, False, 3)
    refunded(merchant, staff(), paid)
    assert parts(merchant) == (49_500 + 4500, 500, 0)
    assert list(violations(late=NOW)) == []


def test_a_payment_that_comes_on_top_of_the_balances_is_not_taken_for_the_orders(paid: Order) -> None:
    """Whoever took it gives it back; refunds here follow what the order is charged."""
    with nothing_happens(PaidFromBalance):
        tell(paid, replace(TOLD, payments=(CARD,)))


def test_everything_but_the_charge_may_change(paid: Order) -> None:
    split = (line(2, 600), line(1, 400, sku="LAMP-7"))
    assert tell(paid, replace(TOLD, buyer_name="Zoë K.", lines=split)) is Outcome.UPDATED
    assert tell(paid, replace(TOLD, lines=(line(2, None), line(1, None, sku="LAMP-7")))) is Outcome.UPDATED
    paid.refresh_from_db()
    assert (paid.charged, paid.payment_state, list(violations(late=NOW))) == (1000, "paid", [])
