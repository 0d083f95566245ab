"""Tell finance of a claim that stands on nothing: it has a deadline, and nobody else can see it."""

from datetime import datetime

from amends.core.trail.codes import TrailCode
from amends.records.external_claims.models import ExternalClaim
from amends.records.notices.announce import announce


def tell_unplaced(claim: ExternalClaim, *, now: datetime) -> None:
    """With how much it is over and until when it must be answered."""
    announce(
        TrailCode.EXTERNAL_CLAIM_UNPLACED,
        account_id=None,
        now=now,
        external_claim=claim.id,
        provider=claim.provider,
        ref=claim.ref,
        amount=claim.amount,
        currency=claim.currency,
        respond_by=claim.respond_by,
    )
