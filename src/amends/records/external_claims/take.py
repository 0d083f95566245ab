"""Taking out a claim and what stands with it, under its order's lock."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from amends.core.external_claims.standing import Effect, Told
from amends.core.external_claims.words import ExternalKind, ExternalState
from amends.core.wallet.taking_back import ClaimOnTopUp
from amends.records.external_claims.models import ExternalClaim, ExternalMovement
from amends.records.orders.locks import lock_order
from amends.records.orders.models import Order, Payment
from amends.records.wallet.models import TopUp


@dataclass(frozen=True, slots=True)
class Ground:
    """A locked order with all claims on it, locked, and its payments; what claims do there is decided on these."""

    order: Order
    claims: list[ExternalClaim]
    payments: list[Payment] = field(default_factory=list)


def lock_claim(claim_id: UUID) -> ExternalClaim:
    """The claim, locked. Its order, if it has one, must be locked before."""
    return ExternalClaim.objects.select_for_update().get(id=claim_id)


def money_order_of(order_id: UUID) -> UUID:
    """The order that money of `order_id` belongs to: a resend's origin, or itself."""
    return Order.objects.values_list("root_order_id", flat=True).get(id=order_id) or order_id


def lock_money_order(order_id: UUID) -> Order:
    """That order, locked."""
    locked = lock_order(money_order_of(order_id))
    assert locked is not None
    return locked


def take_ground(order: Order) -> Ground:
    """The locked order's claims by their time and names, whatever order they were heard in, and its payments."""
    claims = ExternalClaim.objects.select_for_update().filter(order=order).order_by("opened_at", "provider", "ref")
    return Ground(order, list(claims), list(Payment.objects.filter(order=order)))


def claims_on_top_up(top_up: TopUp) -> list[ExternalClaim]:
    """The locked top-up's claims, in the same sequence."""
    rows = ExternalClaim.objects.select_for_update().filter(top_up=top_up)
    return list(rows.order_by("opened_at", "provider", "ref"))


def on_top_up(claim: ExternalClaim) -> ClaimOnTopUp:
    """A claim on a top-up as the core asks for it, with what moved because of it."""
    net: dict[str, int] = {}
    for currency, amount in claim.movements.values_list("currency", "amount"):
        net[currency] = net.get(currency, 0) + amount
    return ClaimOnTopUp(
        effect=Effect(claim.effect),
        grown=claim.grew_into_id is not None,
        by_hand=claim.kind == ExternalKind.REFUND.value,
        no_more=claim.takes_no_more_at is not None,
        amount=claim.amount,
        currency=claim.currency,
        opened_at=claim.opened_at,
        net=net,
    )


def told_with_moves(claims: Sequence[ExternalClaim]) -> list[Told]:
    """The claims as the core asks for them, each with what moved because of it."""
    net: dict[UUID, dict[str, int]] = {claim.id: {} for claim in claims}
    back: set[UUID] = set()
    moves = ExternalMovement.objects.filter(claim__in=claims).values_list("claim_id", "currency", "amount")
    for id_, currency, amount in moves:
        net[id_][currency] = net[id_].get(currency, 0) + amount
        if amount > 0:
            back.add(id_)
    return [replace(told(claim), net=net[claim.id], came_back=claim.id in back) for claim in claims]


def told(claim: ExternalClaim) -> Told:
    """The claim as the core asks for it where its balance follows the money by itself: without what moved."""
    return Told(
        id=claim.id,
        provider=claim.provider,
        ref=claim.ref,
        kind=ExternalKind(claim.kind),
        state=ExternalState(claim.state),
        amount=claim.amount,
        currency=claim.currency,
        payment_id=claim.payment_id or claim.top_up_id,
        announces=claim.announces,
        opened_at=claim.opened_at,
    )
