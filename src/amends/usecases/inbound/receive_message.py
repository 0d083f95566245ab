"""Receive a message of a payment house: kept as it came, once for its name there."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from amends.records.inbound.models import InboundMessage


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiveMessage:
    """The ask; `body` was found to be the provider's own."""

    provider: str
    event_id: str
    kind: str
    body: bytes


def receive_message(*, ask: ReceiveMessage, now: datetime) -> bool:
    """Keeps it for the worker, who looks for what is due. False, and nothing kept, when it came before."""
    with transaction.atomic():
        message = InboundMessage(
            provider=ask.provider,
            event_id=ask.event_id,
            kind=ask.kind[:100],
            body=ask.body,
            received_at=now,
            next_try_at=now,
        )
        InboundMessage.objects.bulk_create([message], ignore_conflicts=True)
        return InboundMessage.objects.filter(id=message.id).exists()
