"""Undo a match that a person made by mistake: the claim waits again for somebody who knows what it is about."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from amends.core.access import Actor, Permission, require
from amends.core.external_claims.refusals import (
    ClaimMatchedByPayment,
    ClaimNotMatched,
    ClaimUnseen,
    MatchReasonMissing,
)
from amends.records.external_claims.models import ExternalClaim
from amends.records.external_claims.pages import by_payment
from amends.records.external_claims.take import lock_claim
from amends.usecases.external_claims.ground import leave, lock_ground, restand_ground, stands_on
from amends.usecases.external_claims.tell_unplaced import tell_unplaced


@dataclass(frozen=True, slots=True, kw_only=True)
class UnmatchClaim:
    """The ask: a claim that a person matched, and why it does not belong there."""

    claim_id: UUID
    words: str


def unmatch_claim(*, ask: UnmatchClaim, actor: Actor, now: datetime) -> None:
    """It counts there no longer; what moved because of it stays booked, as the platform's own until it is matched anew.

    Raises Forbidden, MatchReasonMissing, ClaimUnseen, ClaimNotMatched, and ClaimMatchedByPayment where no person did.
    """
    require(actor, Permission.STAFF_CLAIM_MANAGE)
    words = ask.words.strip()
    if not words:
        raise MatchReasonMissing
    with transaction.atomic():
        seen = ExternalClaim.objects.filter(id=ask.claim_id).first()
        if seen is None:
            raise ClaimUnseen
        ground = lock_ground(order_id=seen.order_id, top_up_id=seen.top_up_id)
        claim = lock_claim(ask.claim_id)
        if ground is None or not stands_on(claim, ground):
            raise ClaimNotMatched(claim=claim.ref)
        if by_payment(claim):
            raise ClaimMatchedByPayment(claim=claim.ref)
        leave(claim, ground, actor=actor, now=now, words=words)
        restand_ground(ground, actor=actor, now=now)
        tell_unplaced(claim, now=now)
