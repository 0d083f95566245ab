"""The shapes in which endpoints are told, by style. A new one is a member of `Style` and a row here."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from standardwebhooks import Webhook

from amends.core.cj_api.messages import sign, write_news
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


def say_cj(parcel: Parcel, _: datetime) -> Said:
    """As CJ's own messages are, signed with the client's openId."""
    if parcel.addressed is None:
        raise LookupError("the account never logged in over CJ's API")
    body = write_news(parcel.addressed, message_id=parcel.message.id, code=parcel.message.code)
    signature = sign(body, open_id=parcel.addressed.open_id)
    return Said(body, {"Content-Type": "application/json;charset=utf-8", "sign": signature})


STYLES: Mapping[Style, Say] = {Style.STANDARD: say_standard, Style.CJ: say_cj}
