from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from amends.core.orders.incoming import LEEWAY, MOST_LINES, MOST_MONEY, IncomingOrder
from amends.core.orders.intake import take_in
from amends.core.orders.kinds import PaymentState, Stage
from amends.core.orders.parts import Parts
from amends.core.orders.refusals import (
    AddressFieldUnknown,
    AmountInvalid,
    CharacterForbidden,
    CountryUnknown,
    CurrencyUnknown,
    FieldMissing,
    FieldTooLong,
    LinesMissing,
    NumberReserved,
    NumberUnreachable,
    PaymentStateOurs,
    ProviderReserved,
    QuantityInvalid,
    TimeAhead,
    TimeInvalid,
    TimesReversed,
    TooManyLines,
)
from tests.makers.incoming import LAMP, MUGS, NOW, ORDER, PAYMENT, PLACED

MOMENT = timedelta(microseconds=1)
AHEAD = NOW + LEEWAY + MOMENT


def intake(**changes):
    return take_in(replace(ORDER, **changes), reserved_prefix="SH", now=NOW)


def test_shipping_and_tax_are_spread_over_the_lines_by_their_goods_and_nothing_is_lost():
    taken = intake()
    assert taken.parts == (Parts(1500, 301, 75, 2), Parts(500, 100, 25, 1))
    assert taken.charged == Parts(2000, 401, 100, 3)


def test_one_line_without_a_charge_leaves_the_whole_charge_unknown():
    taken = intake(lines=(MUGS, replace(LAMP, goods=None)))
    assert not taken.order.charged_known
    assert taken.parts == (Parts(), Parts())


def test_a_line_may_be_free():
    taken = intake(lines=(MUGS, replace(LAMP, goods=0)))
    assert taken.order.charged_known
    assert taken.parts == (Parts(1500, 401, 100, 3), Parts())


def test_the_digest_is_the_same_exactly_for_the_same_content():
    same_moment = ORDER.placed_at.astimezone(timezone(timedelta(hours=4)))
    assert len(intake().digest) == 32
    assert intake(placed_at=same_moment).digest == intake().digest
    assert intake(address=dict(reversed(ORDER.address.items()))).digest == intake().digest
    changed = [
        intake(lines=(LAMP, MUGS)),
        intake(lines=(replace(MUGS, name="Enamel mug "), LAMP)),
        intake(stage=Stage.PROCESSING),
        intake(payments=(PAYMENT,)),
        intake(sold_for=None),
        intake(shipping=400),
    ]
    assert len({one.digest for one in [intake(), *changed]}) == 7


@pytest.mark.parametrize(
    ("refusal", "changes"),
    [
        (FieldMissing, {"number": "  "}),
        (FieldMissing, {"currency": ""}),
        (FieldMissing, {"lines": (replace(MUGS, name=" "),)}),
        (FieldTooLong, {"number": "1" * 65}),
        (FieldTooLong, {"buyer_name": "x" * 201}),
        (FieldTooLong, {"lines": (replace(MUGS, sku="x" * 121),)}),
        (FieldTooLong, {"address": {"line1": "x" * 201}}),
        (AddressFieldUnknown, {"address": {"street": "Hauptweg"}}),
        (CharacterForbidden, {"buyer_name": "Zoë\x00"}),
        (CharacterForbidden, {"lines": (replace(MUGS, name="half \ud83d"),)}),
        (CurrencyUnknown, {"currency": "usd"}),
        (CurrencyUnknown, {"sold_for_currency": "XYZ"}),
        (CountryUnknown, {"country": "Germany"}),
        (TimeInvalid, {"placed_at": datetime(2026, 11, 20)}),  # noqa: DTZ001
        (TimeInvalid, {"placed_at": datetime(1, 1, 1, tzinfo=UTC)}),
        *((TimeAhead, {name: AHEAD}) for name in ("placed_at", "paid_at", "dispatched_at", "closed_at")),
        (TimeAhead, {"payments": (replace(PAYMENT, paid_at=AHEAD),)}),
        (TimesReversed, {"dispatched_at": PLACED - LEEWAY - MOMENT}),
        (AmountInvalid, {"shipping": -1}),
        (AmountInvalid, {"tax": MOST_MONEY + 1}),
        (AmountInvalid, {"lines": (replace(MUGS, goods=-1),)}),
        (AmountInvalid, {"payments": (replace(PAYMENT, amount=0),)}),
        *(
            (ProviderReserved, {"payments": (replace(PAYMENT, provider=name),)})
            for name in ("wallet", "bonus", " Wallet", "BONUS")
        ),
        (LinesMissing, {"lines": ()}),
        (TooManyLines, {"lines": (MUGS,) * (MOST_LINES + 1)}),
        (QuantityInvalid, {"lines": (replace(MUGS, quantity=0),)}),
        (QuantityInvalid, {"lines": (replace(MUGS, quantity=-3),)}),
        (PaymentStateOurs, {"payment_state": PaymentState.REFUNDED}),
        *(
            (NumberUnreachable, {"number": number})
            for number in ("A/1", "/", "A\\1", "A\n1", "A\x7f1", "A\u200b", ".", "..")
        ),
        (NumberReserved, {"number": "SH1234"}),
        (NumberReserved, {"number": "sh0001"}),
    ],
)
def test_what_cannot_be_an_order_is_refused_by_name(refusal, changes):
    with pytest.raises(refusal) as refused:
        intake(**changes)
    assert refused.value.kind == "invalid"


def test_times_may_differ_by_a_day():
    assert intake(placed_at=NOW + LEEWAY, dispatched_at=NOW).order.dispatched_at == NOW


def test_a_number_that_only_looks_like_ours_is_taken():
    assert intake(number="SHOE-12").order.number == "SHOE-12"
    assert isinstance(intake(number="#SH12").order, IncomingOrder)
