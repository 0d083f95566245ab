"""The open offer of a dispute whose row is locked."""

from datetime import datetime

from amends.records.disputes.models import Dispute, Offer


def open_offer(dispute: Dispute) -> Offer | None:
    """The offer that waits for an answer, if one does."""
    return Offer.objects.filter(dispute=dispute, answer="").first()


def close_offer(dispute: Dispute, *, answer: str, now: datetime, words: str = "") -> None:
    """Ends the open offer, if one waits: agreed, declined, withdrawn or expired."""
    Offer.objects.filter(dispute=dispute, answer="").update(answer=answer, answered_at=now, answer_words=words)
