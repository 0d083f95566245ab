"""Deliveries as a page shows them."""

import json
from dataclasses import dataclass

from amends.core.cj_api.messages import write_news
from amends.core.webhooks.endpoints import DeliveryState
from amends.core.webhooks.message import payload
from amends.doors.webhook_pages.words import DELIVERY_BADGES, Word
from amends.records.cj_api.news import address_news
from amends.records.webhooks.models import Attempt, Delivery
from amends.records.webhooks.queries import messages_of


@dataclass(frozen=True, slots=True)
class Shown:
    """A delivery with its badge and its latest attempt."""

    delivery: Delivery
    words: Word
    tone: str
    fill: str
    last: Attempt | None
    waits: bool


def shown(delivery: Delivery) -> Shown:
    """From a delivery whose attempts were read with it."""
    state, attempts = DeliveryState(delivery.state), list(delivery.attempts.all())
    words, tone, fill = DELIVERY_BADGES[state]
    return Shown(delivery, words, tone, fill, attempts[-1] if attempts else None, state is DeliveryState.WAITING)


def payload_text(delivery: Delivery) -> str:
    """What is told, to be read by people; empty for what is in no feed."""
    message = messages_of([delivery]).get(delivery.id)
    if message is None:
        return ""
    if not delivery.endpoint.topic:
        return _pretty(payload(message))
    addressed = address_news([(delivery, message)]).get(delivery.id)
    return _pretty(json.loads(write_news(addressed, message_id=message.id, code=message.code))) if addressed else ""


def _pretty(told: object) -> str:
    return json.dumps(told, indent=2, ensure_ascii=False)
