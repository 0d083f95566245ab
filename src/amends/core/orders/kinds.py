"""The words an order is described with."""

from enum import StrEnum


class Kind(StrEnum):
    """Why the merchant ordered: for a shop's buyer, to try, in bulk, or to stock ahead."""

    STORE = "store"
    SAMPLE = "sample"
    WHOLESALE = "wholesale"
    PREORDER = "preorder"


class Stage(StrEnum):
    """How far fulfilment came. Closed is final: cancelled, or done with."""

    PENDING = "pending"
    PROCESSING = "processing"
    DISPATCHED = "dispatched"
    COMPLETED = "completed"
    CLOSED = "closed"


class PaymentState(StrEnum):
    """Whether the merchant's payment for the order arrived, and how much of it went back."""

    UNPAID = "unpaid"
    PAID = "paid"
    PARTLY_REFUNDED = "partly_refunded"
    REFUNDED = "refunded"


WALLET_PAYMENT, BONUS_PAYMENT = "wallet", "bonus"
"""The providers of payments that were made from a balance: its money, and its bonus. No house has these names."""
UNSHIPPED = (Stage.PENDING, Stage.PROCESSING)


class Tracking(StrEnum):
    """What the carrier last said of a parcel."""

    NONE = "none"
    IN_TRANSIT = "in_transit"
    DELIVERED = "delivered"
    ALERT = "alert"
    EXPIRED = "expired"
    RETURNED = "returned"
