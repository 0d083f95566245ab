"""Orders come in by the hundred."""

from dataclasses import replace

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from amends.core.access import SYSTEM, Forbidden
from amends.core.orders.kinds import Stage
from amends.core.orders.refusals import CurrencyUnknown, NumberReserved
from amends.core.orders.stages import OrderHeld
from amends.core.trail.chain import first_broken
from amends.records.notices.models import Outbox
from amends.records.orders.models import Order, OrderLine
from amends.records.trail.models import TrailEntry
from amends.usecases.orders.change_order import Outcome
from amends.usecases.orders.import_orders_batch import Imported, ImportOrdersBatch, import_orders_batch
from tests.makers.incoming import LAMP, MUGS, NOW, ORDER, PLATFORM, dispute, take
from tests.makers.people import owner

pytestmark = pytest.mark.django_db


def numbered(number, **changes):
    return replace(ORDER, number=number, external_number="", **changes)


def imported(account_id, *orders, actor=SYSTEM) -> Imported:
    return import_orders_batch(ask=ImportOrdersBatch(account_id=account_id, orders=orders), actor=actor, now=NOW)


def test_an_imported_order_is_the_same_as_one_taken_in():
    one, two = owner().account_id, owner().account_id
    taken = take(one)
    assert imported(two, ORDER).outcomes == {"A-1001": Outcome.CREATED}
    order = Order.objects.get(account_id=two)
    own = ("id", "account_id", "trail_head", "created_at", "order_id")
    columns = [field.attname for field in Order._meta.fields if field.attname not in own]
    assert [getattr(order, name) for name in columns] == [getattr(taken, name) for name in columns]
    columns = [field.attname for field in OrderLine._meta.fields if field.attname not in own]
    lines, theirs = (list(one.lines.order_by("position").values_list(*columns)) for one in (order, taken))
    assert lines == theirs
    (entry,) = TrailEntry.objects.filter(subject_id=order.id)
    assert (entry.code, entry.personal["actor"]["value"]) == ("order.taken_in", "Amends")
    assert first_broken([(1, bytes(entry.body), bytes(order.trail_head))], secret=settings.TRAIL_SECRET) is None


def test_each_order_has_its_own_outcome_and_a_refused_one_harms_no_other():
    merchant = owner()
    take(merchant.account_id, number="A-1", external_number="")
    take(merchant.account_id, number="A-2", external_number="")
    held = take(merchant.account_id, number="A-3", external_number="")
    number = dispute(merchant.actor, held)
    result = imported(
        merchant.account_id,
        numbered("A-5", currency="EURO"),
        numbered("A-4"),
        numbered("SH77"),
        numbered("A-3", stage=Stage.DISPATCHED),
        numbered("A-2", shipping=0),
        numbered("A-1"),
    )
    assert result.outcomes == {"A-1": Outcome.UNCHANGED, "A-2": Outcome.UPDATED, "A-4": Outcome.CREATED}
    assert {key: type(refusal) for key, refusal in result.refused.items()} == {
        "A-3": OrderHeld,
        "A-5": CurrencyUnknown,
        "SH77": NumberReserved,
    }
    assert result.refused["A-3"].facts == {"number": "A-3", "disputes": [number]}
    rows = Order.objects.order_by("number").values_list("number", "stage", "charged", "trail_seq")
    assert list(rows) == [
        ("A-1", "pending", 2504, 1),
        ("A-2", "pending", 2103, 2),
        ("A-3", "pending", 2504, 1),
        ("A-4", "pending", 2504, 1),
    ]


def test_an_import_announces_nothing():
    imported(owner().account_id, ORDER)
    assert not Outbox.objects.exists()


def test_a_hundred_new_orders_take_few_statements():
    account_id = owner().account_id
    orders = [numbered(f"A-{number}", lines=(MUGS, MUGS, LAMP)) for number in range(100)]
    with CaptureQueriesContext(
        connection,
    ) as spoken:
        imported(account_id, *orders)
    statements = [query["sql"] for query in spoken if "SAVEPOINT" not in query["sql"]]
    assert len(statements) == 5
    assert (
        Order.objects.count(),
        OrderLine.objects.count(),
        TrailEntry.objects.filter(subject_kind="order").count(),
    ) == (
        100,
        300,
        100,
    )


def test_a_merchant_does_not_import():
    merchant = owner()
    with pytest.raises(Forbidden):
        imported(merchant.account_id, ORDER, actor=merchant.actor)
    assert imported(merchant.account_id, ORDER, actor=PLATFORM).outcomes == {"A-1001": Outcome.CREATED}
