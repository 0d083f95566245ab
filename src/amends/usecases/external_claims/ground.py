"""What a claim stands on: an order, or a top-up. Locked before the claim, and said anew after it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from amends.core.access import Actor
from amends.core.external_claims.standing import Effect
from amends.core.external_claims.words import ExternalStep
from amends.records.external_claims.models import ExternalClaim
from amends.records.external_claims.take import lock_money_order, money_order_of
from amends.records.ledger.post import wallet_of
from amends.records.orders.models import Order, Payment
from amends.records.standing.queries import claims_were_counted
from amends.records.wallet.models import TopUp
from amends.records.wallet.taking import take_top_up
from amends.usecases.external_claims.book_movement import rebook
from amends.usecases.external_claims.restand import restand, tell_left
from amends.usecases.external_claims.restand_top_up import restand_top_up
from amends.usecases.external_claims.tell_history import tell_history

Ground = Order | TopUp


def lock_ground(*, order_id: UUID | None, top_up_id: UUID | None) -> Ground | None:
    """Whichever is named, locked (of a resend, the order it resends); None for neither."""
    if order_id is not None:
        return lock_money_order(order_id)
    return _lock_top_up(top_up_id) if top_up_id is not None else None


def _lock_top_up(id_: UUID) -> TopUp:
    """With its wallet, before anything is booked: the accounts of the ledger are made at first use, under that lock."""
    top_up = take_top_up(id_=id_)
    wallet_of(account_id=top_up.account_id, currency=top_up.paid_currency)
    return top_up


@dataclass(frozen=True, slots=True)
class Places:
    """Locked: where a claim was seen to stand, and what its payment paid (`meant`, by `payment` if it is an order)."""

    locked: tuple[Ground, ...]
    meant: Ground | None
    payment: Payment | None

    def of(self, claim: ExternalClaim) -> Ground | None:
        """Where the locked claim stands now; None if nowhere, or at a place that was not seen."""
        return next((ground for ground in self.locked if stands_on(claim, ground)), None)


def lock_places(seen: ExternalClaim | None, paid: Payment | TopUp | None) -> Places:
    """Both places, orders before top-ups and each by id, so that two who ask for the same two never wait in a ring."""
    meant = money_order_of(paid.order_id) if isinstance(paid, Payment) else paid.id if paid else None
    orders = {seen.order_id} if seen and seen.order_id else set()
    top_ups = {seen.top_up_id} if seen and seen.top_up_id else set()
    if meant is not None:
        (orders if isinstance(paid, Payment) else top_ups).add(meant)
    locked: list[Ground] = [lock_money_order(id_) for id_ in sorted(orders)]
    locked += [_lock_top_up(id_) for id_ in sorted(top_ups)]
    return Places(
        tuple(locked),
        next((ground for ground in locked if ground.id == meant), None),
        paid if isinstance(paid, Payment) else None,
    )


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


def leave(claim: ExternalClaim, ground: Ground, *, actor: Actor, now: datetime, words: str) -> None:
    """Takes a locked claim from locked ground where a person had put it; `restand_ground` then counts without it.

    Its history says where a rule took a measure of the account while it stood there: that one may rest on it.
    """
    assert claim.matched_at is not None
    before = {"order": ground.number} if isinstance(ground, Order) else {"top_up": str(ground.id)}
    after = {"measured": claims_were_counted(ground.account_id, since=claim.matched_at)}
    tell_history(claim, ExternalStep.UNMATCHED, actor=actor, now=now, before=before, after=after, words=words)
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
