"""Signatures as Standard Webhooks 1.0 has them: HMAC-SHA256 over ``id.timestamp.body``, one for each active secret."""

import base64
import hashlib
import hmac
from collections.abc import Iterable
from datetime import datetime

PREFIX = "whsec_"


def written(secret: bytes) -> str:
    """A secret as its holder gets it."""
    return PREFIX + base64.b64encode(secret).decode()


def signed(*, id_: str, at: datetime, body: bytes, secrets: Iterable[bytes]) -> dict[str, str]:
    """The three headers. A receiver that knows one of the secrets, the old or the new, finds its signature."""
    stamp = str(int(at.timestamp()))
    content = f"{id_}.{stamp}.".encode() + body
    signatures = (base64.b64encode(hmac.digest(secret, content, hashlib.sha256)).decode() for secret in secrets)
    return {
        "webhook-id": id_,
        "webhook-timestamp": stamp,
        "webhook-signature": " ".join(f"v1,{one}" for one in signatures),
    }
