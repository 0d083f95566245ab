"""Tell finance of a claim that stands on nothing: it has a deadline, and nobody else can see it."""

from datetime import datetime

from amends.core.money import format_minor
from amends.core.trail.codes import TrailCode
from amends.records.external_claims.models import ExternalClaim
from amends.records.notices.announce import announce


def tell_unplaced(claim: ExternalClaim, *, now: datetime) -> None:
    """With how much it is over and until when it must be answered."""
    due = f"{claim.respond_by:%Y-%m-%d %H:%M} UTC" if claim.respond_by else "not told"
    amount = f"{format_minor(claim.amount, claim.currency)} {claim.currency}"
    name = f"{claim.provider} {claim.ref}"
    announce(TrailCode.EXTERNAL_CLAIM_UNPLACED, account_id=None, now=now, claim=name, amount=amount, due=due)
