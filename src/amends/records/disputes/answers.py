"""A dispute as JSON, for the answer to opening it."""

from datetime import datetime
from typing import Any
from uuid import UUID


def opened_answer(
    *,
    id: UUID,  # noqa: A002 - the field's name on the wire
    number: str,
    order: str,
    state: str,
    reason: str,
    wish: str,
    asked: int,
    currency: str,
    opened_at: datetime,
    due_at: datetime | None,
) -> dict[str, Any]:
    """The JSON object of a dispute; amounts in minor units, times in ISO 8601 UTC."""
    return {
        "id": str(id),
        "number": number,
        "order": order,
        "state": state,
        "reason": reason,
        "wish": wish,
        "asked": asked,
        "currency": currency,
        "opened_at": opened_at.isoformat(),
        "due_at": due_at and due_at.isoformat(),
    }
