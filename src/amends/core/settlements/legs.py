"""Legs: the numbered payments (or the resend) that carry out one decision, and the table of their states."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from amends.core.decisions.award import Outcome
from amends.core.refusals import Refusal


class Method(StrEnum):
    """How a leg gives back."""

    WALLET = "wallet"
    ORIGINAL = "original"
    RESEND = "resend"


class LegState(StrEnum):
    """Where a leg stands. `unknown`: the call went out and no answer is known; never repeated under another id.

    `pending`: the provider took it and has not said its last word.
    """

    PLANNED = "planned"
    CALLING = "calling"
    UNKNOWN = "unknown"
    PENDING = "pending"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    CLOSED = "closed"


LEG_MOVES: dict[LegState, frozenset[LegState]] = {
    LegState.PLANNED: frozenset({LegState.CALLING, LegState.SUCCEEDED, LegState.FAILED}),
    LegState.CALLING: frozenset({LegState.SUCCEEDED, LegState.FAILED, LegState.UNKNOWN, LegState.PENDING}),
    LegState.UNKNOWN: frozenset({LegState.SUCCEEDED, LegState.FAILED, LegState.UNKNOWN, LegState.PENDING}),
    LegState.PENDING: frozenset({LegState.SUCCEEDED, LegState.FAILED, LegState.UNKNOWN, LegState.PENDING}),
    LegState.FAILED: frozenset({LegState.CLOSED}),
    LegState.SUCCEEDED: frozenset(),
    LegState.CLOSED: frozenset(),
}


@dataclass(frozen=True, slots=True)
class PaymentLeft:
    """A payment of ours behind the order and what of it may still go back, minor units."""

    id: UUID
    provider: str
    left: int


@dataclass(frozen=True, slots=True)
class PlannedLeg:
    """Leg `number` (from 1): method, amount in minor units (0 for a resend), and the payment it goes back to."""

    number: int
    method: Method
    amount: int
    payment_id: UUID | None
    provider: str


class LegMoveNotAllowed(Refusal):
    """A leg cannot go from its state to that one."""

    code = "settlement.leg_move"
    sentence = "A leg that is %(state)s cannot become %(target)s."


class PaymentsTooSmall(Refusal):
    """The payments behind the order have less left than the refund."""

    code = "settlement.payments_too_small"
    sentence = "The original payment has only %(left)s left to refund; offer the rest to the balance instead."


def plan_legs(outcome: Outcome, amount: int, payments: Sequence[PaymentLeft]) -> list[PlannedLeg]:
    """The legs of a decision, before any call: one for the wallet or a resend, one per payment for the original way.

    Raises PaymentsTooSmall when the payments have less left than `amount`; ValueError for a rejection.
    """
    if outcome is Outcome.REFUND_WALLET:
        return [PlannedLeg(1, Method.WALLET, amount, None, "")]
    if outcome is Outcome.RESEND:
        return [PlannedLeg(1, Method.RESEND, 0, None, "")]
    if outcome is not Outcome.REFUND_ORIGINAL:
        raise ValueError("a rejection has no legs")
    legs: list[PlannedLeg] = []
    for payment in payments:
        part = min(payment.left, amount)
        if part > 0:
            legs.append(PlannedLeg(len(legs) + 1, Method.ORIGINAL, part, payment.id, payment.provider))
            amount -= part
    if amount:
        raise PaymentsTooSmall(left=sum(leg.amount for leg in legs))
    return legs


def check_leg_move(state: LegState, target: LegState) -> None:
    """Raises LegMoveNotAllowed unless the table leads from `state` to `target`."""
    if target not in LEG_MOVES[state]:
        raise LegMoveNotAllowed(state=state.value, target=target.value)


def is_finished(states: Sequence[LegState]) -> bool:
    """Whether everything is paid: each leg succeeded, or was closed after its replacement opened."""
    return LegState.SUCCEEDED in states and set(states) <= {LegState.SUCCEEDED, LegState.CLOSED}
