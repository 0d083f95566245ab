"""Search is exact or by prefix, in whatever case or width it was typed, and never reaches another account."""

from dataclasses import replace

import pytest
from pytest_django import DjangoAssertNumQueries

from amends.core.orders.parcels import Parcel
from amends.records.orders.models import Order
from amends.records.orders.queries_search import search_orders
from amends.usecases.orders.note_dispatch import NoteDispatch, note_dispatch
from tests.makers.incoming import LAMP, NOW, PLATFORM, take
from tests.makers.people import Person, owner

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana() -> Person:
    """An owner with the order that is searched for, and a quite different one beside it."""
    ana = owner()
    order = take(ana.account_id)
    parcels = (Parcel(method="Post", tracking_number="RB123456789CN"),)
    note_dispatch(ask=NoteDispatch(order_id=order.id, parcels=parcels), actor=PLATFORM, now=NOW)
    other = replace(LAMP, sku="100%_COTTON")
    take(ana.account_id, number="zf-b", external_number="", buyer_name="王小明", buyer_email="", lines=(other,))
    return ana


def found(ana: Person, words: str) -> list[str]:
    ids = search_orders(account_id=ana.account_id, words=words).ids
    return sorted(Order.objects.filter(id__in=ids).values_list("number", flat=True))


@pytest.mark.parametrize(
    "words",
    [
        "A-1001", "A-10", "a-10", "Ａ－１００１", "  A-1001 ",
        "#1001", "1001",
        "MUG-01", "mug", "ＬＡＭＰ-7",
        "RB123456789CN", "rb1234",
        "Zoë STRAẞE", "zoë strasse", "ZOË",
        "zoe@buyer.example", "Zoe@B",
    ],
)  # fmt: skip
def test_an_order_is_found_by_what_people_have_at_hand(ana: Person, words: str) -> None:
    assert found(ana, words) == ["A-1001"]


@pytest.mark.parametrize("words", ["王", "王小明", "100%_c", "ZF-B"])
def test_names_and_codes_are_found_in_any_script(ana: Person, words: str) -> None:
    assert found(ana, words) == ["zf-b"]


@pytest.mark.parametrize(
    "words",
    [
        "", "   ", "%", "_", "A_1001", "MUG-02", "straße", "\0", "A-1001\0", "\\", "'; drop table orders; --",
        "1" * 10_000, "\U0010ffff", "\u0301",
    ],
)  # fmt: skip
def test_hostile_or_strange_words_find_nothing(ana: Person, words: str) -> None:
    assert found(ana, words) == []


def test_nobody_finds_another_accounts_order(ana: Person) -> None:
    bo = owner()
    for words in ("A-1001", "#1001", "MUG-01", "RB123456789CN", "zoe", "zoë"):
        assert found(bo, words) == []


def test_one_statement_searches_all(ana: Person, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(1):
        assert search_orders(account_id=ana.account_id, words="a").all_of_them
    with django_assert_num_queries(0):
        search_orders(account_id=ana.account_id, words="1" * 10_000)


def test_too_many_matches_are_said_to_be_too_many(ana: Person) -> None:
    for number in range(4):
        take(
            ana.account_id,
            number=f"M-{number}",
            external_number="",
            lines=(LAMP,),
        )
    many = search_orders(account_id=ana.account_id, words="m-", most=3)
    assert (len(many.ids), many.all_of_them) == (3, False)
    assert search_orders(account_id=ana.account_id, words="m-", most=6).all_of_them
