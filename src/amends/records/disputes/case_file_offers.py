"""What was offered in a case, round by round. Amounts in minor units."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from amends.core.decisions.award import Outcome
from amends.core.orders.parts import Parts
from amends.records.disputes.models import Offer


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferShown:
    """One round: what was proposed, and what became of it (`answer` is empty while it waits)."""

    round: int
    outcome: Outcome
    amount: int
    parts: Parts
    shipping_method: str
    words: str
    made_by: str
    made_at: datetime
    expires_at: datetime
    answer: str
    answered_at: datetime | None
    answer_words: str


def offers_of(dispute_id: UUID) -> list[OfferShown]:
    """The rounds, first one first. One statement."""
    return [
        OfferShown(
            round=offer.round,
            outcome=Outcome(offer.outcome),
            amount=offer.amount,
            parts=Parts(**offer.parts),
            shipping_method=offer.resend.get("shipping_method", ""),
            words=offer.words,
            made_by=offer.made_by_name,
            made_at=offer.made_at,
            expires_at=offer.expires_at,
            answer=offer.answer,
            answered_at=offer.answered_at,
            answer_words=offer.answer_words,
        )
        for offer in Offer.objects.filter(dispute=dispute_id).order_by("round")
    ]
