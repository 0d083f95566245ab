"""Say anew what all claims on an order do to its money: the one place where its external columns change."""

from datetime import datetime
from uuid import UUID

from django.db.models import F

from amends.core.access import Actor
from amends.core.external_claims.standing import Effect, Standing, stand_together
from amends.core.trail.codes import TrailCode
from amends.records.external_claims.models import ExternalClaim
from amends.records.external_claims.take import Ground, take_ground, told_with_moves
from amends.records.notices.announce import announce
from amends.records.orders.models import Order, Payment
from amends.records.trail.record import TRAIL_FIELDS, record_trail
from amends.usecases.settlements.tell_freed import tell_freed

_CODES = {
    Effect.WARNS: TrailCode.EXTERNAL_CLAIM_WARNED,
    Effect.HOLDS: TrailCode.EXTERNAL_CLAIM_HOLDS,
    Effect.LOST: TrailCode.EXTERNAL_CLAIM_LOST,
    Effect.RELEASED: TrailCode.EXTERNAL_CLAIM_RELEASED,
}


def restand(order: Order, *, actor: Actor, now: datetime) -> None:
    """Writes each claim's effect, and by how much order and payments change. `order` is locked by this transaction.

    Each claim whose effect or amount changed has an entry in the order's trail and is announced.
    """
    ground = take_ground(order)
    standings = stand_together(
        told_with_moves(ground.claims),
        currency=order.currency,
        whole=order.charged,
        payments={payment.id: payment.amount for payment in ground.payments},
    )
    changed = [pair for pair in zip(ground.claims, standings, strict=True) if _differs(*pair)]
    for claim, standing in changed:
        _tell(order, claim, standing, actor=actor, now=now)
        claim.effect, claim.counted = standing.effect.value, standing.counted
        claim.grew_into_id = standing.grew_into
        claim.save(update_fields=["effect", "counted", "grew_into"])
    if changed:
        order.save(update_fields=TRAIL_FIELDS)
    _count(ground)
    tell_freed(order, now=now)


def tell_left(order: Order, claim: ExternalClaim, *, actor: Actor, now: datetime, why: str) -> None:
    """The trail entry of a claim that is about to leave a locked order; `restand` counts without it afterwards."""
    name = f"{claim.provider} {claim.ref}"
    record_trail(
        order,
        TrailCode.EXTERNAL_CLAIM_UNMATCHED,
        actor=actor,
        now=now,
        before={"claim": name, "effect": claim.effect, "counted": claim.counted},
        after={"claim": name, "effect": "", "counted": 0},
        why=why,
    )
    order.save(update_fields=TRAIL_FIELDS)
    _announce(order, claim, TrailCode.EXTERNAL_CLAIM_UNMATCHED, now=now)


def _differs(claim: ExternalClaim, standing: Standing) -> bool:
    now = (standing.effect.value, standing.counted, standing.grew_into)
    return (claim.effect, claim.counted, claim.grew_into_id) != now


def _count(ground: Ground) -> None:
    """The order's and the payments' columns, by what the claims on them count now."""
    order, holding = ground.order, [claim for claim in ground.claims if claim.effect == Effect.HOLDS.value]
    Order.objects.filter(id=order.id).update(
        external_claimed=F("external_claimed") + sum(claim.counted for claim in ground.claims) - order.external_claimed,
        external_open=F("external_open") + len(holding) - order.external_open,
        external_holder=f"{holding[0].provider} {holding[0].ref}" if holding else "",
    )
    for payment in ground.payments:
        counted = _counted(ground, payment.id)
        if counted != payment.external_claimed:
            Payment.objects.filter(id=payment.id).update(
                external_claimed=F("external_claimed") + counted - payment.external_claimed
            )


def _counted(ground: Ground, payment_id: UUID) -> int:
    return sum(claim.counted for claim in ground.claims if claim.payment_id == payment_id)


def _tell(order: Order, claim: ExternalClaim, standing: Standing, *, actor: Actor, now: datetime) -> None:
    code, name = _CODES[standing.effect], f"{claim.provider} {claim.ref}"
    record_trail(
        order,
        code,
        actor=actor,
        now=now,
        before={"claim": name, "effect": claim.effect, "counted": claim.counted},
        after={"claim": name, "effect": standing.effect, "counted": standing.counted, "kind": claim.kind},
    )
    heard = claim.effect or Effect.RELEASED.value
    if standing.effect.value != heard and standing.grew_into is None:
        _announce(order, claim, code, now=now)


def _announce(order: Order, claim: ExternalClaim, code: TrailCode, *, now: datetime) -> None:
    announce(
        code,
        account_id=order.account_id,
        now=now,
        order_id=order.id,
        order=order.number,
        external_claim=claim.id,
        provider=claim.provider,
        ref=claim.ref,
    )
