"""Say of a draft's file whether the buyer's address can be seen in it."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from amends.core.access import Actor
from amends.usecases.evidence.take_own import take_own


@dataclass(frozen=True, slots=True, kw_only=True)
class DescribeEvidence:
    """The ask."""

    evidence: UUID
    shows_buyer_email: bool


def describe_evidence(*, ask: DescribeEvidence, actor: Actor) -> None:
    """Raises EvidenceUnseen, EvidenceSealed, DraftUnseen."""
    with transaction.atomic():
        row = take_own(ask.evidence, actor=actor)
        row.shows_buyer_email = ask.shows_buyer_email
        row.save(update_fields=["shows_buyer_email"])
