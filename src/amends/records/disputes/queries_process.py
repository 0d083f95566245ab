"""What a merchant may read of their own dispute, without a lock: verbs take the case out again before they decide."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from amends.core.access import Side
from amends.core.disputes.refusals import DisputeUnseen
from amends.core.notices.routing import Audience
from amends.records.disputes.case_file import CaseFile, read_case_file
from amends.records.disputes.models import Dispute, Message, Offer


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageToMerchant:
    """A message of the thread, internal notes left out."""

    id: UUID
    side: Side
    author: str
    body: str
    at: datetime


def read_own_case(*, account_id: UUID, number: str) -> CaseFile:
    """The account's dispute of that number. Raises DisputeUnseen."""
    if not Dispute.objects.filter(account_id=account_id, number=number).exists():
        raise DisputeUnseen(number=number)
    return read_case_file(number)


def messages_to_merchant(dispute_id: UUID) -> list[MessageToMerchant]:
    """The dispute's thread as its merchant reads it, first message first."""
    rows = Message.objects.filter(dispute_id=dispute_id, audience__contains=[Audience.MERCHANT.value]).order_by("id")
    return [
        MessageToMerchant(id=row.id, side=Side(row.side), author=row.author_name, body=row.body, at=row.written_at)
        for row in rows
    ]


def resend_waiting(dispute_id: UUID) -> Mapping[str, Any]:
    """What the waiting offer would send, as `offer_settlement` wrote it; empty for a refund, or when none waits."""
    found = Offer.objects.filter(dispute_id=dispute_id, answer="").values_list("resend", flat=True).first()
    return found or {}
