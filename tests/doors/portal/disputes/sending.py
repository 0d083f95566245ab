"""The opening form as a browser sends it."""

from typing import Any

from django.http import HttpResponse

from amends.records.disputes.models import Draft
from amends.records.evidence.models import Evidence
from amends.records.orders.models import Order
from tests.makers.drafts import typed


def path(order: Order, what: str = "") -> str:
    return f"/orders/{order.number}/dispute/{what}"


def words(answer: HttpResponse) -> str:
    return " ".join(answer.content.decode().split())


def form(order: Order, *, of: Draft | None = None, do: str = "confirm", **changes: Any) -> dict[str, Any]:
    """What a browser sends of the form."""
    filled = typed(order).as_json()
    quantities = {f"quantity-{line}": text for line, text in filled.pop("quantities").items()}
    marked = [str(file.id) for file in Evidence.objects.filter(shows_buyer_email=True)]
    return {**filled, **quantities, "shows": marked, "draft": str(of.id) if of else "", "do": do, **changes}
