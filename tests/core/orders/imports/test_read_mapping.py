import tomllib
from datetime import UTC
from zoneinfo import ZoneInfo

import pytest

from amends.core.orders.imports.columns import Column
from amends.core.orders.imports.faults import ColumnsMissing, ColumnTwice, HeaderUnknown, MappingInvalid
from amends.core.orders.imports.layout import lay_out, recognize
from amends.core.orders.imports.mapping import RejectRule
from amends.core.orders.imports.read_mapping import read_mapping
from amends.core.orders.kinds import Kind, PaymentState, Stage

COLUMNS = {"number": "No", "placed_at": "Date", "sku": "Item", "quantity": "Units", "currency": "Cur"}
WHOLE = """
title = "Warehouse"
recognize = ["No", "Item"]
[order]
kind = "wholesale"
number_prefix = "ZF"
stage = "completed"
payment = "paid"
dates = ["%d.%m.%Y", "iso"]
time_zone = "Europe/Berlin"
decimal = ","
shipping_skus = ["Post"]
[columns]
number = "No"
placed_at = "Date"
sku = "Item"
quantity = "Units"
currency = "Cur"
[optional]
country = "Land"
[countries]
"Deutschland" = "DE"
[words.stage]
"Versandt" = "dispatched"
[[reject]]
column = "No"
begins_with = "G"
reason = "a credit note"
[[reject]]
column = "Item"
empty = true
reason = "no item"
"""


def zone_of(name):
    return {"UTC": UTC, "Europe/Berlin": ZoneInfo("Europe/Berlin")}.get(name)


def read(told):
    return read_mapping(told, zone_of=zone_of)


def test_a_mapping_says_everything_about_a_file():
    mapping = read(tomllib.loads(WHOLE))
    assert (mapping.title, mapping.recognize) == ("Warehouse", ("No", "Item"))
    assert (mapping.kind, mapping.stage, mapping.payment) == (Kind.WHOLESALE, Stage.COMPLETED, PaymentState.PAID)
    assert (mapping.number_prefix, mapping.currency, mapping.decimal) == ("ZF", "", ",")
    assert (mapping.dates, mapping.zone) == (("%d.%m.%Y", "iso"), ZoneInfo("Europe/Berlin"))
    assert mapping.columns == {Column(name): column for name, column in COLUMNS.items()}
    assert (mapping.optional, mapping.countries) == ({Column.COUNTRY: "Land"}, {"deutschland": "DE"})
    assert (mapping.shipping_skus, mapping.words) == ({"post"}, {Column.STAGE: {"versandt": "dispatched"}})
    assert mapping.rejects == (
        RejectRule("No", "begins_with", "G", "a credit note"),
        RejectRule("Item", "empty", "", "no item"),
    )


def test_a_mapping_need_say_little():
    mapping = read({"columns": COLUMNS})
    assert (mapping.kind, mapping.stage, mapping.payment) == (Kind.STORE, Stage.PENDING, PaymentState.UNPAID)
    assert (mapping.dates, mapping.zone, mapping.decimal, mapping.rejects) == (("iso",), UTC, ".", ())


@pytest.mark.parametrize(
    ("told", "key"),
    [
        ({"colums": {}}, "its key"),
        ({"order": {"knd": "store"}}, "order key"),
        ({"order": "store"}, "order"),
        ({"order": {"kind": "retail"}}, "order.kind"),
        ({"order": {"kind": 3}}, "order.kind"),
        ({"order": {"payment": "later"}}, "order.payment"),
        ({"order": {"currency": "GBR"}}, "order.currency"),
        ({"order": {"time_zone": "Europe/Atlantis"}}, "order.time_zone"),
        ({"order": {"decimal": "'"}}, "order.decimal"),
        ({"order": {"dates": "iso"}}, "order.dates"),
        ({"columns": {**COLUMNS, "colour": "Color"}}, "columns key"),
        ({"columns": {**COLUMNS, "name": 4}}, "columns.name"),
        ({"columns": {"number": "No"}}, "columns"),
        ({"columns": {**COLUMNS, "country": "Land"}, "words": {"country": {"D": "DE"}}}, "words key"),
        ({"columns": COLUMNS, "words": {"stage": {"weg": "gone"}}}, "words.stage.weg"),
        ({"columns": COLUMNS, "reject": {"column": "No"}}, "reject"),
        ({"columns": COLUMNS, "reject": [{"column": "No", "reason": "r"}]}, "reject"),
        ({"columns": COLUMNS, "reject": [{"column": "No", "empty": True, "zero": True, "reason": "r"}]}, "reject"),
        ({"columns": COLUMNS, "reject": [{"column": "No", "empty": False, "reason": "r"}]}, "reject.empty"),
        ({"columns": COLUMNS, "reject": [{"column": "No", "empty": True}]}, "reject"),
    ],
)
def test_what_a_mapping_cannot_mean_is_refused_by_its_key(told, key):
    with pytest.raises(MappingInvalid) as refused:
        read({"columns": COLUMNS, **told})
    assert refused.value.facts["key"] == key


def test_an_order_needs_a_currency_from_somewhere():
    columns = {name: column for name, column in COLUMNS.items() if name != "currency"}
    with pytest.raises(MappingInvalid):
        read({"columns": columns})
    assert read({"columns": columns, "order": {"currency": "GBP"}}).currency == "GBP"


def test_columns_are_found_whatever_their_case_and_place():
    layout = lay_out(read(tomllib.loads(WHOLE)), ["UNITS", "x", " no", "Date", "item ", "cur"])
    assert layout.positions == {
        Column.NUMBER: 2,
        Column.PLACED_AT: 3,
        Column.SKU: 4,
        Column.QUANTITY: 0,
        Column.CURRENCY: 5,
    }
    assert layout.of_order == ((Column.NUMBER, 2), (Column.PLACED_AT, 3), (Column.CURRENCY, 5))
    assert ([at for at, _ in layout.rules], layout.width) == ([2, 4], 6)


def test_a_file_without_its_columns_is_refused_by_their_names():
    mapping = read(tomllib.loads(WHOLE))
    with pytest.raises(ColumnsMissing) as refused:
        lay_out(mapping, ["No", "Date", "Cur"])
    assert refused.value.facts == {"missing": ["Item", "Units"], "header": ["No", "Date", "Cur"]}
    with pytest.raises(ColumnTwice) as twice:
        lay_out(mapping, ["No", "Date", "Item", "Units", "Cur", "units"])
    assert twice.value.facts == {"column": "Units"}


def test_a_file_is_recognized_by_its_header():
    one = read(tomllib.loads(WHOLE))
    other = read({"title": "Other", "columns": COLUMNS, "recognize": ["No"]})
    nobody = read({"columns": COLUMNS})
    assert recognize([nobody, one, other], ["item", "NO"]) is one
    assert recognize([nobody, one, other], ["NO", "Date"]) is other
    with pytest.raises(HeaderUnknown) as refused:
        recognize([nobody, one, other], ["Number"])
    assert refused.value.facts == {"header": "Number", "known": "Warehouse or Other"}
