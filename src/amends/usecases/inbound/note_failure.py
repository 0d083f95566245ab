"""Note why a message could not be taken in, and when it is tried again."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from amends.core.inbound.retrying import next_try
from amends.records.inbound.models import InboundMessage


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteFailure:
    """The ask."""

    message_id: UUID
    failure: str


def note_failure(*, ask: NoteFailure, now: datetime) -> bool:
    """Counts the try. False, and nothing noted, when the message was digested meanwhile."""
    with transaction.atomic():
        waiting = InboundMessage.objects.select_for_update().filter(id=ask.message_id, digested_at__isnull=True)
        message = waiting.first()
        if message is None:
            return False
        message.tries += 1
        message.failure = ask.failure[:300]
        message.next_try_at = next_try(tries=message.tries, now=now)
        message.save(update_fields=["tries", "failure", "next_try_at"])
        return True
