"""Finance says that a claim on a top-up takes nothing more, so that withdrawals wait for it no longer."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from amends.core.access import Actor, Permission, require
from amends.core.external_claims.refusals import ClaimUndecided, ClaimUnseen, ClaimWaitsForNothing, NoMoreReasonMissing
from amends.core.external_claims.standing import Effect
from amends.core.external_claims.words import ExternalStep
from amends.core.wallet.taking_back import waiting
from amends.records.external_claims.models import ExternalClaim
from amends.records.external_claims.take import claims_on_top_up, lock_claim, on_top_up
from amends.records.wallet.models import TopUp
from amends.usecases.external_claims.ground import lock_ground, restand_ground, stands_on
from amends.usecases.external_claims.tell_history import tell_history


@dataclass(frozen=True, slots=True, kw_only=True)
class SayNoMore:
    """The ask: a warning, an inquiry or a lost claim, and how it is known that it takes nothing more."""

    claim_id: UUID
    words: str


def say_no_more(*, ask: SayNoMore, actor: Actor, now: datetime) -> None:
    """Nothing waits for it any more, until its news tell of another kind, state or amount, or of money that moved.

    Raises Forbidden, NoMoreReasonMissing, ClaimUnseen, ClaimUndecided, ClaimWaitsForNothing.
    """
    require(actor, Permission.STAFF_CLAIM_MANAGE)
    words = ask.words.strip()
    if not words:
        raise NoMoreReasonMissing
    with transaction.atomic():
        seen = ExternalClaim.objects.filter(id=ask.claim_id).first()
        if seen is None:
            raise ClaimUnseen
        ground = lock_ground(order_id=None, top_up_id=seen.top_up_id)
        claim = lock_claim(ask.claim_id)
        if not isinstance(ground, TopUp) or not stands_on(claim, ground) or not _waits(claim, ground):
            raise ClaimWaitsForNothing(claim=claim.ref)
        if claim.effect == Effect.HOLDS.value:
            raise ClaimUndecided(claim=claim.ref)
        claim.takes_no_more_at = now
        claim.save(update_fields=["takes_no_more_at"])
        tell_history(claim, ExternalStep.TAKES_NO_MORE, actor=actor, now=now, words=words)
        restand_ground(ground, actor=actor, now=now)


def _waits(claim: ExternalClaim, top_up: TopUp) -> bool:
    claims = claims_on_top_up(top_up)
    waits = waiting([on_top_up(one) for one in claims], paid=top_up.paid or 0, currency=top_up.paid_currency)
    return any(one.id == claim.id and what is not None for one, what in zip(claims, waits, strict=True))
