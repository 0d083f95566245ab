"""Orders and lines as the core sees them."""

from datetime import UTC, datetime
from uuid import UUID

from amends.core.orders.claimable import LineFacts, OrderFacts
from amends.core.orders.kinds import Kind, PaymentState, Stage, Tracking
from amends.core.orders.parts import Parts


def line_facts(at: int = 1, **changes: object) -> LineFacts:
    """Line `at`: three mugs of 1000 + 101 minor units, nothing of it disputed yet."""
    given: dict[str, object] = {
        "id": UUID(int=at),
        "sku": f"SKU-{at}",
        "name": "Enamel mug",
        "quantity": 3,
        "claimed": 0,
        "resolved": 0,
        "charged": Parts(goods=1000, shipping=101),
        "refunded": 0,
        "reserved": 0,
        "money_units": 3,
        "is_resend": False,
        "money_line_id": UUID(int=at),
    }
    return LineFacts(**{**given, **changes})  # type: ignore[arg-type]


def order_facts(**changes: object) -> OrderFacts:
    """A paid store order on its way, of which 1101 minor units may still go back."""
    given: dict[str, object] = {
        "id": UUID(int=1000),
        "account_id": UUID(int=2000),
        "number": "A-1",
        "kind": Kind.STORE,
        "stage": Stage.DISPATCHED,
        "payment_state": PaymentState.PAID,
        "currency": "USD",
        "charged_known": True,
        "left": 1101,
        "external_claimed": 0,
        "held_by": "",
        "paid_outside": False,
        "open_disputes": 0,
        "buyer_email": "zoe@buyer.example",
        "tracking": Tracking.IN_TRANSIT,
        "warehouse_started_at": datetime(2026, 11, 20, tzinfo=UTC),
        "delivered_at": None,
    }
    return OrderFacts(**{**given, **changes})  # type: ignore[arg-type]
