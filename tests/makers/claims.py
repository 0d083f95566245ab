"""Claims at a payment house, as its gateway tells of them."""

from datetime import datetime, timedelta
from itertools import count
from uuid import UUID

from amends.core.external_claims.words import ExternalKind, ExternalState
from amends.records.external_claims.models import ExternalClaim
from amends.records.orders.models import Order
from amends.usecases.external_claims.record_external_claim import Moved, RecordExternalClaim, record_external_claim
from tests.makers.incoming import NOW

_numbers = count(1)


def claim_news(order: Order | None, **changes: object) -> RecordExternalClaim:
    """A chargeback over 4.00 on the order's first payment (on nobody's, without an order), to be answered."""
    payment = order.payments.order_by("id").first() if order else None
    given: dict[str, object] = {
        "provider": "sandbox",
        "ref": f"dp_{next(_numbers)}",
        "payment_refs": (payment.provider_ref,) if payment else ("nobody's",),
        "kind": ExternalKind.CHARGEBACK,
        "state": ExternalState.NEEDS_RESPONSE,
        "reason": "product_not_received",
        "amount": 400,
        "currency": order.currency if order else "USD",
        "respond_by": NOW + timedelta(days=7),
        "opened_at": NOW,
        "told_at": NOW,
    }
    return RecordExternalClaim(**{**given, **changes})  # type: ignore[arg-type]


def tell(ask: RecordExternalClaim) -> ExternalClaim:
    """The news is recorded; the claim as it stands then."""
    return ExternalClaim.objects.get(id=record_external_claim(ask=ask, now=NOW))


def hear(order: Order | None, **changes: object) -> ExternalClaim:
    """`claim_news`, recorded."""
    return tell(claim_news(order, **changes))


def moved(amount: int, *, ref: str, fee: int = 0, at: datetime = NOW, currency: str = "USD") -> Moved:
    """What went (-) or came back (+), minor units."""
    return Moved(ref=ref, amount=amount, fee=fee, currency=currency, at=at)


def elsewhere(order_id: UUID) -> tuple[int, int, str]:
    """An order's external columns: claimed, open, holder."""
    return Order.objects.values_list("external_claimed", "external_open", "external_holder").get(id=order_id)
