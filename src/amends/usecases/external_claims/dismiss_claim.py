"""Set a claim aside that concerns no order here, and take it back."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from amends.core.access import Actor, Permission, require
from amends.core.external_claims.refusals import ClaimNotDismissed, ClaimUnseen, ReasonMissing
from amends.core.external_claims.words import ExternalStep
from amends.records.external_claims.models import ExternalClaim
from amends.records.external_claims.take import lock_claim
from amends.usecases.external_claims.match_claim import check_unplaced
from amends.usecases.external_claims.tell_history import tell_history


@dataclass(frozen=True, slots=True, kw_only=True)
class DismissClaim:
    """The ask: the claim, and why it concerns no order here."""

    claim_id: UUID
    words: str


def dismiss_claim(*, ask: DismissClaim, actor: Actor, now: datetime) -> None:
    """The claim waits for nobody any more, until its payment is found or it grows; what moved stays booked.

    Raises Forbidden, ReasonMissing, ClaimUnseen, ClaimMatched, ClaimDismissed.
    """
    require(actor, Permission.STAFF_CLAIM_MANAGE)
    words = ask.words.strip()
    if not words:
        raise ReasonMissing
    with transaction.atomic():
        claim = _take(ask.claim_id)
        check_unplaced(claim)
        claim.dismissed_at = now
        claim.save(update_fields=["dismissed_at"])
        tell_history(claim, ExternalStep.DISMISSED, actor=actor, now=now, words=words)


def take_back_claim(*, claim_id: UUID, actor: Actor, now: datetime) -> None:
    """A claim that was set aside waits for a person again. Raises Forbidden, ClaimUnseen, ClaimNotDismissed."""
    require(actor, Permission.STAFF_CLAIM_MANAGE)
    with transaction.atomic():
        claim = _take(claim_id)
        if claim.dismissed_at is None:
            raise ClaimNotDismissed(claim=claim.ref)
        wait_again(claim, actor=actor, now=now)


def wait_again(claim: ExternalClaim, *, actor: Actor, now: datetime) -> None:
    """A locked claim is set aside no longer."""
    claim.dismissed_at = None
    claim.save(update_fields=["dismissed_at"])
    tell_history(claim, ExternalStep.TAKEN_BACK, actor=actor, now=now)


def _take(claim_id: UUID) -> ExternalClaim:
    if not ExternalClaim.objects.filter(id=claim_id).exists():
        raise ClaimUnseen
    return lock_claim(claim_id)
