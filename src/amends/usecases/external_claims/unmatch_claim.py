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
from amends.core.external_claims.words import ExternalStep
from amends.records.external_claims.models import ExternalClaim
from amends.records.external_claims.pages import by_payment
from amends.records.external_claims.take import lock_claim
from amends.records.orders.models import Order
from amends.usecases.external_claims.book_movement import rebook
from amends.usecases.external_claims.ground import Ground, lock_ground, restand_ground, stands_on
from amends.usecases.external_claims.restand import tell_left
from amends.usecases.external_claims.tell_history import tell_history
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
        _leave(claim, ground, actor=actor, now=now, words=words)
        restand_ground(ground, actor=actor, now=now)
        tell_unplaced(claim, now=now)


def _leave(claim: ExternalClaim, ground: Ground, *, actor: Actor, now: datetime, words: str) -> None:
    before = {"order": ground.number} if isinstance(ground, Order) else {"top_up": str(ground.id)}
    tell_history(claim, ExternalStep.UNMATCHED, actor=actor, now=now, before=before, words=words)
    if isinstance(ground, Order):
        tell_left(ground, claim, actor=actor, now=now, why=words)
    else:
        rebook(claim, owed=False, now=now)
    claim.account_id = claim.order_id = claim.top_up_id = claim.grew_into_id = None
    claim.matched_at, claim.matched_by, claim.matched_by_name = None, None, ""
    claim.effect, claim.counted, claim.takes_no_more_at = "", 0, None
    claim.save(
        update_fields=[
            *("account", "order", "top_up", "grew_into", "matched_at", "matched_by", "matched_by_name"),
            *("effect", "counted", "takes_no_more_at"),
        ]
    )
