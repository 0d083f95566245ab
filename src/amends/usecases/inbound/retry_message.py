"""Have a message tried again, because a person thinks that it will do now."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from amends.core.access import Actor, Permission, require
from amends.core.inbound.retrying import MessageDigested, MessageUnseen
from amends.records.inbound.models import InboundMessage


@dataclass(frozen=True, slots=True, kw_only=True)
class RetryMessage:
    """The ask."""

    message_id: UUID


def retry_message(*, ask: RetryMessage, actor: Actor, now: datetime) -> None:
    """It is due at once, whenever it was to be tried next. Raises Forbidden, MessageUnseen, MessageDigested."""
    require(actor, Permission.STAFF_SETTLEMENT_MANAGE)
    with transaction.atomic():
        message = InboundMessage.objects.select_for_update().filter(id=ask.message_id).first()
        if message is None:
            raise MessageUnseen
        if message.digested_at is not None:
            raise MessageDigested
        message.next_try_at = message.asked_again_at = now
        message.asked_again_by = actor.name
        message.save(update_fields=["next_try_at", "asked_again_at", "asked_again_by"])
