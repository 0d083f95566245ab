"""What PayPal's webhooks tell, as asks of ours."""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from amends.core.external_claims.words import ExternalKind, ExternalState
from amends.core.money import AmountUnreadable
from amends.core.settlements.legs import LegState
from amends.gateways.payments.paypal import top_ups
from amends.gateways.payments.paypal.amounts import minor_of
from amends.gateways.payments.paypal.claims import PROVIDER, claim_told, is_whole
from amends.gateways.payments.paypal.client import PayPalClient, PayPalRefused
from amends.gateways.payments.paypal.keys import leg_of, top_up_of
from amends.gateways.payments.paypal.moments import moment
from amends.gateways.payments.paypal.refunds import linked, refund_told
from amends.gateways.payments.port import News, OutcomeUnknown
from amends.usecases.external_claims.record_external_claim import Moved, RecordExternalClaim
from amends.usecases.settlements.record_leg import RecordLeg

Read = Callable[[PayPalClient, dict[str, Any]], list[News]]


def read(client: PayPalClient, body: bytes) -> list[News]:
    """What the event tells; nothing for kinds that do not concern us. Raises OutcomeUnknown."""
    event = json.loads(body)
    reader = _READERS.get(str(event.get("event_type")))
    if reader is None:
        return []
    try:
        return reader(client, event.get("resource") or {})
    except PayPalRefused as refused:
        raise OutcomeUnknown(f"PayPal does not let us look: {refused}") from refused
    except (KeyError, ValueError, AmountUnreadable) as fault:
        raise OutcomeUnknown(f"PayPal tells what we cannot read: {fault!r}") from fault


def _refund(client: PayPalClient, told: dict[str, Any]) -> list[News]:
    """A refund: of ours if it carries a leg's mark, else made by hand. Without the mark it is asked for anew:

    an event may leave out what PayPal knows, and our own would be booked a second time.
    """
    if not (leg_of(told.get("custom_id")) and all(told.get(name) for name in ("id", "status"))):
        told = client.ask("GET", f"/v2/payments/refunds/{quote(str(told['id']), safe='')}")
    refund, leg = refund_told(told), leg_of(told.get("custom_id"))
    if leg:
        return [RecordLeg(leg_id=leg, state=refund.state, provider_ref=refund.ref, failure=refund.failure)]
    return [_gone(told, ExternalKind.REFUND, "made at PayPal", refund.state)]


def _reversal(client: PayPalClient, told: dict[str, Any]) -> list[News]:
    """A payment taken back by PayPal: told through the dispute that took it, if one says so by now."""
    capture = linked(told, "up", "/v2/payments/captures/")
    params = {"disputed_transaction_id": capture}
    found = client.ask("GET", "/v1/customer/disputes", params=params) if capture else {}
    disputes = [_whole_dispute(client, one) for one in found.get("items") or ()]
    taking = [claim for claim in (claim_told(one) for one in disputes) if sum(one.amount for one in claim.moved) < 0]
    return list(taking) if taking else [_gone(told, ExternalKind.CHARGEBACK, "reversed by PayPal", LegState.SUCCEEDED)]


def _dispute(client: PayPalClient, told: dict[str, Any]) -> list[News]:
    return [claim_told(told if is_whole(told) else _whole_dispute(client, told))]


def _whole_dispute(client: PayPalClient, told: dict[str, Any]) -> dict[str, Any]:
    return client.ask("GET", f"/v1/customer/disputes/{quote(str(told['dispute_id']), safe='')}")


def _capture(client: PayPalClient, told: dict[str, Any]) -> list[News]:
    record = top_ups.capture_told(told)
    return [record] if record else []


def _approved(client: PayPalClient, told: dict[str, Any]) -> list[News]:
    marks = (top_up_of(unit.get("custom_id")) for unit in told.get("purchase_units") or ())
    key = next((mark for mark in marks if mark), None)
    record = top_ups.find(client, key=key, ref=str(told["id"])) if key else None
    return [record] if record else []


_STANDS = {
    LegState.PENDING: ExternalState.UNDER_REVIEW,
    LegState.SUCCEEDED: ExternalState.LOST,
    LegState.FAILED: ExternalState.WON,
}


def _gone(told: dict[str, Any], kind: ExternalKind, reason: str, stands: LegState) -> RecordExternalClaim:
    """Money that left past us, is about to, or came back: PayPal does not say whether one that failed had left."""
    amount, currency = minor_of(told["amount"])
    amount, ref, at = abs(amount), str(told["id"]), moment(told["create_time"])
    told_at = moment(told.get("update_time") or told["create_time"])
    capture = linked(told, "up", "/v2/payments/captures/")
    went = Moved(ref=ref, amount=-amount, fee=0, currency=currency, at=at)
    back = Moved(ref=f"{ref} failed", amount=amount, fee=0, currency=currency, at=told_at, if_gone=True)
    return RecordExternalClaim(
        provider=PROVIDER,
        ref=ref,
        payment_refs=(capture,) if capture else (),
        kind=kind,
        state=_STANDS[stands],
        reason=reason,
        amount=amount,
        currency=currency,
        respond_by=None,
        opened_at=at,
        told_at=told_at,
        moved={LegState.SUCCEEDED: (went,), LegState.FAILED: (back,)}.get(stands, ()),
    )


_READERS: dict[str, Read] = {
    "PAYMENT.CAPTURE.REFUNDED": _refund,
    "PAYMENT.REFUND.PENDING": _refund,
    "PAYMENT.REFUND.FAILED": _refund,
    "PAYMENT.CAPTURE.REVERSED": _reversal,
    "CUSTOMER.DISPUTE.CREATED": _dispute,
    "CUSTOMER.DISPUTE.UPDATED": _dispute,
    "CUSTOMER.DISPUTE.RESOLVED": _dispute,
    "PAYMENT.CAPTURE.COMPLETED": _capture,
    "PAYMENT.CAPTURE.DENIED": _capture,
    "PAYMENT.CAPTURE.DECLINED": _capture,
    "CHECKOUT.ORDER.APPROVED": _approved,
}
KINDS = tuple(_READERS)
"""What a webhook must be subscribed to."""
