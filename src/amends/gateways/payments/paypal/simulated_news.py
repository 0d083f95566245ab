"""Webhooks of the simulated PayPal: its signature over the bytes it sent, and its word on whether one is its own."""

import base64
import hashlib
import hmac
import json
import zlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from amends.gateways.payments.paypal.simulated_book import at_text

_CERT = "https://api.paypal.com/v1/notifications/certs/CERT-360caa42-fca2a594-1d93a270"
_EMBEDDED = b'"webhook_event":'


@dataclass(frozen=True)
class Sent:
    """A webhook as it goes out: header names in lower case."""

    body: bytes
    headers: dict[str, str]

    @property
    def kind(self) -> str:
        """The event's type."""
        return str(json.loads(self.body)["event_type"])


class Signer:
    """Signs for one webhook with a secret key of its own."""

    def __init__(self, webhook_id: str) -> None:
        self._webhook_id, self._key, self._sent = webhook_id, b"simulated", 0

    def event(self, kind: str, resource_type: str, resource: dict[str, Any], *, at: datetime) -> Sent:
        """An event with a name of its own, signed."""
        self._sent += 1
        told = {
            "id": f"WH-{self._sent:017d}-SIM",
            "event_version": "1.0",
            "create_time": at_text(at),
            "resource_type": resource_type,
            "resource_version": "2.0",
            "event_type": kind,
            "summary": f"{kind} happened",
            "resource": resource,
        }
        # Blanks as PayPal sends them; whoever writes it anew writes other bytes.
        return self.sign(json.dumps(told, separators=(" , ", " : ")).encode(), at=at)

    def sign(self, body: bytes, *, at: datetime) -> Sent:
        """`body` with PayPal's headers."""
        name, moment = f"b2ed1e00-0000-11f0-8000-{self._sent:012d}", at_text(at)
        headers = {
            "paypal-transmission-id": name,
            "paypal-transmission-time": moment,
            "paypal-transmission-sig": self._signature(name, moment, body),
            "paypal-cert-url": _CERT,
            "paypal-auth-algo": "SHA256withRSA",
            "content-type": "application/json",
        }
        return Sent(body, headers)

    def verified(self, asked: bytes) -> bool:
        """Whether what was sent to be verified is signed by us for this webhook, byte for byte."""
        told = json.loads(asked)
        begin = asked.index(_EMBEDDED) + len(_EMBEDDED)
        text = asked[begin:].decode().lstrip()
        body = text[: json.JSONDecoder().raw_decode(text)[1]].encode()
        right = self._signature(told["transmission_id"], told["transmission_time"], body)
        return told["webhook_id"] == self._webhook_id and hmac.compare_digest(right, told["transmission_sig"])

    def _signature(self, name: str, moment: str, body: bytes) -> str:
        signed = f"{name}|{moment}|{self._webhook_id}|{zlib.crc32(body)}".encode()
        return "S" + base64.b64encode(hmac.digest(self._key, signed, hashlib.sha256)).decode()
