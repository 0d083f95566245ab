"""How far an order has come, in the words that CJ's clients know."""

from enum import StrEnum


class Status(StrEnum):
    """One word for stage, payment and confirmation together; TRASH was deleted before it was paid."""

    CREATED = "CREATED"
    IN_CART = "IN_CART"
    UNPAID = "UNPAID"
    UNSHIPPED = "UNSHIPPED"
    SHIPPED = "SHIPPED"
    DELIVERED = "DELIVERED"
    CANCELLED = "CANCELLED"
    OTHER = "OTHER"
    TRASH = "TRASH"
