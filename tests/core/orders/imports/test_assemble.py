from datetime import UTC, datetime

import pytest

from amends.core.money import AmountUnreadable
from amends.core.orders.imports.assemble import Assembler, Row
from amends.core.orders.imports.faults import (
    Contradiction,
    DateUnreadable,
    QuantityUnreadable,
    RowWidth,
    RuleMatched,
    SiblingRejected,
    WordUnknown,
)
from amends.core.orders.imports.layout import lay_out
from amends.core.orders.imports.read_mapping import read_mapping
from amends.core.orders.incoming import IncomingLine, IncomingOrder
from amends.core.orders.kinds import Kind, PaymentState, Stage

HEADER = (
    "number placed_at currency kind stage payment paid_at closed_at country address_zip sold_for sold_for_currency "
    "charged_shipping charged_tax sku name quantity charged_price charged_goods"
).split()
FIRST = {"number": "1001", "placed_at": "2026-11-02T10:15:00Z", "currency": "USD", "sku": "MUG", "quantity": "2"}


def assembler(*, prices=None, order=None, reject=None, header=HEADER):
    told = {"columns": {name: name for name in header}, "order": order or {}, "reject": reject or []}
    layout = lay_out(read_mapping(told, zone_of=lambda name: UTC), header)
    return Assembler(layout, prices or {})


def row(line, **cells):
    return Row(line, [cells.get(name, "") for name in HEADER])


def assemble(*rows, **how):
    return assembler(**how).assemble("1001", rows)


def faults(made):
    assert isinstance(made, list)
    return [(one.line, [type(reason) for reason in one.reasons]) for one in made]


def test_an_order_is_made_of_its_rows():
    made = assemble(
        row(
            2,
            **FIRST,
            name="Mug",
            charged_price="5.00",
            kind="sample",
            stage="dispatched",
            payment="paid",
            country="pt",
            address_zip="'0120",
            sold_for="49.90",
            sold_for_currency="eur",
            charged_shipping="4.01",
            charged_tax="1",
        ),
        row(3, number="1001", sku="LAMP", quantity="3", charged_goods="10.00"),
    )
    assert made == IncomingOrder(
        number="1001",
        kind=Kind.SAMPLE,
        currency="USD",
        placed_at=datetime(2026, 11, 2, 10, 15, tzinfo=UTC),
        lines=(
            IncomingLine(sku="MUG", name="Mug", quantity=2, goods=1000),
            IncomingLine(sku="LAMP", name="LAMP", quantity=3, goods=1000),
        ),
        shipping=401,
        tax=100,
        stage=Stage.DISPATCHED,
        payment_state=PaymentState.PAID,
        country="PT",
        address={"zip": "0120"},
        sold_for=4990,
        sold_for_currency="EUR",
    )


def test_what_no_column_tells_the_mapping_tells():
    order = {"kind": "wholesale", "stage": "completed", "payment": "paid", "currency": "GBP", "number_prefix": "ZF"}
    made = assemble(row(2, **FIRST, charged_price="5"), order=order)
    assert (made.number, made.external_number, made.currency) == ("ZF1001", "1001", "GBP")
    assert (made.kind, made.stage, made.payment_state) == (Kind.WHOLESALE, Stage.COMPLETED, PaymentState.PAID)


def test_a_closing_time_closes_and_a_payment_time_pays():
    made = assemble(row(2, **FIRST, closed_at="2026-11-04", paid_at="2026-11-03"))
    assert (made.stage, made.closed_at) == (Stage.CLOSED, datetime(2026, 11, 4, tzinfo=UTC))
    assert (made.payment_state, made.paid_at) == (PaymentState.PAID, datetime(2026, 11, 3, tzinfo=UTC))


def test_lines_that_are_shipping_become_the_charge_for_it():
    made = assemble(
        row(2, **FIRST, charged_price="5", charged_shipping="1.00"),
        row(3, number="1001", sku="post", quantity="3", charged_price="18"),
        order={"shipping_skus": ["POST"]},
    )
    assert ([line.sku for line in made.lines], made.shipping) == (["MUG"], 5500)


