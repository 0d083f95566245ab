"""Top-ups through Stripe Checkout: what we ask for, and what became of it."""

from typing import Any

from amends.gateways.payments.port import TopUpOrder
from amends.gateways.payments.stripe.amounts import from_stripe
from amends.gateways.payments.stripe.house import Thing
from amends.gateways.payments.stripe.refunds import key_in
from amends.usecases.wallet.record_top_up import RecordTopUp

TOP_UP = "amends_top_up"
"""Under this name our key stands in the metadata of the session, and of its payment."""

_GIVEN_UP = {"requires_payment_method", "canceled"}


def session_params(order: TopUpOrder, amount: int) -> dict[str, Any]:
    """A page to pay `amount` on, as Stripe counts it."""
    ours = {TOP_UP: str(order.key)}
    price = {"currency": order.currency.lower(), "unit_amount": amount, "product_data": {"name": order.words}}
    return {
        "mode": "payment",
        "client_reference_id": str(order.key),
        "metadata": ours,
        "payment_intent_data": {"metadata": ours},
        "line_items": [{"price_data": price, "quantity": 1}],
        "success_url": order.done_url,
        "cancel_url": order.cancel_url,
    }


def read_session(session: Thing) -> RecordTopUp | None:
    """What became of a session that has its payment intent with it; None while nobody can tell, or if it is not ours.

    Raises AmountUnfit.
    """
    key = key_in(session, TOP_UP)
    payment = session.get("payment_intent") or {}
    failure = _failure(session, payment)
    if key is None or (session["payment_status"] != "paid" and not failure):
        return None
    currency = session["currency"].upper()
    return RecordTopUp(
        top_up_id=key,
        payment_ref=payment.get("id") or session["id"],
        amount=from_stripe(session["amount_total"], currency),
        currency=currency,
        failure=failure,
    )


def _failure(session: Thing, payment: Thing) -> str:
    """Why it was not paid and will not be; a page that was only opened, or a payment on its way, has no such why."""
    if session["payment_status"] == "paid":
        return ""
    if session["status"] == "expired":
        return "not paid in time"
    if session["status"] == "complete" and payment.get("status") in _GIVEN_UP:
        return (payment.get("last_payment_error") or {}).get("message") or "the payment did not go through"
    return ""
