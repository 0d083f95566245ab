"""Telling orders over the API, as the platform's order system does."""

from typing import Any

from tests.makers.people import NOW
from tests.makers.wire import Answer, call

PATH = "/api/v1/orders"


def told(account: object, number: str = "N-1", **changes: object) -> dict[str, Any]:
    """Two mugs for 10.00 USD and shipping for 2.50 USD, paid."""
    return {
        "account": str(account),
        "number": number,
        "currency": "USD",
        "placed_at": NOW.isoformat(),
        "lines": [{"sku": "MUG-01", "name": "Enamel mug", "quantity": 2, "goods": 1000}],
        "shipping": 250,
        "payment_state": "paid",
        "paid_at": NOW.isoformat(),
        **changes,
    }


def tell(token: str, body: object, path: str = "", **sent: Any) -> Answer:
    return call("POST", PATH + path, token=token, body=body, **sent)
