"""Lists of orders: one statement a page, whatever stands at the same instant, and never another account's rows."""

from dataclasses import replace
from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from amends.core.orders.kinds import Kind, Stage
from amends.records.keyset import PlaceUnreadable, read_place
from amends.records.orders.queries_list import OrderFilter, OrderRow, count_by_stage, list_orders
from tests.makers.incoming import LAMP, MUGS, PLACED, dispute, take
from tests.makers.people import Person, owner

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana() -> Person:
    return owner()


def numbers(rows: tuple[OrderRow, ...] | list[OrderRow]) -> list[str]:
    return [row.number for row in rows]


def test_a_row_says_what_the_list_shows(ana: Person) -> None:
    order = take(ana.account_id, lines=(replace(MUGS, picture_url="https://cdn.example/mug.jpg"), LAMP))
    dispute(ana.actor, order)
    (row,) = list_orders(OrderFilter(account_id=ana.account_id, kind=Kind.STORE), size=20).rows
    assert (row.number, row.external_number, row.buyer_name, row.country) == ("A-1001", "#1001", "Zoë STRAẞE", "DE")
    assert (row.charged, row.currency, row.stage, row.held) == (2504, "USD", Stage.PENDING, True)
    assert (row.lines, row.first_name, row.first_quantity) == (2, "Enamel mug", 3)
    assert row.first_picture == "https://cdn.example/mug.jpg"


def test_an_amount_that_nobody_told_is_none_and_not_zero(ana: Person) -> None:
    take(ana.account_id, lines=(replace(MUGS, goods=None),), shipping=0, tax=0, tax_handling=0)
    (row,) = list_orders(OrderFilter(account_id=ana.account_id), size=20).rows
    assert row.charged is None


def test_paging_through_orders_of_one_instant_shows_each_once_in_both_directions(ana: Person) -> None:
    for number in range(7):
        take(ana.account_id, number=f"T-{number}")
    take(ana.account_id, number="LATER", placed_at=PLACED + timedelta(microseconds=1))
    wanted = OrderFilter(account_id=ana.account_id, kind=Kind.STORE)
    first = list_orders(wanted, size=3)
    second = list_orders(wanted, size=3, below=first.older)
    third = list_orders(wanted, size=3, below=second.older)
    assert [numbers(page.rows) for page in (first, second, third)] == [
        ["LATER", "T-6", "T-5"],
        ["T-4", "T-3", "T-2"],
        ["T-1", "T-0"],
    ]
    assert (first.newer, third.older) == (None, None)
    assert list_orders(wanted, size=3, above=third.newer) == replace(second)
    assert list_orders(wanted, size=3, above=second.newer).rows == first.rows


def test_going_back_to_the_top_gives_a_whole_first_page(ana: Person) -> None:
    for number in range(5):
        take(ana.account_id, number=f"T-{number}")
    wanted = OrderFilter(account_id=ana.account_id)
    second = list_orders(wanted, size=3, below=list_orders(wanted, size=3).older)
    take(ana.account_id, number="NEW", placed_at=PLACED + timedelta(hours=1))
    back = list_orders(wanted, size=3, above=second.newer)
    assert numbers(back.rows) == ["T-4", "T-3", "T-2"]
    top = list_orders(wanted, size=3, above=back.newer)
    assert (numbers(top.rows), top.newer) == (["NEW", "T-4", "T-3"], None)


@pytest.mark.parametrize("text", ["", "1", "12-ab", "-1-" + "0" * 32, "1-" + "g" * 32, "9" * 18 + "-" + "0" * 32])
def test_a_place_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(PlaceUnreadable):
        read_place(text)


def test_a_place_survives_an_address(ana: Person) -> None:
    for number in range(2):
        take(ana.account_id, number=f"T-{number}")
    place = list_orders(OrderFilter(account_id=ana.account_id), size=1).older
    assert place and read_place(place.text()) == place


def test_nobody_lists_another_accounts_orders(ana: Person) -> None:
    take(owner().account_id, number="HIDDEN")
    mine = take(ana.account_id, number="MINE")
    for kind in (*Kind, None):
        rows = list_orders(OrderFilter(account_id=ana.account_id, kind=kind), size=20).rows
        assert numbers(rows) == (["MINE"] if kind in (Kind.STORE, None) else [])
    foreign = OrderFilter(account_id=owner().account_id, found=[mine.id])
    assert list_orders(foreign, size=20).rows == ()
    assert count_by_stage(foreign, most=1000) == {}


def test_lists_ask_one_statement_however_many_rows(
    ana: Person, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(12):
        take(ana.account_id, number=f"T-{number}", kind=list(Kind)[number % 4])
    wanted = OrderFilter(account_id=ana.account_id, kind=Kind.STORE)
    with django_assert_num_queries(1):
        older = list_orders(wanted, size=2).older
    with django_assert_num_queries(1):
        list_orders(wanted, size=2, below=older)
    with django_assert_num_queries(1):
        count_by_stage(wanted, most=1000)
    with django_assert_num_queries(1):
        latest = list_orders(OrderFilter(account_id=ana.account_id), size=5)
    assert numbers(latest.rows) == ["T-11", "T-10", "T-9", "T-8", "T-7"]
    with django_assert_num_queries(1):
        rest = list_orders(OrderFilter(account_id=ana.account_id), size=5, below=latest.older)
    assert numbers(rest.rows) == ["T-6", "T-5", "T-4", "T-3", "T-2"]


def test_counting_ends_at_the_cap(ana: Person) -> None:
    for number in range(5):
        take(ana.account_id, number=f"P-{number}")
    take(ana.account_id, number="C-1", stage=Stage.CLOSED)
    take(ana.account_id, number="S-1", kind=Kind.SAMPLE)
    counted = count_by_stage(OrderFilter(account_id=ana.account_id, kind=Kind.STORE), most=4)
    assert counted == {
        Stage.PENDING: 4,
        Stage.PROCESSING: 0,
        Stage.DISPATCHED: 0,
        Stage.COMPLETED: 0,
        Stage.CLOSED: 1,
    }
