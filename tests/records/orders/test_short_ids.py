"""Orders are found by their short ids, which are single within an account."""

from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction

from amends.core.short_ids import short_id
from amends.records.orders.models import Order
from tests.makers.incoming import take
from tests.makers.people import NOW, owner

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("id_", "number"),
    [
        ("00000000-0000-0000-0000-000000000000", 100000000000000000),
        ("ffffffff-ffff-ffff-ffff-ffffffffffff", 676460752303423487),
        ("0199aaaa-bbbb-7ccc-8ddd-eeeeffff0000", 522756650307223552),
    ],
)
def test_postgresql_makes_the_same_number_of_an_id(id_: str, number: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select short_id(%s::uuid)", [id_])
        assert cursor.fetchone() == (number,)
    assert short_id(UUID(id_)) == number


def test_no_two_orders_of_an_account_share_a_short_id() -> None:
    first = take(owner().account_id)
    twin = Order(id=UUID(int=first.id.int ^ 1 << 100), number="A-2", kind="store", currency="USD", placed_at=NOW)
    assert twin.id != first.id and short_id(twin.id) == short_id(first.id)
    twin.account_id = first.account_id
    with pytest.raises(IntegrityError, match="orders_short_id"), transaction.atomic():
        twin.save(force_insert=True)
    twin.account_id = owner().account_id
    twin.save(force_insert=True)


def test_an_order_is_found_by_its_short_id_along_an_index() -> None:
    account_id = owner().account_id
    order = [take(account_id, number=f"A-{n}") for n in range(50)][-1]
    with connection.cursor() as cursor:
        cursor.execute("analyze orders")
        cursor.execute("set local enable_seqscan = off")
        cursor.execute(
            "explain select 1 from orders where account_id = %s and short_id(id) = %s",
            [order.account_id, short_id(order.id)],
        )
        plan = "".join(row[0] for row in cursor.fetchall())
    assert "orders_short_id" in plan and "Filter" not in plan
