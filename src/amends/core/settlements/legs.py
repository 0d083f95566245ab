"""Legs: the numbered payments (or the resend) that carry out one decision, and the table of their states."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from amends.core.decisions.award import Outcome
from amends.core.money import split
from amends.core.orders.kinds import BONUS_PAYMENT, WALLET_PAYMENT
from amends.core.refusals import Refusal


class Method(StrEnum):
    """How a leg gives back."""

    WALLET = "wallet"
    ORIGINAL = "original"
    RESEND = "resend"


class LegState(StrEnum):
    """Where a leg stands. `unknown`: the call went out and no answer is known; never repeated under another id.

    `pending`: the provider took it and has not said its last word; while it cannot be asked, that stays known.
    """

    PLANNED = "planned"
    CALLING = "calling"
    UNKNOWN = "unknown"
    PENDING = "pending"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    CLOSED = "closed"


LEG_MOVES: dict[LegState, frozenset[LegState]] = {
    # Closed uncalled where the one it replaces was paid after all.
    LegState.PLANNED: frozenset({LegState.CALLING, LegState.SUCCEEDED, LegState.FAILED, LegState.CLOSED}),
    LegState.CALLING: frozenset({LegState.SUCCEEDED, LegState.FAILED, LegState.UNKNOWN, LegState.PENDING}),
    LegState.UNKNOWN: frozenset({LegState.SUCCEEDED, LegState.FAILED, LegState.UNKNOWN, LegState.PENDING}),
    LegState.PENDING: frozenset({LegState.SUCCEEDED, LegState.FAILED, LegState.PENDING}),
    # What a person saw nowhere, or a provider refused, may be paid after all.
    LegState.FAILED: frozenset({LegState.CLOSED, LegState.SUCCEEDED, LegState.PENDING}),
    # A refund may come back days after it went out: its account was closed.
    LegState.SUCCEEDED: frozenset({LegState.FAILED}),
    # Only while nothing was carried out in its place.
    LegState.CLOSED: frozenset({LegState.SUCCEEDED, LegState.PENDING}),
}


class Unrefundable(StrEnum):
    """Why a payment house refuses a refund for good; `not_here`: there is none of that name here to be asked."""

    TOO_OLD = "too_old"
    DISPUTED = "disputed"
    NOTHING_LEFT = "nothing_left"
    NOT_FOUND = "not_found"
    NOT_HERE = "not_here"
    OTHER = "other"


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


def plan_legs(outcome: Outcome, amount: int, payments: Sequence[PaymentLeft], *, left: int) -> list[PlannedLeg]:
    """The legs of a decision, before any call. `left` is what of the order may still go back, `amount` of it does.

    What was paid with bonus comes back as bonus, in the proportion in which it is left; the rest goes to the wallet
    in one leg, or to the payments it came from, each a leg. A resend is one leg without money.

    Raises PaymentsTooSmall when the payments have less left than the rest; ValueError for a rejection.
    """
    if outcome is Outcome.RESEND:
        return [PlannedLeg(1, Method.RESEND, 0, None, "")]
    if outcome is Outcome.REJECT:
        raise ValueError("a rejection has no legs")
    bonus = [payment for payment in payments if payment.provider == BONUS_PAYMENT]
    others = [payment for payment in payments if payment.provider != BONUS_PAYMENT]
    as_bonus = _bonus_part(amount, bonus=sum(payment.left for payment in bonus), left=left)
    parts = _from(bonus, as_bonus)
    if outcome is Outcome.REFUND_ORIGINAL:
        parts = [*_from(others, amount - as_bonus), *parts]
    elif amount > as_bonus:
        parts = [(None, amount - as_bonus), *parts]
    return [_leg(number, payment, part) for number, (payment, part) in enumerate(parts, start=1)]


def _bonus_part(amount: int, *, bonus: int, left: int) -> int:
    """How much of `amount` is bonus, if of `left` so much was paid with bonus."""
    if not bonus:
        return 0
    money = max(0, left - bonus)
    return split(amount, [bonus, money])[0]


def _from(payments: Sequence[PaymentLeft], amount: int) -> list[tuple[PaymentLeft | None, int]]:
    parts: list[tuple[PaymentLeft | None, int]] = []
    for payment in payments:
        part = min(payment.left, amount)
        if part > 0:
            parts.append((payment, part))
            amount -= part
    if amount:
        raise PaymentsTooSmall(left=sum(part for _, part in parts))
    return parts


def _leg(number: int, payment: PaymentLeft | None, amount: int) -> PlannedLeg:
    if payment is None:
        return PlannedLeg(number, Method.WALLET, amount, None, "")
    ours = payment.provider in (WALLET_PAYMENT, BONUS_PAYMENT)
    return PlannedLeg(number, Method.WALLET if ours else Method.ORIGINAL, amount, payment.id, payment.provider)


def check_leg_move(state: LegState, target: LegState) -> None:
    """Raises LegMoveNotAllowed unless the table leads from `state` to `target`."""
    if target not in LEG_MOVES[state]:
        raise LegMoveNotAllowed(state=state.value, target=target.value)


def is_finished(states: Sequence[LegState]) -> bool:
    """Whether nothing is left to pay: each leg succeeded, or was closed for another leg or for a claim that took it."""
    return bool(states) and set(states) <= {LegState.SUCCEEDED, LegState.CLOSED}
