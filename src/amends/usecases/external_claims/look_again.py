"""Look again for the payment of a claim that stands nowhere, or where a person put it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from amends.core.access import Actor, Permission, Side, require
from amends.core.external_claims.refusals import ClaimUnseen
from amends.records.external_claims.models import ExternalClaim
from amends.records.external_claims.queries import payment_named
from amends.records.external_claims.take import lock_claim
from amends.usecases.external_claims.follow_payment import follow_payment
from amends.usecases.external_claims.ground import lock_places, restand_ground
from amends.usecases.external_claims.match_claim import check_unplaced


@dataclass(frozen=True, slots=True, kw_only=True)
class LookAgain:
    """The ask: a claim that no payment has placed yet."""

    claim_id: UUID


def look_again(*, ask: LookAgain, actor: Actor, now: datetime) -> bool:
    """Puts the claim where its payment belongs if that is known by now; returns whether it did.

    Raises Forbidden, ClaimUnseen, ClaimMatched, ClaimDismissed.
    """
    if actor.side is not Side.SYSTEM:
        require(actor, Permission.STAFF_CLAIM_MANAGE)
    with transaction.atomic():
        seen = ExternalClaim.objects.filter(id=ask.claim_id).first()
        if seen is None:
            raise ClaimUnseen
        at = seen.order_id or seen.top_up_id
        places = lock_places(seen, payment_named(provider=seen.provider, refs=seen.payment_refs, at=at))
        claim = lock_claim(ask.claim_id)
        strayed = claim.account_id is not None and places.of(claim) is None
        if strayed or not follow_payment(claim, places, actor=actor, now=now):
            check_unplaced(claim)
            return False
        for ground in places.locked:
            restand_ground(ground, actor=actor, now=now)
        return True