def test_shipping_without_a_charge_leaves_the_whole_charge_unknown():
    made = assemble(
        row(2, **FIRST, charged_price="5"),
        row(3, number="1001", sku="POST", quantity="1"),
        order={"shipping_skus": ["POST"]},
    )
    assert not made.charged_known


def test_a_price_list_charges_what_the_rows_do_not():
    prices = {"mug": "2.25", "lamp": "9"}
    made = assemble(row(2, **FIRST), row(3, number="1001", sku="LAMP", quantity="1", charged_price="8"), prices=prices)
    assert [line.goods for line in made.lines] == [450, 800]
    unlisted = assemble(row(2, **FIRST), row(3, number="1001", sku="VASE", quantity="1"), prices=prices)
    assert [line.goods for line in unlisted.lines] == [450, None]
    assert not unlisted.charged_known


def test_repeated_skus_stay_separate_lines():
    made = assemble(row(2, **FIRST, charged_price="5"), row(9, number="1001", sku="MUG", quantity="1"))
    assert [(line.sku, line.quantity) for line in made.lines] == [("MUG", 2), ("MUG", 1)]


def test_every_rule_that_holds_is_a_reason_and_the_other_rows_point_to_it():
    rules = [
        {"column": "sku", "empty": True, "reason": "no item"},
        {"column": "charged_price", "zero": True, "reason": "the price is 0"},
    ]
    made = assemble(row(7, **FIRST), row(8, number="1001", quantity="1", charged_price="0"), reject=rules)
    assert faults(made) == [(7, [SiblingRejected]), (8, [RuleMatched, RuleMatched])]
    assert [reason.words() for reason in made[1].reasons] == ["no item", "the price is 0"]
    assert made[0].reasons[0].words() == "This row is in order, but its order is not: see line 8."


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        ({"placed_at": "soon"}, {}, [(2, [DateUnreadable]), (3, [SiblingRejected])]),
        ({"placed_at": ""}, {}, [(2, [DateUnreadable]), (3, [SiblingRejected])]),
        ({"stage": "lost"}, {}, [(2, [WordUnknown]), (3, [SiblingRejected])]),
        ({"sold_for": "a lot"}, {}, [(2, [AmountUnreadable]), (3, [SiblingRejected])]),
        ({}, {"quantity": "-1"}, [(2, [SiblingRejected]), (3, [QuantityUnreadable])]),
        ({"quantity": "x"}, {"charged_goods": "y"}, [(2, [QuantityUnreadable]), (3, [AmountUnreadable])]),
        ({"charged_tax": "1"}, {"charged_tax": "2"}, [(2, [SiblingRejected]), (3, [Contradiction])]),
        ({}, {"currency": "EUR", "kind": "store"}, [(2, [SiblingRejected]), (3, [Contradiction])]),
    ],
)
def test_a_fault_rejects_the_order_and_names_its_row(first, second, found):
    lamp = {"number": "1001", "sku": "LAMP", "quantity": "1"}
    assert faults(assemble(row(2, **{**FIRST, **first}), row(3, **{**lamp, **second}))) == found


def test_a_contradiction_names_both_lines():
    (_, second) = assemble(row(2, **FIRST), row(5, number="1001", sku="LAMP", quantity="1", currency="EUR"))
    assert second.reasons[0].words() == ("The currency is “EUR” here and “USD” on line 2 of the same order.")


def test_a_later_date_of_the_same_order_is_no_contradiction():
    made = assemble(row(2, **FIRST), row(3, **{**FIRST, "placed_at": "2026-11-02T10:16:00Z"}))
    assert made.placed_at == datetime(2026, 11, 2, 10, 15, tzinfo=UTC)


def test_a_row_of_another_width_is_rejected():
    made = assembler().assemble("1001", [Row(4, ["1001", "2026-11-02"])])
    assert faults(made) == [(4, [RowWidth])]
    assert made[0].reasons[0].facts == {"cells": 2, "columns": 19}
