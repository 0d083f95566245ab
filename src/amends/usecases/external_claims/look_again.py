"""Look again for the payment that an unmatched claim is about."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from amends.core.access import Actor, Permission, Side, require
from amends.core.external_claims.refusals import ClaimUnseen
from amends.records.external_claims.models import ExternalClaim
from amends.records.external_claims.queries import payment_named
from amends.records.external_claims.take import lock_claim
from amends.records.orders.models import Payment
from amends.usecases.external_claims.ground import lock_named, place, restand_ground
from amends.usecases.external_claims.match_claim import check_unplaced


@dataclass(frozen=True, slots=True, kw_only=True)
class LookAgain:
    """The ask: a claim that stands nowhere yet."""

    claim_id: UUID


def look_again(*, ask: LookAgain, actor: Actor, now: datetime) -> bool:
    """Matches the claim if its payment is known by now; returns whether it did.

    Raises Forbidden, ClaimUnseen, ClaimMatched, ClaimDismissed.
    """
    if actor.side is not Side.SYSTEM:
        require(actor, Permission.STAFF_CLAIM_MANAGE)
    with transaction.atomic():
        seen = ExternalClaim.objects.filter(id=ask.claim_id).first()
        if seen is None:
            raise ClaimUnseen
        paid = payment_named(provider=seen.provider, refs=seen.payment_refs)
        ground = lock_named(paid)
        claim = lock_claim(ask.claim_id)
        check_unplaced(claim)
        if ground is None:
            return False
        place(claim, ground, paid if isinstance(paid, Payment) else None, actor=actor, now=now)
        restand_ground(ground, actor=actor, now=now)
        return True
