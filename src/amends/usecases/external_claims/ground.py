"""What a claim stands on: an order, or a top-up. Locked before the claim, and said anew after it."""

from datetime import datetime
from uuid import UUID

from amends.core.access import Actor
from amends.core.external_claims.standing import Effect
from amends.core.external_claims.words import ExternalStep
from amends.records.external_claims.models import ExternalClaim
from amends.records.external_claims.take import lock_money_order
from amends.records.ledger.post import wallet_of
from amends.records.orders.models import Order, Payment
from amends.records.wallet.models import TopUp
from amends.records.wallet.taking import take_top_up
from amends.usecases.external_claims.book_movement import rebook
from amends.usecases.external_claims.restand import restand
from amends.usecases.external_claims.restand_top_up import restand_top_up
from amends.usecases.external_claims.tell_history import tell_history

Ground = Order | TopUp


def lock_ground(*, order_id: UUID | None, top_up_id: UUID | None) -> Ground | None:
    """Whichever is named, locked (of a resend, the order it resends); None for neither."""
    if order_id is not None:
        return lock_money_order(order_id)
    return _lock_top_up(top_up_id) if top_up_id is not None else None


def lock_named(paid: Payment | TopUp | None) -> Ground | None:
    """What that payment paid, locked."""
    if paid is None:
        return None
    return _lock_top_up(paid.id) if isinstance(paid, TopUp) else lock_money_order(paid.order_id)


def _lock_top_up(id_: UUID) -> TopUp:
    """With its wallet, before anything is booked: the accounts of the ledger are made at first use, under that lock."""
    top_up = take_top_up(id_=id_)
    wallet_of(account_id=top_up.account_id, currency=top_up.paid_currency)
    return top_up


def stands_on(claim: ExternalClaim, ground: Ground | None) -> bool:
    """Whether it is there that the claim stands."""
    return ground is not None and ground.id in (claim.order_id, claim.top_up_id)


def place(
    claim: ExternalClaim, ground: Ground, payment: Payment | None, *, actor: Actor, now: datetime, words: str = ""
) -> None:
    """Puts a locked claim on locked ground; `restand_ground` then says what it does there."""
    new = claim.account_id is None
    claim.account_id = ground.account_id
    if isinstance(ground, Order):
        claim.order_id, claim.payment_id = ground.id, payment.id if payment else None
    else:
        claim.top_up_id = ground.id
    if new:
        claim.matched_at, claim.matched_by, claim.matched_by_name = now, actor.id, actor.name
        # Said anew at once by `restand_ground`; a claim that stands somewhere always has an effect.
        claim.effect = Effect.RELEASED.value
        tell_history(claim, ExternalStep.MATCHED, actor=actor, now=now, after=_named(ground, payment), words=words)
    claim.save(
        update_fields=["account", "order", "top_up", "payment", "matched_at", "matched_by", "matched_by_name", "effect"]
    )
    if new and isinstance(ground, TopUp):
        rebook(claim, owed=True, now=now)


def _named(ground: Ground, payment: Payment | None) -> dict[str, str]:
    if isinstance(ground, TopUp):
        return {"top_up": str(ground.id), "payment": ground.payment_ref}
    return {"order": ground.number, "payment": payment.provider_ref if payment else ""}


def restand_ground(ground: Ground, *, actor: Actor, now: datetime) -> None:
    """Says anew what all claims there do."""
    if isinstance(ground, TopUp):
        restand_top_up(ground, actor=actor, now=now)
    else:
        restand(ground, actor=actor, now=now)
