"""Match a claim to the order it is about: by hand, where no payment told it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from amends.core.access import Actor, Permission, require
from amends.core.external_claims.refusals import ClaimDismissed, ClaimMatched, ClaimUnseen, OrderNotFound
from amends.core.external_claims.standing import Effect
from amends.core.external_claims.words import ExternalStep
from amends.records.external_claims.models import ExternalClaim
from amends.records.external_claims.take import lock_claim, lock_money_order
from amends.records.orders.models import Order, Payment
from amends.usecases.external_claims.restand import restand
from amends.usecases.external_claims.tell_history import tell_history


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchClaim:
    """The ask: the claim, the order it is about, and why, if the person says."""

    claim_id: UUID
    order_id: UUID
    words: str = ""


def match_claim(*, ask: MatchClaim, actor: Actor, now: datetime) -> None:
    """From now on the claim counts on the order (on the origin of one that resends goods).

    Raises Forbidden, ClaimUnseen, OrderNotFound, ClaimDismissed, and ClaimMatched when it stands on an order already.
    """
    require(actor, Permission.STAFF_CLAIM_MANAGE)
    with transaction.atomic():
        if not ExternalClaim.objects.filter(id=ask.claim_id).exists():
            raise ClaimUnseen
        if not Order.objects.filter(id=ask.order_id).exists():
            raise OrderNotFound(number=ask.order_id)
        order = lock_money_order(ask.order_id)
        claim = lock_claim(ask.claim_id)
        check_unplaced(claim)
        place(claim, order, None, actor=actor, now=now, words=ask.words.strip())
        restand(order, actor=actor, now=now)


def check_unplaced(claim: ExternalClaim) -> None:
    """Raises ClaimMatched or ClaimDismissed unless the claim still waits for a person."""
    if claim.order is not None:
        raise ClaimMatched(claim=claim.ref, number=claim.order.number)
    if claim.dismissed_at is not None:
        raise ClaimDismissed(claim=claim.ref)


def place(
    claim: ExternalClaim, order: Order, payment: Payment | None, *, actor: Actor, now: datetime, words: str = ""
) -> None:
    """Puts a locked claim on a locked order; `restand` then says what it does there."""
    new = claim.order_id is None
    claim.account_id, claim.order_id = order.account_id, order.id
    claim.payment_id = payment.id if payment else None
    if new:
        claim.matched_at, claim.matched_by, claim.matched_by_name = now, actor.id, actor.name
        # Said anew at once by `restand`; a claim on an order always has an effect.
        claim.effect = Effect.RELEASED.value
        after = {"order": order.number, "payment": payment.provider_ref if payment else ""}
        tell_history(claim, ExternalStep.MATCHED, actor=actor, now=now, after=after, words=words)
    claim.save(update_fields=["account", "order", "payment", "matched_at", "matched_by", "matched_by_name", "effect"])
