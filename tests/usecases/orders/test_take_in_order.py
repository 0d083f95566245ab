"""The platform's order system tells of an order."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.conf import settings

from amends.core.access import SYSTEM, AccountUnseen, Forbidden
from amends.core.orders.kinds import PaymentState, Stage
from amends.core.orders.refusals import NumberReserved, NumberTaken, NumberUnreachable, PaymentKnown, Unchangeable
from amends.core.trail.chain import first_broken
from amends.records.ids import new_id
from amends.records.notices.models import Outbox
from amends.records.orders.models import Order, OrderLine, Payment
from amends.records.trail.models import TrailEntry
from amends.usecases.orders.change_order import Outcome
from amends.usecases.orders.take_in_order import TakeInOrder, take_in_order
from tests.makers.incoming import LAMP, MUGS, NOW, ORDER, PAYMENT, PLACED, PLATFORM, take
from tests.makers.people import owner, staff

pytestmark = pytest.mark.django_db


def ask(account_id, order=ORDER, **changes):
    return TakeInOrder(account_id=account_id, order=replace(order, **changes))


def trail(order):
    return list(TrailEntry.objects.filter(subject_id=order.id).order_by("number"))


def test_an_order_comes_in_with_its_lines_and_its_charge_part_by_part():
    order = take(owner().account_id)
    assert (order.number, order.kind, order.stage, order.payment_state) == ("A-1001", "store", "pending", "paid")
    assert (order.currency, order.charged, order.charged_known) == ("USD", 2504, True)
    parts = (order.charged_goods, order.charged_shipping, order.charged_tax, order.charged_tax_handling)
    assert parts == (2000, 401, 100, 3)
    assert (order.refunded, order.reserved, order.open_disputes, order.tracking) == (0, 0, 0, "none")
    assert (order.sold_for, order.sold_for_currency) == (4990, "EUR")
    assert (order.placed_at, order.paid_at, order.paid_outside) == (PLACED, PLACED, True)
    columns = "position sku name quantity charged_goods charged_shipping charged_tax charged_tax_handling charged"
    assert list(order.lines.order_by("position").values_list(*columns.split())) == [
        (1, "MUG-01", "Enamel mug", 3, 1500, 301, 75, 2, 1878),
        (2, "LAMP-7", "Paper lamp", 1, 500, 100, 25, 1, 626),
    ]


def test_what_is_searched_is_stored_folded():
    order = take(owner().account_id)
    assert (order.buyer_name, order.buyer_name_folded) == ("Zoë STRAẞE", "zoë strasse")
    assert (order.buyer_email, order.buyer_email_folded) == ("Zoe@Buyer.example", "zoe@buyer.example")
    assert set(order.lines.values_list("sku_folded", flat=True)) == {"mug-01", "lamp-7"}


def test_the_trail_and_the_outbox_tell_of_it():
    account_id = owner().account_id
    order = take(account_id)
    (entry,) = trail(order)
    body = json.loads(bytes(entry.body))
    assert (entry.code, entry.subject_kind, body["before"]) == ("order.taken_in", "order", None)
    assert body["who"] == {"side": "platform", "id": str(PLATFORM.id)}
    assert body["after"]["charged_goods"] == 2000
    assert [(line["sku"], line["charged"]) for line in body["after"]["lines"]] == [
        ("MUG-01", [1500, 301, 75, 2]),
        ("LAMP-7", [500, 100, 25, 1]),
    ]
    assert "Zoë" not in bytes(entry.body).decode()
    assert entry.personal["buyer_name"]["value"] == "Zoë STRAẞE"
    assert (order.trail_seq, bytes(order.trail_head)) == (1, bytes(entry.digest))
    (told,) = Outbox.objects.filter(order_id=order.id)
    assert (told.code, told.account_id, told.facts) == ("order.taken_in", account_id, {"order": "A-1001"})


def test_the_same_content_again_changes_nothing():
    account_id = owner().account_id
    order = take(account_id)
    again = take_in_order(ask=ask(account_id), actor=PLATFORM, now=NOW)
    assert (again.order_id, again.outcome) == (order.id, Outcome.UNCHANGED)
    assert (Order.objects.count(), OrderLine.objects.count(), len(trail(order))) == (1, 2, 1)
    assert Outbox.objects.filter(order_id=order.id).count() == 1


def test_a_known_number_with_other_content_updates_the_order():
    account_id = owner().account_id
    order = take(account_id)
    vase = replace(LAMP, sku="VASE", name="Vase", quantity=2, goods=1000)
    later = datetime(2026, 11, 24, tzinfo=UTC)
    told = ask(account_id, lines=(replace(MUGS, quantity=2, goods=1000), vase), stage=Stage.PROCESSING, buyer_name="Z")
    again = take_in_order(ask=told, actor=PLATFORM, now=later)
    assert (again.order_id, again.outcome) == (order.id, Outcome.UPDATED)
    order.refresh_from_db()
    assert (order.stage, order.charged, order.charged_goods, order.buyer_name) == ("processing", 2504, 2000, "Z")
    lines = order.lines.order_by("position").values_list("position", "sku", "quantity", "charged")
    assert list(lines) == [(1, "MUG-01", 2, 1253), (3, "VASE", 2, 1251)]
    first, second = trail(order)
    body = json.loads(bytes(second.body))
    assert (second.code, body["before"]["stage"], body["after"]["stage"]) == ("order.updated", "pending", "processing")
    assert set(body["after"]) == {"stage", "lines"}
    assert second.personal["buyer_name"]["value"] == "Z"
    entries = [(entry.number, bytes(entry.body), bytes(entry.digest)) for entry in (first, second)]
    assert first_broken(entries, secret=settings.TRAIL_SECRET) is None
    assert list(Outbox.objects.filter(order_id=order.id).order_by("id").values_list("code", flat=True)) == [
        "order.taken_in",
        "order.updated",
    ]


def test_two_accounts_may_use_the_same_number():
    one, two = take(owner().account_id), take(owner().account_id)
    assert one.number == two.number
    assert one.id != two.id


def test_an_order_without_a_charge_comes_in_with_its_charge_unknown_and_learns_it_later():
    account_id = owner().account_id
    bare = (replace(MUGS, goods=None), replace(LAMP, goods=None))
    order = take(account_id, lines=bare)
    assert (order.charged_known, order.charged) == (False, 0)
    order = take(account_id)
    assert (order.charged_known, order.charged) == (True, 2504)
    order = take(account_id, lines=bare)
    assert (order.charged_known, order.charged) == (True, 2504)


def test_a_payment_at_a_provider_stands_behind_the_order():
    account_id = owner().account_id
    order = take(account_id, payments=(PAYMENT,), payment_state=PaymentState.UNPAID)
    assert (order.payment_state, order.paid_outside, order.paid_at) == ("paid", False, PLACED)
    (row,) = Payment.objects.all()
    assert (row.order_id, row.provider, row.provider_ref) == (order.id, "sandbox", "pay_1")
    assert (row.amount, row.currency, row.account_id) == (2504, "USD", account_id)


def test_a_payment_that_arrives_later_is_noted_once():
    account_id = owner().account_id
    take(account_id, payment_state=PaymentState.UNPAID, paid_at=None)
    order = take(account_id, payments=(PAYMENT,))
    order = take(account_id, payments=(PAYMENT,), store_name="Other")
    assert (order.payment_state, order.paid_outside, order.paid_at) == ("paid", False, PLACED)
    assert Payment.objects.count() == 1


@pytest.mark.parametrize("number", ["A-1001", "A-1002"])
def test_a_payment_stands_behind_one_order_with_one_amount(number):
    account_id = owner().account_id
    take(account_id, payments=(PAYMENT,))
    with pytest.raises(PaymentKnown) as refused:
        take(account_id, number=number, external_number="", payments=(replace(PAYMENT, amount=100),))
    assert refused.value.facts == {"number": number, "refs": ["sandbox pay_1"]}
    assert list(Payment.objects.values_list("amount", flat=True)) == [2504]
    assert Order.objects.count() == 1


def test_paid_does_not_go_back_to_unpaid():
    account_id = owner().account_id
    take(account_id)
    order = take(account_id, payment_state=PaymentState.UNPAID, paid_at=None)
    assert (order.payment_state, order.paid_at) == ("paid", PLACED)


def test_an_order_told_of_as_closed_is_closed():
    order = take(owner().account_id, stage=Stage.CLOSED)
    assert (order.stage, order.closed_at) == ("closed", NOW)


@pytest.mark.parametrize(
    ("refusal", "changes"),
    [
        (Unchangeable, {"currency": "EUR"}),
        (NumberTaken, {"external_number": "#2002"}),
    ],
)
def test_another_order_under_the_same_number_is_refused(refusal, changes):
    account_id = owner().account_id
    take(account_id)
    with pytest.raises(refusal):
        take(account_id, **changes)
    order = Order.objects.get()
    assert (order.currency, order.external_number, order.trail_seq) == ("USD", "#1001", 1)


def test_a_number_of_our_own_sequence_is_refused():
    with pytest.raises(NumberReserved):
        take(owner().account_id, number="SH26112300001")
    assert not Order.objects.exists()


@pytest.mark.parametrize("number", ["2026/1001", "A\\1", "A\t1"])
def test_a_number_that_no_address_could_name_is_refused(number):
    with pytest.raises(NumberUnreachable):
        take(owner().account_id, number=number)
    assert not Order.objects.exists()


def test_an_account_that_does_not_exist_takes_no_order():
    with pytest.raises(AccountUnseen):
        take(new_id())
    assert not Order.objects.exists()


def test_only_the_platform_and_amends_itself_tell_of_orders():
    person = owner()
    for actor in (person.actor, staff().actor):
        with pytest.raises(Forbidden):
            take_in_order(ask=ask(person.account_id), actor=actor, now=NOW)
    assert not Order.objects.exists()
    assert take_in_order(ask=ask(person.account_id), actor=SYSTEM, now=NOW).outcome is Outcome.CREATED
