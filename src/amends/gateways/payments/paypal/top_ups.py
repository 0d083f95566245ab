"""Payments to the platform (Orders v2): begun here, agreed to on PayPal's page, taken here.

A key serves one kind of request: creating uses ours as it is, capturing ours with “-capture” behind. PayPal keeps both
for six hours only (Orders v2, parameter `PayPal-Request-Id`), but an order is captured once whatever is asked, so
that taking is safe at any time; the caller keeps the order's name and begins no second one.
"""

from typing import Any
from urllib.parse import quote
from uuid import UUID

from amends.gateways.payments.paypal.amounts import Inexpressible, minor_of, money
from amends.gateways.payments.paypal.client import PayPalClient, PayPalRefused
from amends.gateways.payments.paypal.keys import top_up_mark, top_up_of
from amends.gateways.payments.port import Checkout, OutcomeUnknown, RefundRefused, TopUpOrder
from amends.usecases.wallet.record_top_up import RecordTopUp

_PAY_HERE = ("payer-action", "approve")
_MAY_TRY_AGAIN = frozenset({"INSTRUMENT_DECLINED", "PAYER_ACTION_REQUIRED", "ORDER_NOT_APPROVED"})
_LOST = ("DECLINED", "FAILED")


def begin(client: PayPalClient, order: TopUpOrder) -> Checkout:
    """Where to pay. Raises RefundRefused when PayPal will not take such a payment, OutcomeUnknown."""
    try:
        told = client.ask("POST", "/v2/checkout/orders", body=_asked(order), request_id=str(order.key))
    except (Inexpressible, PayPalRefused) as refused:
        raise RefundRefused(str(refused)) from refused
    links = {str(link.get("rel")): str(link.get("href")) for link in told.get("links") or ()}
    url = next((links[rel] for rel in _PAY_HERE if rel in links), "")
    if not url or not told.get("id"):
        raise OutcomeUnknown(f"PayPal shows no page for an order that is {told.get('status')}")
    return Checkout(url=url, ref=str(told["id"]))


def find(client: PayPalClient, *, key: UUID, ref: str) -> RecordTopUp | None:
    """What became of the order `ref`; one that was agreed to is taken now. None while nothing is decided, and for

    an order that is not this top-up's.
    """
    told = _order(client, ref)
    if told is None or top_up_of(_unit(told).get("custom_id")) != key:
        return None
    if told.get("status") == "APPROVED":
        told = _take(client, key=key, ref=ref, before=told)
    return _outcome(told, key)


def capture_told(told: dict[str, Any]) -> RecordTopUp | None:
    """What a capture means for a top-up of ours; None for another's, and while it is pending."""
    key = top_up_of(told.get("custom_id"))
    return _record(told, key) if key else None


def _asked(order: TopUpOrder) -> dict[str, Any]:
    unit = {
        "amount": money(order.amount, order.currency),
        "custom_id": top_up_mark(order.key),
        "description": order.words[:127] or "Balance",
    }
    context = {
        "return_url": order.done_url,
        "cancel_url": order.cancel_url,
        "user_action": "PAY_NOW",
        "shipping_preference": "NO_SHIPPING",
        "payment_method_preference": "IMMEDIATE_PAYMENT_REQUIRED",
    }
    return {
        "intent": "CAPTURE",
        "purchase_units": [unit],
        "payment_source": {"paypal": {"experience_context": context}},
    }


def _order(client: PayPalClient, ref: str) -> dict[str, Any] | None:
    try:
        return client.ask("GET", f"/v2/checkout/orders/{quote(ref, safe='')}")
    except PayPalRefused as refused:
        if refused.status == 404:
            return None
        raise OutcomeUnknown(f"PayPal does not let us look: {refused}") from refused


def _take(client: PayPalClient, *, key: UUID, ref: str, before: dict[str, Any]) -> dict[str, Any]:
    path = f"/v2/checkout/orders/{quote(ref, safe='')}/capture"
    try:
        return client.ask("POST", path, body={}, request_id=f"{key}-capture")
    except PayPalRefused as refused:
        if refused.issue == "ORDER_ALREADY_CAPTURED":
            return _order(client, ref) or before
        if refused.issue in _MAY_TRY_AGAIN:
            return before
        return {**before, "status": "VOIDED", "words": str(refused)}


def _unit(told: dict[str, Any]) -> dict[str, Any]:
    units: list[dict[str, Any]] = told.get("purchase_units") or [{}]
    return units[0]


def _outcome(told: dict[str, Any], key: UUID) -> RecordTopUp | None:
    unit = _unit(told)
    captures = (unit.get("payments") or {}).get("captures") or ()
    outcomes = [found for found in (_record(capture, key) for capture in captures) if found]
    if outcomes:
        return min(outcomes, key=lambda one: bool(one.failure))
    if told.get("status") != "VOIDED":
        return None
    amount, currency = minor_of(unit["amount"])
    words = str(told.get("words") or "VOIDED")
    return RecordTopUp(top_up_id=key, payment_ref="", amount=amount, currency=currency, failure=words)


def _record(capture: dict[str, Any], key: UUID) -> RecordTopUp | None:
    status = str(capture.get("status"))
    if status == "PENDING":
        return None
    amount, currency = minor_of(capture["amount"])
    failure = status if status in _LOST else ""
    return RecordTopUp(top_up_id=key, payment_ref=str(capture["id"]), amount=amount, currency=currency, failure=failure)
