"""Why merchants dispute, what each reason applies to, and what it may ask for."""

from dataclasses import dataclass
from enum import StrEnum

from amends.core.orders.kinds import UNSHIPPED, Stage


class Reason(StrEnum):
    """Stable codes of the dispute types."""

    ORDER_CANCELLATION = "order_cancellation"
    DELAYED = "delayed"
    NOT_RECEIVED = "not_received"
    DAMAGED = "damaged"
    BAD_QUALITY = "bad_quality"
    WRONG_PRODUCT = "wrong_product"
    MISSING_PARTS = "missing_parts"
    ORDER_RETURNED = "order_returned"


class Detail(StrEnum):
    """What exactly is wrong, within a reason."""

    BADLY_DAMAGED = "badly_damaged"
    PARTLY_DAMAGED = "partly_damaged"
    PACKAGING_ONLY = "packaging_only"
    MINOR_FLAW = "minor_flaw"
    DEFECTIVE = "defective"
    BADLY_MADE = "badly_made"
    DISLIKED = "disliked"
    SMELL = "smell"
    UNLIKE_DESCRIPTION = "unlike_description"
    OTHER_PRODUCT = "other_product"
    WRONG_COLOR = "wrong_color"
    WRONG_SIZE = "wrong_size"
    ORDERED_WRONGLY = "ordered_wrongly"
    PARTS = "parts"
    ACCESSORIES = "accessories"


class Wish(StrEnum):
    """What the opener expects to happen."""

    REFUND_WALLET = "refund_wallet"
    REFUND_ORIGINAL = "refund_original"
    RESEND = "resend"

    @property
    def is_refund(self) -> bool:
        """Whether money is asked for."""
        return self is not Wish.RESEND


@dataclass(frozen=True, slots=True)
class ReasonFacts:
    """`title` in people's words; the stages an order must be in; whether a resend makes sense."""

    title: str
    hint: str
    stages: tuple[Stage, ...]
    may_resend: bool = True


_SHIPPED = (Stage.DISPATCHED, Stage.COMPLETED)

REASONS: dict[Reason, ReasonFacts] = {
    Reason.ORDER_CANCELLATION: ReasonFacts(
        "Unfulfilled order cancellation", "The order has not been sent and is no longer wanted.", UNSHIPPED, False
    ),
    Reason.DELAYED: ReasonFacts(
        "Delayed", "The parcel takes longer than promised, or tracking stands still.", (*UNSHIPPED, Stage.DISPATCHED)
    ),
    Reason.NOT_RECEIVED: ReasonFacts("Not received", "The buyer says that nothing arrived.", _SHIPPED),
    Reason.DAMAGED: ReasonFacts("Damaged", "Goods arrived broken or partly broken.", _SHIPPED),
    Reason.BAD_QUALITY: ReasonFacts("Defective or bad quality", "Goods do not work or are badly made.", _SHIPPED),
    Reason.WRONG_PRODUCT: ReasonFacts(
        "Wrong product, color or size", "Something other than what was ordered arrived.", _SHIPPED
    ),
    Reason.MISSING_PARTS: ReasonFacts(
        "Missing parts or accessories", "The parcel arrived without some of its contents.", _SHIPPED
    ),
    Reason.ORDER_RETURNED: ReasonFacts("Order returned", "The parcel came back to the warehouse.", _SHIPPED),
}

DETAILS: dict[Reason, tuple[Detail, ...]] = {
    Reason.DAMAGED: (Detail.BADLY_DAMAGED, Detail.PARTLY_DAMAGED, Detail.PACKAGING_ONLY, Detail.MINOR_FLAW),
    Reason.BAD_QUALITY: (
        Detail.DEFECTIVE,
        Detail.BADLY_MADE,
        Detail.MINOR_FLAW,
        Detail.DISLIKED,
        Detail.SMELL,
        Detail.UNLIKE_DESCRIPTION,
    ),
    Reason.WRONG_PRODUCT: (Detail.OTHER_PRODUCT, Detail.WRONG_COLOR, Detail.WRONG_SIZE, Detail.ORDERED_WRONGLY),
    Reason.MISSING_PARTS: (Detail.PARTS, Detail.ACCESSORIES),
}
"""Which details each reason offers; the other reasons need none."""
