"""What the platform's order system tells of orders. Amounts are whole minor units, times ISO 8601 with their zone."""

from dataclasses import dataclass
from typing import Annotated, Any
from uuid import UUID

from pydantic import AwareDatetime, Field, ValidationError, ValidatorFunctionWrapHandler, WrapValidator
from pydantic_core import ErrorDetails

from amends.core.orders.incoming import IncomingLine, IncomingOrder, IncomingPayment
from amends.core.orders.kinds import Kind, PaymentState, Stage, Tracking
from amends.core.orders.parcels import Parcel
from amends.core.orders.words import Alert, Product
from amends.core.requests.field_words import WITHOUT_NUL
from amends.doors.api.move_asks import Ask, shown
from amends.doors.api.schemas import AboveZero, Amount, Quantity

MOST_ORDERS = 1_000
"""Orders of one batch."""

Text = Annotated[str, Field(pattern=WITHOUT_NUL)]

ORDER = {
    "account": "01930d6c-7c1a-7b3e-9f55-3d1f0b6a2c11",
    "number": "A-1001",
    "currency": "USD",
    "placed_at": "2026-11-02T09:30:00Z",
    "lines": [{"sku": "LAMP-7", "name": "Reading lamp", "quantity": 2, "goods": 1000}],
    "shipping": 250,
    "payment_state": "paid",
    "paid_at": "2026-11-02T09:31:00Z",
    "country": "US",
}
"""An example."""


class LineAsk(Ask):
    """Units of one SKU. `goods` is what the merchant was charged for all of them; none while nobody knows."""

    sku: Text
    name: Text
    quantity: Quantity
    goods: Amount | None = None
    picture_url: Text = ""
    product: Product = Product.NORMAL


class PaymentAsk(Ask):
    """A payment of the merchant's to the platform."""

    provider: Text
    provider_ref: Text
    amount: AboveZero
    paid_at: AwareDatetime


class OrderAsk(Ask):
    """The whole content of an order of an account. Told again, it replaces what was told before.

    `shipping`, `tax` and `tax_handling` are what the merchant was charged besides the goods; `sold_for` what the buyer
    paid the shop, which is never ours to refund.
    """

    model_config = shown(ORDER)

    account: UUID
    number: Annotated[str, Field(max_length=64, pattern=WITHOUT_NUL, examples=["A-1001"])]
    kind: Kind = Kind.STORE
    currency: Annotated[str, Field(pattern="^[A-Z]{3}$", examples=["USD"])]
    placed_at: AwareDatetime
    lines: list[LineAsk]
    shipping: Amount = 0
    tax: Amount = 0
    tax_handling: Amount = 0
    stage: Stage = Stage.PENDING
    payment_state: PaymentState = PaymentState.UNPAID
    paid_at: AwareDatetime | None = None
    payments: tuple[PaymentAsk, ...] = ()
    external_number: Text = ""
    store_name: Text = ""
    supplier: Text = ""
    buyer_name: Text = ""
    buyer_email: Text = ""
    country: Text = ""
    address: Annotated[dict[str, Text], Field(default_factory=dict)]
    shipping_method: Text = ""
    sold_for: Amount | None = None
    sold_for_currency: Text = ""
    dispatched_at: AwareDatetime | None = None
    closed_at: AwareDatetime | None = None

    def read(self) -> IncomingOrder:
        """As the core has it."""
        told = {name: getattr(self, name) for name in OrderAsk.model_fields if name not in _OURS}
        return IncomingOrder(
            lines=tuple(IncomingLine(**line.model_dump()) for line in self.lines),
            payments=tuple(IncomingPayment(**payment.model_dump()) for payment in self.payments),
            **told,
        )


_OURS = frozenset({"account", "lines", "payments"})


@dataclass(frozen=True, slots=True)
class UnfitOrder:
    """An order of a batch that does not fit: what pydantic found, and whose it is, as far as that can be read."""

    account: str | None
    number: str | None
    faults: list[ErrorDetails]


def _fit_or_not(told: Any, fit: ValidatorFunctionWrapHandler) -> Any:
    """One that does not fit leaves the others as they are."""
    try:
        return fit(told)
    except ValidationError as error:
        named = told if isinstance(told, dict) else {}
        account, number = (one if isinstance(one := named.get(key), str) else None for key in ("account", "number"))
        return UnfitOrder(account, number, error.errors(include_url=False, include_input=False))


class OrdersAsk(Ask):
    """Up to a thousand orders, of any accounts. Of one told more than once, the last that is not refused counts."""

    model_config = shown({"orders": [ORDER]})

    orders: Annotated[
        list[Annotated[OrderAsk, WrapValidator(_fit_or_not)]], Field(min_length=1, max_length=MOST_ORDERS)
    ]

    def told(self) -> list[OrderAsk | UnfitOrder]:
        """All of them, also those that do not fit."""
        return [*self.orders]


class ParcelAsk(Ask):
    """A parcel that left."""

    method: Text
    tracking_number: Text

    def read(self) -> Parcel:
        """As the core has it."""
        return Parcel(method=self.method, tracking_number=self.tracking_number)


class DispatchAsk(Ask):
    """Every parcel of the order, and when they left: now, unless it is told."""

    model_config = shown(
        {
            "parcels": [{"method": "Standard", "tracking_number": "LP00123456789"}],
            "dispatched_at": "2026-11-20T08:00:00Z",
        }
    )

    parcels: Annotated[list[ParcelAsk], Field(max_length=200)]
    dispatched_at: AwareDatetime | None = None


class DeliveryAsk(Ask):
    """Which parcel arrived, and when by the carrier's word."""

    model_config = shown({"tracking_number": "LP00123456789", "delivered_at": "2026-11-27T14:05:00Z"})

    tracking_number: Text
    delivered_at: AwareDatetime


class TrackingAsk(Ask):
    """What the carrier says of a parcel; for an alert or a return, why."""

    model_config = shown(
        {
            "tracking_number": "LP00123456789",
            "tracking": "alert",
            "at": "2026-11-27T14:05:00Z",
            "text": "The address is not complete.",
            "alert": "address",
        }
    )

    tracking_number: Text
    tracking: Tracking
    at: AwareDatetime
    text: Text = ""
    alert: Alert | None = None


class ReturnAsk(Ask):
    """When the warehouse signed for what came back."""

    model_config = shown({"signed_at": "2026-11-27T14:05:00Z"})

    signed_at: AwareDatetime
