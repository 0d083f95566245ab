"""What Amends asks of a payment house, and the three answers there are."""

from dataclasses import dataclass
from typing import Protocol
from uuid import UUID


@dataclass(frozen=True, slots=True)
class RefundOrder:
    """Refund `amount` minor units of the payment `payment_ref`. `key` is ours: idempotency key and metadata."""

    key: UUID
    payment_ref: str
    amount: int
    currency: str


@dataclass(frozen=True, slots=True)
class Refunded:
    """The provider refunded; `ref` is its own name for the refund."""

    ref: str


class RefundRefused(Exception):
    """The provider said no, for good: nothing was paid under this key and nothing will be."""


class OutcomeUnknown(Exception):
    """Nobody can tell yet whether the provider paid: a time-out, a broken connection, a 5xx."""


class PaymentGateway(Protocol):
    """A payment house."""

    def refund(self, order: RefundOrder) -> Refunded:
        """Refunds once for `order.key`, however often it is asked. Raises RefundRefused or OutcomeUnknown."""

    def find(self, order: RefundOrder) -> Refunded | None:
        """The refund made under `order.key`, or None when the provider knows of none. Raises OutcomeUnknown."""
