"""Whether a webhook is PayPal's: PayPal is asked, with the bytes as they came.

PayPal's signature covers a checksum of those bytes, so that an event written anew (other blanks, other order) is no
longer the one that was signed. What cannot be PayPal's is refused before anything is asked.
"""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from amends.gateways.payments.paypal.client import PayPalClient, PayPalRefused
from amends.gateways.payments.paypal.moments import moment
from amends.gateways.payments.port import Envelope, Forged

_FIELDS = {
    "auth_algo": "paypal-auth-algo",
    "cert_url": "paypal-cert-url",
    "transmission_id": "paypal-transmission-id",
    "transmission_sig": "paypal-transmission-sig",
    "transmission_time": "paypal-transmission-time",
}
_LONGEST = 500
OLDEST = timedelta(days=4)
"""PayPal delivers again for three days (its webhooks guide: 25 times); later it is somebody else who does."""
_AHEAD = timedelta(minutes=5)


def check(client: PayPalClient, *, webhook_id: str, body: bytes, headers: Mapping[str, str], now: datetime) -> Envelope:
    """Whose message it is. Raises Forged, and OutcomeUnknown when PayPal cannot be asked now."""
    event = _event(body)
    if not webhook_id:
        raise Forged("no webhook of PayPal's is configured")
    fields = _signed(headers, now)
    asked = json.dumps({**fields, "webhook_id": webhook_id})
    whole = asked[:-1].encode() + b', "webhook_event":' + body + b"}"
    try:
        told = client.ask("POST", "/v1/notifications/verify-webhook-signature", body=whole)
    except PayPalRefused as refused:
        raise Forged(f"PayPal does not read it as its own: {refused}") from refused
    if told.get("verification_status") != "SUCCESS":
        raise Forged("PayPal did not sign it")
    return Envelope(id=event["id"], kind=event["event_type"])


def _event(body: bytes) -> dict[str, Any]:
    """The event. It stands in our own JSON as it is, so it must be one object and nothing behind it."""
    try:
        event = json.loads(body.decode())
    except (ValueError, RecursionError) as fault:
        raise Forged("it is no JSON") from fault
    if not isinstance(event, dict) or not all(isinstance(event.get(name), str) for name in ("id", "event_type")):
        raise Forged("it is no event")
    return event


def _signed(headers: Mapping[str, str], now: datetime) -> dict[str, str]:
    fields = {field: headers.get(name, "") for field, name in _FIELDS.items()}
    if not all(0 < len(value) <= _LONGEST for value in fields.values()):
        raise Forged("it is not signed")
    if not _paypals(fields["cert_url"]):
        raise Forged("its certificate is not PayPal's")
    try:
        sent = moment(fields["transmission_time"])
    except ValueError as fault:
        raise Forged("it does not say when it was sent") from fault
    if not now - OLDEST <= sent <= now + _AHEAD:
        raise Forged("it was sent too long ago, or later than now")
    return fields


def _paypals(url: str) -> bool:
    """Whether an address is one of PayPal's own; what is no address is none."""
    try:
        place = urlsplit(url)
        port = place.port
    except ValueError:
        return False
    return place.scheme == "https" and port in (None, 443) and f".{place.hostname or ''}".endswith(".paypal.com")
