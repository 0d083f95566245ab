"""Match a claim to the order or top-up it is about: by hand, where no payment told it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from amends.core.access import Actor, Permission, require
from amends.core.external_claims.refusals import (
    ClaimDismissed,
    ClaimMatched,
    ClaimOnTopUp,
    ClaimUnseen,
    OrderNotFound,
    TopUpNotFound,
)
from amends.core.wallet.top_ups import TopUpState
from amends.records.external_claims.models import ExternalClaim
from amends.records.external_claims.take import lock_claim
from amends.records.orders.models import Order
from amends.records.wallet.models import TopUp
from amends.usecases.external_claims.ground import lock_ground, place, restand_ground


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchClaim:
    """The ask: the claim, the order (or else the top-up) it is about, and why, if the person says."""

    claim_id: UUID
    order_id: UUID | None = None
    top_up_id: UUID | None = None
    words: str = ""


def match_claim(*, ask: MatchClaim, actor: Actor, now: datetime) -> None:
    """From now on the claim counts there (on the origin of an order that resends goods).

    Raises Forbidden, ClaimUnseen, OrderNotFound, TopUpNotFound for one that was never paid, ClaimDismissed, and
    ClaimMatched when it stands somewhere already.
    """
    require(actor, Permission.STAFF_CLAIM_MANAGE)
    with transaction.atomic():
        if not ExternalClaim.objects.filter(id=ask.claim_id).exists():
            raise ClaimUnseen
        _check_there(ask)
        ground = lock_ground(order_id=ask.order_id, top_up_id=ask.top_up_id)
        assert ground is not None
        claim = lock_claim(ask.claim_id)
        check_unplaced(claim)
        place(claim, ground, None, actor=actor, now=now, words=ask.words.strip())
        restand_ground(ground, actor=actor, now=now)


def _check_there(ask: MatchClaim) -> None:
    if ask.order_id is not None:
        if not Order.objects.filter(id=ask.order_id).exists():
            raise OrderNotFound(number=ask.order_id)
    elif ask.top_up_id is None or not TopUp.objects.filter(id=ask.top_up_id, state=TopUpState.PAID.value).exists():
        raise TopUpNotFound


def check_unplaced(claim: ExternalClaim) -> None:
    """Raises ClaimMatched, ClaimOnTopUp or ClaimDismissed unless the claim still waits for a person."""
    if claim.order is not None:
        raise ClaimMatched(claim=claim.ref, number=claim.order.number)
    if claim.top_up is not None:
        raise ClaimOnTopUp(claim=claim.ref)
    if claim.dismissed_at is not None:
        raise ClaimDismissed(claim=claim.ref)
