"""Refunds of captured payments (Payments v2), and finding one whose outcome nobody told us."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from amends.core.settlements.legs import LegState, Unrefundable
from amends.gateways.payments.paypal.amounts import Inexpressible, money
from amends.gateways.payments.paypal.client import PayPalClient, PayPalRefused
from amends.gateways.payments.paypal.keys import KEY_LIFE, leg_mark
from amends.gateways.payments.port import OutcomeUnknown, Refund, RefundOrder, RefundRefused

_STATES = {
    "COMPLETED": LegState.SUCCEEDED,
    "PENDING": LegState.PENDING,
    "FAILED": LegState.FAILED,
    "CANCELLED": LegState.FAILED,
}
_WHY = {
    "CAPTURE_FULLY_REFUNDED": Unrefundable.NOTHING_LEFT,
    "REFUND_AMOUNT_EXCEEDED": Unrefundable.NOTHING_LEFT,
    "REFUND_TIME_LIMIT_EXCEEDED": Unrefundable.TOO_OLD,
    "TRANSACTION_DISPUTED": Unrefundable.DISPUTED,
    "REFUND_NOT_PERMITTED_DUE_TO_CHARGEBACK": Unrefundable.DISPUTED,
    "INVALID_RESOURCE_ID": Unrefundable.NOT_FOUND,
    "RESOURCE_NOT_FOUND": Unrefundable.NOT_FOUND,
}


class _NotLooked(Exception):
    """The payment is there, and its refunds could not be looked through."""


_BEST_FIRST = (LegState.SUCCEEDED, LegState.PENDING, LegState.FAILED)


def refund(client: PayPalClient, order: RefundOrder) -> Refund:
    """Refunds once for `order.key`, while PayPal remembers it. Raises RefundRefused or OutcomeUnknown."""
    if order.waited >= KEY_LIFE:
        raise OutcomeUnknown("PayPal may have forgotten this refund's key; a person has to look there")
    try:
        body = {"amount": money(order.amount, order.currency), "custom_id": leg_mark(order.key)}
    except Inexpressible as fault:
        raise RefundRefused(str(fault)) from fault
    path = f"/v2/payments/captures/{quote(order.payment_ref, safe='')}/refund"
    try:
        return refund_told(client.ask("POST", path, body=body, request_id=str(order.key)))
    except PayPalRefused as refused:
        why = _WHY.get(refused.issue, Unrefundable.OTHER)
        ours = _took_the_rest(client, order) if why is Unrefundable.NOTHING_LEFT else None
        if ours is None:
            raise RefundRefused(str(refused), why) from refused
        return ours


def find(client: PayPalClient, order: RefundOrder) -> Refund | None:
    """The refund named `order.ref`, else that of `order.key` among those of the payment's order.

    None while it may be asked for again, whether the refunds could be looked through or not: the identical request
    pays once while PayPal knows its key. Raises OutcomeUnknown as well where there is none and PayPal may have
    forgotten the key: asking again could then pay twice, and only a person can tell.
    """
    if order.ref:
        return _named(client, order.ref)
    try:
        found, why = _among_refunds(client, order), "no such refund at PayPal"
    except _NotLooked as fault:
        found, why = None, str(fault)
    if found is None and order.waited >= KEY_LIFE:
        raise OutcomeUnknown(f"{why}, and its key may be forgotten; a person has to look there")
    return found


def refund_told(told: dict[str, Any]) -> Refund:
    """A refund as PayPal shows it. Raises OutcomeUnknown for one without a name or a known status."""
    state = _STATES.get(str(told.get("status")))
    if state is None or not told.get("id"):
        raise OutcomeUnknown(f"PayPal tells of a refund that is {told.get('status')}")
    reason = (told.get("status_details") or {}).get("reason", "")
    words = f"{told['status']} {reason}".rstrip() if state is LegState.FAILED else ""
    return Refund(ref=str(told["id"]), state=state, failure=words)


def _took_the_rest(client: PayPalClient, order: RefundOrder) -> Refund | None:
    """Our own refund, if that is why nothing is left. Raises OutcomeUnknown where a call before may have made it."""
    try:
        return _among_refunds(client, order)
    except _NotLooked as fault:
        if order.repeated:
            raise OutcomeUnknown(f"nothing is left at PayPal, and {fault}") from fault
        return None


def _named(client: PayPalClient, ref: str) -> Refund:
    try:
        return refund_told(client.ask("GET", f"/v2/payments/refunds/{quote(ref, safe='')}"))
    except PayPalRefused as refused:
        raise OutcomeUnknown(f"PayPal does not show refund {ref}: {refused}") from refused


def _among_refunds(client: PayPalClient, order: RefundOrder) -> Refund | None:
    """None when all were looked through. Raises _NotLooked, and OutcomeUnknown for a payment that is not there."""
    try:
        capture = client.ask("GET", f"/v2/payments/captures/{quote(order.payment_ref, safe='')}")
    except PayPalRefused as refused:
        raise OutcomeUnknown(f"PayPal does not show the payment: {refused}") from refused
    order_id = order_of(capture)
    if not order_id:
        raise _NotLooked("PayPal names no order of the payment")
    try:
        whole = client.ask("GET", f"/v2/checkout/orders/{quote(order_id, safe='')}")
    except PayPalRefused as refused:
        raise _NotLooked(f"PayPal does not show the payment's order: {refused}") from refused
    mark = leg_mark(order.key)
    ours = [refund_told(one) for one in _refunds(whole) if one.get("custom_id") == mark]
    return min(ours, key=lambda one: _BEST_FIRST.index(one.state), default=None)


def order_of(capture: dict[str, Any]) -> str:
    """The PayPal order a capture belongs to, or nothing."""
    related = (capture.get("supplementary_data") or {}).get("related_ids") or {}
    return str(related.get("order_id") or linked(capture, "up", "/v2/checkout/orders/"))


def linked(told: dict[str, Any], rel: str, before: str) -> str:
    """The id that stands after `before` in the link `rel`, or nothing."""
    links = (str(link.get("href", "")) for link in told.get("links") or () if link.get("rel") == rel)
    return next((href.rpartition("/")[2] for href in links if before in href), "")


def _refunds(whole: dict[str, Any]) -> Iterable[dict[str, Any]]:
    for unit in whole.get("purchase_units") or ():
        yield from (unit.get("payments") or {}).get("refunds") or ()
