from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from amends.core.money import AmountUnreadable
from amends.core.orders.imports.cells import amount, country, moment, units, word
from amends.core.orders.imports.columns import Column
from amends.core.orders.imports.faults import (
    AmountNegative,
    CountryUnmapped,
    DateUnreadable,
    QuantityUnreadable,
    WordUnknown,
)
from amends.core.orders.imports.mapping import RejectRule
from amends.core.orders.kinds import Stage


@pytest.mark.parametrize(
    ("text", "currency", "decimal", "minor"),
    [
        ("2.55", "GBP", ".", 255),
        ("18", "GBP", ".", 1800),
        ("0", "GBP", ".", 0),
        ("2.5", "GBP", ".", 250),
        ("2.550", "GBP", ".", 255),
        ("1,250.00", "USD", ".", 125000),
        ("12,345,678", "USD", ".", 1234567800),
        ("1.250,5", "EUR", ",", 125050),
        ("12,5", "EUR", ",", 1250),
        ("1.250", "EUR", ",", 125000),
        ("1250", "JPY", ".", 1250),
        ("1.250", "KWD", ".", 1250),
    ],
)
def test_amounts_are_read_exactly(text, currency, decimal, minor):
    assert amount(text, currency=currency, decimal=decimal) == minor


@pytest.mark.parametrize(
    ("text", "decimal"),
    [
        ("2.555", "."),
        ("12,50", "."),
        ("£2.55", "."),
        ("1,25,0", "."),
        ("", "."),
        ("nan", "."),
        ("1e3", "."),
        ("２", "."),
    ],
)
def test_what_is_no_amount_is_refused(text, decimal):
    with pytest.raises(AmountUnreadable):
        amount(text, currency="GBP", decimal=decimal)


def test_a_negative_amount_is_refused():
    with pytest.raises(AmountNegative):
        amount("-2.55", currency="GBP", decimal=".")
    assert amount("-0.00", currency="GBP", decimal=".") == 0


@pytest.mark.parametrize(("text", "whole"), [("6", 6), ("6.0", 6), ("6,00", 6), ("80995", 80995)])
def test_units_are_whole(text, whole):
    assert units(text) == whole


@pytest.mark.parametrize("text", ["", "0", "-1", "1.5", "two", "12345678901", "٣"])
def test_what_is_no_number_of_units_is_refused(text):
    with pytest.raises(QuantityUnreadable):
        units(text)


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("12/1/10 8:26", datetime(2010, 12, 1, 8, 26, tzinfo=UTC)),
        ("7/1/11 8:26", datetime(2011, 7, 1, 7, 26, tzinfo=UTC)),
        ("2026-04-05 21:06:21 +0400", datetime(2026, 4, 5, 21, 6, 21, tzinfo=timezone(timedelta(hours=4)))),
        ("2026-04-05", datetime(2026, 4, 5, tzinfo=ZoneInfo("Europe/London"))),
    ],
)
def test_dates_are_of_the_zone_they_name_or_else_of_the_mappings(text, at):
    forms = ("%m/%d/%y %H:%M", "%Y-%m-%d %H:%M:%S %z", "iso")
    assert moment(text, forms=forms, zone=ZoneInfo("Europe/London")) == at


def test_what_is_no_date_is_refused_with_the_forms_it_could_have():
    with pytest.raises(DateUnreadable) as refused:
        moment("13/25/10", forms=("%m/%d/%y", "iso"), zone=UTC)
    assert refused.value.words() == "“13/25/10” is not a date written as %m/%d/%y or iso."


def test_words_are_ours_or_the_mappings():
    translated = {"versandt": "dispatched"}
    assert word("Versandt", Stage, column=Column.STAGE, translated=translated) is Stage.DISPATCHED
    assert word("COMPLETED", Stage, column=Column.STAGE, translated=translated) is Stage.COMPLETED
    with pytest.raises(WordUnknown) as refused:
        word("lost", Stage, column=Column.STAGE, translated=translated)
    assert refused.value.facts == {
        "text": "lost",
        "column": "stage",
        "known": "versandt, pending, processing, dispatched, completed, closed",
    }


def test_countries_are_codes_or_the_mappings_names():
    countries = {"eire": "IE", "unspecified": ""}
    assert country("EIRE", countries=countries) == "IE"
    assert country("Unspecified", countries=countries) == ""
    assert country("gb", countries=countries) == "GB"
    for text in ("Ireland", "GBR", "??"):
        with pytest.raises(CountryUnmapped):
            country(text, countries=countries)


@pytest.mark.parametrize(
    ("test", "value", "held", "free"),
    [
        ("begins_with", "C", ["C536379", "c1"], ["536379", ""]),
        ("equals", "POST", ["POST", "post"], ["POSTER", ""]),
        ("empty", "", [""], ["0"]),
        ("negative", "", ["-1", "-0.5"], ["-0", "0", "1", ""]),
        ("zero", "", ["0", "0.00", "-0", "0,0"], ["0.01", "10", "", "-1"]),
    ],
)
def test_rules_reject(test, value, held, free):
    rule = RejectRule(column="x", test=test, value=value, reason="r")
    assert [rule.holds(cell) for cell in (*held, *free)] == [True] * len(held) + [False] * len(free)
