"""An order as the platform's order system, or a file, tells it; and what must be true of it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from amends.core.money import is_currency
from amends.core.orders.kinds import BONUS_PAYMENT, WALLET_PAYMENT, Kind, PaymentState, Stage
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
from amends.core.orders.words import Product
from amends.core.refusals import check_each

MOST_LINES = 2_000
MOST_UNITS = 1_000_000_000
MOST_MONEY = 10**15
ADDRESS_FIELDS = ("name", "company", "line1", "line2", "city", "province", "zip", "phone")
"""The keys of an order's postal address; its country stands beside it."""

LEEWAY = timedelta(days=1)
"""How far times may contradict one another, or our clock: a local time that is told as if it were UTC is up to 14 hours
off, a day that is told without its hour up to 24."""

_LONGEST = {
    "number": 64,
    "external_number": 120,
    "store_name": 120,
    "supplier": 120,
    "buyer_name": 200,
    "buyer_email": 254,
    "shipping_method": 120,
}
_LONGEST_IN_LINE = {"sku": 120, "name": 500, "picture_url": 1000}
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingLine:
    """Units of one SKU. `goods` is what the merchant was charged for all of them together, minor units;

    None while nobody told.
    """

    sku: str
    name: str
    quantity: int
    goods: int | None
    picture_url: str = ""
    product: Product = Product.NORMAL


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingPayment:
    """A payment of the merchant's to the platform, in minor units of the order's currency."""

    provider: str
    provider_ref: str
    amount: int
    paid_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingOrder:
    """The whole content of an order. Amounts are minor units of `currency`, `sold_for` of `sold_for_currency`.

    `shipping`, `tax` and `tax_handling` are what the merchant was charged besides the goods of the lines. `stage`
    is how far the order came by the teller's word; `dispatched_at` and `closed_at` may be unknown all the same.
    """

    number: str
    kind: Kind
    currency: str
    placed_at: datetime
    lines: tuple[IncomingLine, ...]
    shipping: int = 0
    tax: int = 0
    tax_handling: int = 0
    stage: Stage = Stage.PENDING
    payment_state: PaymentState = PaymentState.UNPAID
    paid_at: datetime | None = None
    payments: tuple[IncomingPayment, ...] = ()
    external_number: str = ""
    store_name: str = ""
    supplier: str = ""
    buyer_name: str = ""
    buyer_email: str = ""
    country: str = ""
    address: Mapping[str, str] = field(default_factory=dict)
    shipping_method: str = ""
    sold_for: int | None = None
    sold_for_currency: str = ""
    dispatched_at: datetime | None = None
    closed_at: datetime | None = None

    @property
    def charged_known(self) -> bool:
        """Whether the charge of every line was told; one line without makes the whole order's charge unknown."""
        return all(line.goods is not None for line in self.lines)


def check_order(order: IncomingOrder, *, reserved_prefix: str, now: datetime) -> None:
    """Raises the first refusal of what cannot be an order at `now`.

    A number is a part of an address, in which ``/``, ``\\`` and what is not printable lead elsewhere or nowhere, and
    ``.`` and ``..`` mean other places.

    Numbers of `reserved_prefix` and digits are ours: disputes and the orders that resend goods carry them.
    """
    _check_words(order)
    if not order.number.isprintable() or set(order.number) & {"/", "\\"} or order.number in {".", ".."}:
        raise NumberUnreachable(number=order.number)
    if re.fullmatch(rf"{re.escape(reserved_prefix)}\d+", order.number, re.ASCII | re.IGNORECASE):
        raise NumberReserved(number=order.number, prefix=reserved_prefix)
    for currency in filter(None, {order.currency, order.sold_for_currency}):
        if not is_currency(currency):
            raise CurrencyUnknown(currency=currency)
    if order.country and not re.fullmatch("[A-Z]{2}", order.country):
        raise CountryUnknown(country=order.country)
    if order.payment_state not in {PaymentState.UNPAID, PaymentState.PAID}:
        raise PaymentStateOurs(payment_state=order.payment_state.value)
    for name in ("placed_at", "paid_at", "dispatched_at", "closed_at"):
        check_time(name, getattr(order, name), now=now)
    check_dispatched(order.dispatched_at, placed_at=order.placed_at)
    for name in ("shipping", "tax", "tax_handling", "sold_for"):
        _check_amount(name, getattr(order, name))
    _check_lines(order)
    check_each("payments", order.payments, partial(_check_payment, now=now))


def _check_words(order: IncomingOrder) -> None:
    for name in ("number", "currency"):
        if not getattr(order, name).strip():
            raise FieldMissing(name=name)
    for name, longest in _LONGEST.items():
        check_text(name, getattr(order, name), longest)
    for name, text in order.address.items():
        if name not in ADDRESS_FIELDS:
            raise AddressFieldUnknown(name=name, known=tuple(ADDRESS_FIELDS))
        check_text(f"address {name}", text, 200)


def _check_lines(order: IncomingOrder) -> None:
    if not order.lines:
        raise LinesMissing
    if len(order.lines) > MOST_LINES:
        raise TooManyLines(lines=len(order.lines), most=MOST_LINES)
    check_each("lines", order.lines, _check_line)


def _check_line(line: IncomingLine) -> None:
    if not line.name.strip():
        raise FieldMissing(name="name")
    for name, longest in _LONGEST_IN_LINE.items():
        check_text(name, getattr(line, name), longest)
    if not 1 <= line.quantity <= MOST_UNITS:
        raise QuantityInvalid(sku=line.sku or line.name, quantity=line.quantity)
    _check_amount("goods", line.goods)


def _check_payment(payment: IncomingPayment, *, now: datetime) -> None:
    check_text("provider", payment.provider, 20)
    if payment.provider.strip().casefold() in {WALLET_PAYMENT, BONUS_PAYMENT}:
        raise ProviderReserved(provider=payment.provider)
    check_text("provider_ref", payment.provider_ref, 120)
    check_time("paid_at", payment.paid_at, now=now)
    _check_amount("payment", payment.amount, least=1)


def check_text(name: str, text: str, longest: int) -> None:
    """Raises FieldTooLong, CharacterForbidden."""
    if len(text) > longest:
        raise FieldTooLong(name=name, longest=longest)
    if _UNSTORABLE.search(text):
        raise CharacterForbidden(name=name)


def _check_amount(name: str, amount: int | None, *, least: int = 0) -> None:
    if amount is not None and not least <= amount <= MOST_MONEY:
        raise AmountInvalid(name=name, amount=amount)


def check_time(name: str, at: datetime | None, *, now: datetime) -> None:
    """Raises TimeInvalid unless `at` has a zone and lies between 1970 and 2199, TimeAhead when it is yet to come.

    None passes, and so does what lies ahead of `now` by no more than LEEWAY.
    """
    if at is None:
        return
    if at.tzinfo is None or not 1970 <= at.year < 2200:
        raise TimeInvalid(name=name, at=at.isoformat())
    if at > now + LEEWAY:
        raise TimeAhead(name=name, at=at.isoformat())


def check_dispatched(at: datetime | None, *, placed_at: datetime) -> None:
    """Raises TimesReversed when the parcels left before the order was placed, by more than LEEWAY; None passes."""
    if at is not None and at < placed_at - LEEWAY:
        raise TimesReversed(
            name="dispatched_at", at=at.isoformat(), earlier="placed_at", earlier_at=placed_at.isoformat()
        )
