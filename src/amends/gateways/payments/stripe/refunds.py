"""Refunds: what we ask of Stripe for one, and how we read one."""

from typing import Any
from uuid import UUID

from amends.core.settlements.legs import LegState, Unrefundable
from amends.gateways.payments.port import OutcomeUnknown, Refund, RefundOrder, RefundRefused
from amends.gateways.payments.stripe.amounts import AmountUnfit, from_stripe, to_stripe
from amends.gateways.payments.stripe.house import Thing

LEG = "amends_leg"
"""Under this name our key stands in a refund's metadata."""

_STATES = {
    "succeeded": LegState.SUCCEEDED,
    "pending": LegState.PENDING,
    "requires_action": LegState.PENDING,
    "failed": LegState.FAILED,
    "canceled": LegState.FAILED,
}


def payment_named(ref: str) -> dict[str, str]:
    """How Stripe's parameters name a payment. Raises RefundRefused for a name that is none of Stripe's."""
    if ref.startswith("pi_"):
        return {"payment_intent": ref}
    if ref.startswith(("ch_", "py_")):
        return {"charge": ref}
    raise RefundRefused(f"Stripe has no payment named {ref[:60]}", Unrefundable.NOT_FOUND)


def refund_params(order: RefundOrder, payment: Thing) -> dict[str, Any]:
    """The parameters of the refund. Raises RefundRefused where the payment's currency is not the order's.

    Stripe takes the payment's currency without asking, and 9,000 yen are not 90.00 dollars.
    """
    if payment["currency"].upper() != order.currency:
        raise RefundRefused(f"the payment is in {payment['currency'].upper()}, not in {order.currency}")
    try:
        amount = to_stripe(order.amount, order.currency)
    except AmountUnfit as unfit:
        raise RefundRefused(str(unfit)) from unfit
    return {**payment_named(order.payment_ref), "amount": amount, "metadata": {LEG: str(order.key)}}


def read_refund(told: Thing, order: RefundOrder) -> Refund:
    """Stripe's refund as ours. Raises OutcomeUnknown for one that is not what was ordered: a person must look."""
    currency = told["currency"].upper()
    if (from_stripe(told["amount"], currency), currency) != (order.amount, order.currency):
        raise OutcomeUnknown(f"{told['id']} has our key and another amount than we asked for")
    return Refund(ref=told["id"], state=state_of(told), failure=failure_of(told))


def state_of(told: Thing) -> LegState:
    """Where the refund stands. Raises OutcomeUnknown for a word we do not know."""
    status = told["status"] or "pending"
    if status not in _STATES:
        raise OutcomeUnknown(f"Stripe calls {told['id']} {status}, which we do not know")
    return _STATES[status]


def failure_of(told: Thing) -> str:
    """Why it failed, in Stripe's words; empty unless it did."""
    if state_of(told) is not LegState.FAILED:
        return ""
    return str(told.get("failure_reason") or told["status"])


def key_in(thing: Thing | None, name: str) -> UUID | None:
    """Our key in an object's metadata, if it is there and is one."""
    written = ((thing or {}).get("metadata") or {}).get(name, "")
    try:
        return UUID(written)
    except ValueError:
        return None
