"""What of an order may still be disputed, and up to which amount."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from amends.core.orders.kinds import Kind, PaymentState, Stage, Tracking
from amends.core.orders.parts import Parts, add_parts
from amends.core.orders.words import Alert, Circumstance, Product
from amends.core.refusals import Refusal
from amends.core.standing.measures import Measure, why_forbidden
from amends.core.standing.standings import Effect


class OrderClosed(Refusal):
    """A closed order takes no dispute."""

    code = "order.closed"
    sentence = "Order %(number)s is closed; a closed order cannot be disputed."


class OrderUnpaid(Refusal):
    """Nothing was paid, so there is nothing to dispute."""

    code = "order.unpaid"
    sentence = "Order %(number)s has not been paid, so there is nothing to dispute yet."


class NothingLeft(Refusal):
    """Every unit of the order was resolved or is under an open dispute."""

    code = "order.nothing_left"
    sentence = "Every item of order %(number)s is already under dispute or settled."


class ClaimedElsewhere(Refusal):
    """A claim at a payment house holds the order's money; giving it back here too would pay twice."""

    code = "order.claimed_elsewhere"
    sentence = (
        "The money of order %(number)s is held by a claim at the payment house (%(claim)s). "
        "Nothing is given back here until that claim has ended or was withdrawn there."
    )


@dataclass(frozen=True, slots=True)
class LineFacts:
    """One order line as its locked row says. Amounts in minor units of the order's currency.

    For a line of a resend, `charged`, `refunded`, `reserved` and `money_units` are those of the line it replaces:
    a resend carries no charge and draws on its origin's ceiling.
    """

    id: UUID
    sku: str
    name: str
    quantity: int
    claimed: int
    resolved: int
    charged: Parts
    refunded: int
    reserved: int
    money_units: int
    is_resend: bool
    money_line_id: UUID
    product: Product = Product.NORMAL
    dispute: str = ""
    """The number of the open dispute that it stands in, where whoever took the line out read it."""

    @property
    def claimable(self) -> int:
        """Units that can still be disputed now; none while the line stands in an open dispute."""
        return 0 if self.claimed else self.quantity - self.resolved

    def ceiling(self, quantity: int) -> Parts:
        """The most that `quantity` units may bring back, never above what the line has left."""
        before = 0 if self.is_resend else self.resolved
        parts = self.charged.units(whole=self.money_units, before=before, taken=quantity)
        return parts.cut(min(parts.total, max(0, self.charged.total - self.refunded - self.reserved)))


@dataclass(frozen=True, slots=True)
class OrderFacts:
    """One order as its locked row says; for a resend the money is its origin's. Minor units of `currency`.

    `charged_known` is False while nobody told what the merchant paid us. `left` is what may still go back:
    charged less refunded, reserved and external claims, never below 0. `paid_outside` means that no payment
    of ours stands behind the order, so that money can go to the wallet only; so does `paid_elsewhere`, a payment
    house that is not set up here, at which a payment behind the order has something left. `held_by` names a claim at
    a payment house that holds the money now (provider and its name there), empty for none. `measure` is the one that
    counts against the account when something new is asked for; None in good standing.
    """

    id: UUID
    account_id: UUID
    number: str
    kind: Kind
    stage: Stage
    payment_state: PaymentState
    currency: str
    charged_known: bool
    left: int
    external_claimed: int
    held_by: str
    paid_outside: bool
    open_disputes: int
    buyer_email: str
    tracking: Tracking
    warehouse_started_at: datetime | None
    delivered_at: datetime | None
    alert: Alert | None = None
    country: str = ""
    shipping_method: str = ""
    paid_at: datetime | None = None
    dispatched_at: datetime | None = None
    return_signed_at: datetime | None = None
    circumstances: frozenset[Circumstance] = frozenset()
    measure: Measure | None = None
    paid_elsewhere: str = ""


class Disputable(Protocol):
    """What decides, besides its lines, whether an order can be disputed: columns of OrderFacts."""

    @property
    def number(self) -> str: ...
    @property
    def stage(self) -> Stage: ...
    @property
    def payment_state(self) -> PaymentState: ...
    @property
    def held_by(self) -> str: ...


def why_not_disputable(order: OrderFacts, lines: list[LineFacts]) -> Refusal | None:
    """The reason no dispute can be opened on this order at all, or None if one can."""
    return why_not_open(order, claimable=any(line.claimable for line in lines), measure=order.measure)


def why_not_open(order: Disputable, *, claimable: bool, measure: Measure | None) -> Refusal | None:
    """The same by whether any unit is `claimable` and by the account's measure."""
    forbidden = why_forbidden(Effect.OPEN, measure)
    if forbidden is not None:
        return forbidden
    if order.stage is Stage.CLOSED:
        return OrderClosed(number=order.number)
    if order.payment_state is PaymentState.UNPAID:
        return OrderUnpaid(number=order.number)
    if not claimable:
        return NothingLeft(number=order.number)
    return why_not_payable(order)


def why_not_payable(order: Disputable) -> ClaimedElsewhere | None:
    """The claim that stands in the way of giving anything back for this order now, or None."""
    return ClaimedElsewhere(number=order.number, claim=order.held_by) if order.held_by else None


def ceiling(order: OrderFacts, chosen: list[tuple[LineFacts, int]]) -> Parts:
    """The most that the chosen lines and quantities may bring back in money, part by part."""
    if not order.charged_known:
        return Parts()
    parts = add_parts(line.ceiling(quantity) for line, quantity in chosen)
    return parts.cut(min(parts.total, order.left))
