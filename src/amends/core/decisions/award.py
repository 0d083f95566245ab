"""Turning an amount that was decided into awards, line by line and part by part."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from amends.core.disputes.reasons import Wish
from amends.core.disputes.refusals import AboveCeiling, AmountMissing
from amends.core.money import say_minor, split
from amends.core.orders.claimable import LineFacts, OrderFacts, ceiling
from amends.core.orders.parts import Parts


class Outcome(StrEnum):
    """What a dispute comes to when somebody decides it."""

    REFUND_WALLET = "refund_wallet"
    REFUND_ORIGINAL = "refund_original"
    RESEND = "resend"
    REJECT = "reject"


class RejectReason(StrEnum):
    """The list a rejecting agent chooses from; words are added for the merchant to read."""

    EVIDENCE_INSUFFICIENT = "evidence_insufficient"
    DELIVERED = "delivered"
    OUTSIDE_WINDOW = "outside_window"
    NOT_COVERED = "not_covered"
    BUYER_ERROR = "buyer_error"
    ALREADY_SETTLED = "already_settled"


REJECT_TITLES = {
    RejectReason.EVIDENCE_INSUFFICIENT: "The evidence does not show what is claimed",
    RejectReason.DELIVERED: "Tracking shows that the parcel was delivered",
    RejectReason.OUTSIDE_WINDOW: "Opened too early or too late",
    RejectReason.NOT_COVERED: "Not covered by the policy",
    RejectReason.BUYER_ERROR: "Ordered or addressed wrongly",
    RejectReason.ALREADY_SETTLED: "Settled before",
}


@dataclass(frozen=True, slots=True)
class Award:
    """What one line receives: units resolved, and money by part (all 0 for a resend), minor units."""

    line: LineFacts
    quantity: int
    parts: Parts


def outcome_of(wish: Wish) -> Outcome:
    """The outcome that grants a wish exactly as asked."""
    return Outcome(wish.value)


def award_refund(order: OrderFacts, claimed: Sequence[tuple[LineFacts, int]], amount: int) -> list[Award]:
    """`amount` minor units over the claimed lines. The lines must no longer count this claim as theirs to protect.

    Raises AmountMissing for nothing, AboveCeiling for more than order and lines have left.
    """
    ceilings = [line.ceiling(quantity) for line, quantity in claimed]
    top = ceiling(order, list(claimed)).total
    most = {"ceiling": say_minor(top, order.currency), "currency": order.currency}
    if amount <= 0:
        raise AmountMissing(**most)
    if amount > top:
        raise AboveCeiling(asked=say_minor(amount, order.currency), **most)
    shares = split(amount, [one.total for one in ceilings])
    return [
        Award(line=line, quantity=quantity, parts=own.cut(part))
        for (line, quantity), own, part in zip(claimed, ceilings, shares, strict=True)
    ]


def award_resend(claimed: Sequence[tuple[LineFacts, int]]) -> list[Award]:
    """The same units again, without money."""
    return [Award(line=line, quantity=quantity, parts=Parts()) for line, quantity in claimed]
