"""What is said of an event: thin, so that whoever needs more asks the API, and the same each time it is said."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from amends.core.webhooks.events import EVENTS, TEST


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One event to be told. `number` is its place in the feed, None for a test, which has none.

    `sequence` numbers the events of one dispute, from 1 and without gaps, in the order in which they happened.
    """

    id: UUID
    code: str
    at: datetime
    account_id: UUID | None
    number: int | None = None
    order_id: UUID | None = None
    dispute_id: UUID | None = None
    sequence: int | None = None
    facts: Mapping[str, Any]


def payload(message: Message) -> dict[str, Any]:
    """`type`, `timestamp` and `data`, as Standard Webhooks has them. Holds no fact that the table does not name."""
    data: dict[str, Any] = {"id": str(message.id), "number": message.number}
    data["account_id"] = str(message.account_id) if message.account_id else None
    if message.dispute_id:
        data["dispute"] = {"id": str(message.dispute_id), "number": message.facts.get("number")}
        data["sequence"] = message.sequence
    if message.order_id:
        data["order"] = {"id": str(message.order_id), "number": message.facts.get("order")}
    told = EVENTS[message.code].facts if message.code != TEST else ()
    data |= {name: message.facts[name] for name in told if name in message.facts}
    return {"type": message.code, "timestamp": message.at.isoformat(), "data": data}
