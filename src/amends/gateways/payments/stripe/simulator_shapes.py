"""The simulated Stripe's objects: the fields we read and those tests look at, named and typed as Stripe's are."""

import copy
from collections.abc import Mapping
from typing import Any, TypeAlias

Thing: TypeAlias = dict[str, Any]


def intent(name: str, *, charge: str, amount: int, currency: str, metadata: Thing, now: int) -> Thing:
    """A payment that was taken."""
    return {
        "id": name,
        "object": "payment_intent",
        "amount": amount,
        "amount_received": amount,
        "created": now,
        "currency": currency,
        "last_payment_error": None,
        "latest_charge": charge,
        "metadata": metadata,
        "status": "succeeded",
    }


def charge(name: str, *, payment: str, line: str, amount: int, currency: str, metadata: Thing, now: int) -> Thing:
    """A charge that was captured in full."""
    return {
        "id": name,
        "object": "charge",
        "amount": amount,
        "amount_captured": amount,
        "amount_refunded": 0,
        "balance_transaction": line,
        "captured": True,
        "created": now,
        "currency": currency,
        "disputed": False,
        "metadata": metadata,
        "payment_intent": payment,
        "status": "succeeded",
    }


def refund(name: str, of: Thing, *, line: str, amount: int, metadata: Thing, status: str, now: int) -> Thing:
    """A refund of a charge."""
    return {
        "id": name,
        "object": "refund",
        "amount": amount,
        "balance_transaction": line,
        "charge": of["id"],
        "created": now,
        "currency": of["currency"],
        "metadata": metadata,
        "payment_intent": of["payment_intent"],
        "reason": None,
        "status": status,
    }


def dispute(name: str, of: Thing, amount: int, status: str, now: int) -> Thing:
    """A dispute about a charge, to be answered within a week."""
    return {
        "id": name,
        "object": "dispute",
        "amount": amount,
        "balance_transactions": [],
        "charge": of["id"],
        "created": now,
        "currency": of["currency"],
        "evidence_details": {"due_by": now + 7 * 86_400, "has_evidence": False, "past_due": False},
        "is_charge_refundable": status.startswith("warning_"),
        "metadata": {},
        "payment_intent": of["payment_intent"],
        "reason": "product_not_received",
        "status": status,
    }


def warning(name: str, of: Thing, now: int) -> Thing:
    """An early fraud warning about a charge."""
    return {
        "id": name,
        "object": "radar.early_fraud_warning",
        "actionable": True,
        "charge": of["id"],
        "created": now,
        "fraud_type": "made_with_stolen_card",
    }


def session(name: str, fields: Mapping[str, Any], price: Mapping[str, Any], now: int) -> Thing:
    """A checkout session that nobody has paid yet."""
    return {
        "id": name,
        "object": "checkout.session",
        "amount_total": int(price["unit_amount"]),
        "cancel_url": fields["cancel_url"],
        "client_reference_id": fields["client_reference_id"],
        "created": now,
        "currency": price["currency"],
        "metadata": dict(fields["metadata"]),
        "mode": fields["mode"],
        "payment_intent": None,
        "payment_status": "unpaid",
        "status": "open",
        "success_url": fields["success_url"],
        "url": f"https://checkout.stripe.com/c/pay/{name}",
    }


def balance_transaction(
    name: str, *, source: str, category: str, amount: int, fee: int, currency: str, now: int
) -> Thing:
    """A line of the account."""
    return {
        "id": name,
        "object": "balance_transaction",
        "amount": amount,
        "created": now,
        "currency": currency,
        "fee": fee,
        "net": amount - fee,
        "reporting_category": category,
        "source": source,
        "type": category,
    }


def event(name: str, kind: str, thing: Thing, now: int) -> Thing:
    """An event with the object as it is at that moment."""
    return {
        "id": name,
        "object": "event",
        "created": now,
        "data": {"object": copy.deepcopy(thing)},
        "livemode": False,
        "type": kind,
    }
