"""The shapes in which endpoints are told, by style. A new one is a member of `Style` and a row here."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from standardwebhooks import Webhook

from amends.core.webhooks.endpoints import Style
from amends.core.webhooks.message import payload
from amends.usecases.webhooks.take_up_deliveries import Parcel


@dataclass(frozen=True, slots=True)
class Said:
    """What is sent: the body, and headers that sign exactly these bytes."""

    body: bytes
    headers: Mapping[str, str]


Say = Callable[[Parcel, datetime], Said]


def say_standard(parcel: Parcel, now: datetime) -> Said:
    """By Standard Webhooks 1.0; each active secret signs, so that a receiver who knows one of them is served."""
    text, id_ = json.dumps(payload(parcel.message), separators=(",", ":")), str(parcel.message.id)
    signatures = [Webhook(secret).sign(id_, now, text) for secret in parcel.secrets]
    headers = {
        "Content-Type": "application/json",
        "webhook-id": id_,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": " ".join(signatures),
    }
    return Said(text.encode(), headers)


STYLES: Mapping[Style, Say] = {Style.STANDARD: say_standard}
