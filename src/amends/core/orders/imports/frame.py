"""What rows tell of an order as a whole, before its lines."""

from collections.abc import Mapping
from datetime import datetime

from amends.core.orders.imports.cells import amount, country, moment, word
from amends.core.orders.imports.columns import Column
from amends.core.orders.imports.faults import DateUnreadable
from amends.core.orders.imports.mapping import ColumnMapping
from amends.core.orders.incoming import ADDRESS_FIELDS, IncomingOrder
from amends.core.orders.kinds import Kind, PaymentState, Stage

Told = Mapping[Column, str]


def order_frame(mapping: ColumnMapping, told: Told) -> IncomingOrder:
    """The order without its lines. Where the number gets a prefix, the number as written is the one outside.

    An order with a closing time is closed, one with a payment time is paid. Raises what the cells raise.
    """
    number = told[Column.NUMBER]
    currency = (mapping.currency or told.get(Column.CURRENCY, "")).upper()
    closed_at, paid_at = (_moment(mapping, told, column) for column in (Column.CLOSED_AT, Column.PAID_AT))
    stage, payment = _stage(mapping, told), _payment(mapping, told)
    placed_at = _moment(mapping, told, Column.PLACED_AT)
    if placed_at is None:
        raise DateUnreadable(text="", forms=" or ".join(mapping.dates))
    shipping, tax, handling = (
        _amount(mapping, told, column, currency)
        for column in (Column.CHARGED_SHIPPING, Column.CHARGED_TAX, Column.CHARGED_TAX_HANDLING)
    )
    sold_for, sold_in = _sold(mapping, told, currency)
    return IncomingOrder(
        number=f"{mapping.number_prefix}{number}",
        external_number=told.get(Column.EXTERNAL_NUMBER, number if mapping.number_prefix else ""),
        kind=_kind(mapping, told),
        currency=currency,
        placed_at=placed_at,
        lines=(),
        shipping=shipping or 0,
        tax=tax or 0,
        tax_handling=handling or 0,
        stage=Stage.CLOSED if closed_at else stage,
        payment_state=PaymentState.PAID if paid_at else payment,
        paid_at=paid_at,
        dispatched_at=_moment(mapping, told, Column.DISPATCHED_AT),
        closed_at=closed_at,
        sold_for=sold_for,
        sold_for_currency=sold_in,
        store_name=told.get(Column.STORE, ""),
        supplier=told.get(Column.SUPPLIER, ""),
        buyer_name=told.get(Column.BUYER_NAME, ""),
        buyer_email=told.get(Column.BUYER_EMAIL, ""),
        country=country(told[Column.COUNTRY], countries=mapping.countries) if Column.COUNTRY in told else "",
        address=_address(told),
        shipping_method=told.get(Column.SHIPPING_METHOD, ""),
    )


def _kind(mapping: ColumnMapping, told: Told) -> Kind:
    text = told.get(Column.KIND)
    words = mapping.words.get(Column.KIND, {})
    return word(text, Kind, column=Column.KIND, translated=words) if text else mapping.kind


def _stage(mapping: ColumnMapping, told: Told) -> Stage:
    text = told.get(Column.STAGE)
    words = mapping.words.get(Column.STAGE, {})
    return word(text, Stage, column=Column.STAGE, translated=words) if text else mapping.stage


def _payment(mapping: ColumnMapping, told: Told) -> PaymentState:
    text = told.get(Column.PAYMENT)
    words = mapping.words.get(Column.PAYMENT, {})
    return word(text, PaymentState, column=Column.PAYMENT, translated=words) if text else mapping.payment


def _sold(mapping: ColumnMapping, told: Told, currency: str) -> tuple[int | None, str]:
    """What the buyer paid, in the currency told for it or else the order's."""
    sold_in = told.get(Column.SOLD_FOR_CURRENCY, currency).upper()
    sold_for = _amount(mapping, told, Column.SOLD_FOR, sold_in)
    return sold_for, "" if sold_for is None else sold_in


def _moment(mapping: ColumnMapping, told: Told, column: Column) -> datetime | None:
    text = told.get(column)
    return moment(text, forms=mapping.dates, zone=mapping.zone) if text else None


def _amount(mapping: ColumnMapping, told: Told, column: Column, currency: str) -> int | None:
    text = told.get(column)
    return amount(text, currency=currency, decimal=mapping.decimal) if text else None


def _address(told: Told) -> dict[str, str]:
    """The parts told. Spreadsheets put an apostrophe before a number to keep it a text; it is not part of a zip."""
    parts = {part: told.get(Column(f"address_{part}"), "") for part in ADDRESS_FIELDS}
    return {part: text.removeprefix("'") for part, text in parts.items() if text}
