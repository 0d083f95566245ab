"""Note that everything a message tells was taken in."""

from datetime import datetime
from uuid import UUID

from amends.records.inbound.models import InboundMessage


def note_digested(*, message_id: UUID, now: datetime) -> bool:
    """False, and nothing noted, when it was digested before."""
    waiting = InboundMessage.objects.filter(id=message_id, digested_at__isnull=True)
    return bool(waiting.update(digested_at=now, next_try_at=None))
