"""Which messages were not taken in."""

from collections.abc import Sequence
from uuid import UUID

from amends.records.inbound.models import InboundMessage


def undigested(message_id: UUID) -> InboundMessage | None:
    """The message, unless it was digested."""
    return InboundMessage.objects.filter(id=message_id, digested_at__isnull=True).first()


def failed_messages(*, size: int, before: UUID | None = None) -> tuple[Sequence[InboundMessage], UUID | None]:
    """A page of messages that failed and were not digested since, latest first, without bodies; where it goes on."""
    found = InboundMessage.objects.filter(digested_at__isnull=True, tries__gt=0).defer("body").order_by("-id")
    rows = list((found.filter(id__lt=before) if before else found)[: size + 1])
    return rows[:size], rows[size - 1].id if len(rows) > size else None
