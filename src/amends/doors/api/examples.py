"""An example of each answer, composed from its schema: a field's value by its name, or by its type where no name says.

One small story: of order A-1001 one bag for 22.50 USD arrived damaged; an offer of the whole sum waits for an answer.
"""

from typing import Any

_DISPUTE, _TOKEN = "SH2611270905120000042", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
_UUID, _LINE = "01930d6c-7c1a-7b3e-9f55-3d1f0b6a2c10", "01930d6c-7c1a-7b3e-9f55-3d1f0b6a2c11"
_HASH = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c0b0f00a089"
_OPENED, _OFFERED, _UNTIL = "2026-11-27T09:05:12+00:00", "2026-11-27T14:20:00+00:00", "2026-12-04T14:20:00+00:00"
_PLACED, _ARRIVED = "2026-11-10T08:00:00+00:00", "2026-11-24T16:30:00+00:00"
_ADDRESS = {
    "name": "Ana Ruiz",
    "line1": "12 Elm Street",
    "city": "Springfield",
    "postal_code": "62701",
    "country": "US",
}

_BY_NAME: dict[str, Any] = {
    "account": "01930d6c-0000-7b3e-9f55-3d1f0b6a2c10",
    "after": 10_000,
    "amount": 2250,
    "asked": 2250,
    "at": _OFFERED,
    "author": "Kim Lee",
    "added_by": "Ana Ruiz",
    "added_at": _OPENED,
    "awaited": "merchant",
    "body": "Thank you, we look at it.",
    "bonus": 0,
    "buyer_email": "buyer@example.com",
    "buyer_name": "Ana Ruiz",
    "cash": 2250,
    "charged": 2250,
    "claimable": 1,
    "clause": "damaged",
    "closes_on": "2026-12-24",
    "code": "dispute.line_in_dispute",
    "country": "US",
    "currency": "USD",
    "description": "Order desk",
    "delivered_at": _ARRIVED,
    "detail": "partly_damaged",
    "dispatched_at": "2026-11-12T10:00:00+00:00",
    "dispute": _DISPUTE,
    "due_at": _UNTIL,
    "endpoint": _UUID,
    "expires_at": _UNTIL,
    "external_number": "#1001",
    "finished_at": _OFFERED,
    "frozen": 0,
    "goods": 2000,
    "hash": _HASH,
    "kind": "store",
    "line_id": _LINE,
    "made_by": "Kim Lee",
    "made_at": _OFFERED,
    "media_type": "image/jpeg",
    "method": "wallet",
    "milliseconds": 84,
    "name": "Canvas bag",
    "next": _TOKEN,
    "number": _DISPUTE,
    "opened_at": _OPENED,
    "opened_by": "Ana Ruiz",
    "opens_on": "2026-11-24",
    "order": "A-1001",
    "outcome": "refund_wallet",
    "paid_at": _PLACED,
    "payment_ref": "pi_3Q1001",
    "payment_state": "paid",
    "picture_url": "https://example.com/bag.jpg",
    "placed_at": _PLACED,
    "planned_at": _OFFERED,
    "product": "normal",
    "provider": "stripe",
    "provider_ref": "pi_3Q1001",
    "purpose": "product",
    "quantity": 1,
    "reason": "damaged",
    "recorded_at": _OFFERED,
    "ref": "dp_1001",
    "refunded": 0,
    "reserved": 2250,
    "respond_by": _UNTIL,
    "round": 1,
    "sha256": _HASH,
    "shipping": 250,
    "shipping_method": "Standard",
    "side": "staff",
    "since": _PLACED,
    "size": 184_320,
    "sku": "BAG-M",
    "sold_for": 3900,
    "sold_for_currency": "USD",
    "stage": "completed",
    "state": "offered",
    "state_since": _OFFERED,
    "status": 200,
    "store_name": "Northwind",
    "supplier": "Bag works",
    "taken_elsewhere": 0,
    "tax": 0,
    "tax_handling": 0,
    "text": "Delivered",
    "timestamp": _OFFERED,
    "total": 2250,
    "tracking": "delivered",
    "tracking_number": "LP00123456789",
    "tries": 1,
    "type": "dispute.offer_made",
    "url": "https://example.com/webhooks",
    "version": 2,
    "waits_for": "",
    "warehouse_started_at": "2026-11-11T07:30:00+00:00",
    "wish": "refund_wallet",
    "withdrawable": 10_000,
    "words": "We give it all back.",
    "answer": "yes",
    "because": "clause",
    "document": {"title": "After-sales policy", "clauses": []},
    "over": 0,
    "held": True,
    "held_by": [_DISPUTE],
    "missing": [],
    "needed": ["complaint"],
    "lacking": [],
    "doubted": [],
    "unknown": [],
    "faults": [],
    "why_not": None,
    "problem": None,
    "decision": None,
    "reject_reason": None,
    "then": {"answer": "yes", "share": "full"},
    "considered": [{"clause": "damaged", "answer": "yes", "place": "used", "notes": []}],
    "address": _ADDRESS,
    "types": ["dispute.opened", "dispute.settled"],
    "acknowledged_at": _OFFERED,
    "style": "standard",
    "topic": "",
    "event_id": "01a223e1-d5fa-7613-88ec-018f47faf71d",
    "until": _UNTIL,
    "done_at": _OFFERED,
    "effect": "holds",
    "failure": "",
    "excerpt": "",
}
"""Of a field in whatever shape. A field that may be null is null where it is named nowhere."""

_OF_SHAPE: dict[tuple[str, str], Any] = {
    ("ActionNow", "action"): "open_dispute",
    ("AllowedAction", "action"): "agree",
    ("DeliveryAnswer", "number"): 8117,
    ("DeliveryAnswer", "state"): "delivered",
    ("EntryAnswer", "kind"): "order.paid",
    ("EntryAnswer", "withdrawable"): -2250,
    ("EvidenceAnswer", "name"): "bag.jpg",
    ("ExternalClaimAnswer", "kind"): "chargeback",
    ("ExternalClaimAnswer", "reason"): "product_not_as_described",
    ("ExternalClaimAnswer", "state"): "needs_response",
    ("EventAnswer", "data"): {
        "id": "01a223e1-d5fa-7613-88ec-018f47faf71d",
        "number": 8117,
        "account_id": "01930d6c-0000-7b3e-9f55-3d1f0b6a2c10",
        "dispute": {"id": _UUID, "number": _DISPUTE},
        "sequence": 4,
        "order": {"id": "01930d6c-1111-7b3e-9f55-3d1f0b6a2c10", "number": "A-1001"},
        "state": "offered",
    },
    ("EventPage", "next"): 8117,
    ("FindingGist", "version"): 1,
    ("FindingWhole", "version"): 1,
    ("FindingWhole", "ceiling"): {"goods": 2000, "shipping": 250, "tax": 0, "tax_handling": 0, "total": 2250},
    ("HoldAnswer", "number"): 412,
    ("HoldPage", "next"): 412,
    ("LegAnswer", "number"): 1,
    ("LegAnswer", "provider"): "wallet",
    ("LegAnswer", "provider_ref"): "",
    ("LegAnswer", "state"): "succeeded",
    ("LineAnswer", "in_dispute"): None,
    ("OfferAnswer", "answer"): None,
    ("OfferAnswer", "answer_words"): "",
    ("OfferAnswer", "shipping_method"): "",
    ("OrderGist", "lines"): 1,
    ("OrderGist", "number"): "A-1001",
    ("OrderWhole", "number"): "A-1001",
    ("ParcelAnswer", "method"): "Standard",
    ("PolicyDocument", "number"): 1,
    ("PolicyVersionAnswer", "number"): 1,
    ("PolicyVersionAnswer", "state"): "in_force",
    ("PolicyVersionAnswer", "until"): None,
    ("SettlementAnswer", "due_at"): None,
    ("SettlementAnswer", "state"): "settled",
    ("OrderTold", "outcome"): "created",
    ("TakenIn", "number"): "A-1001",
    ("TakenIn", "outcome"): "created",
}
"""Of a field in one shape, where the name alone would say something else."""

_BY_FORMAT = {"uuid": _UUID, "date-time": _OPENED, "date": "2026-11-27"}
_BY_TYPE: dict[str, Any] = {"string": "text", "integer": 1, "boolean": False, "object": {}}


def example_of(name: str, schemas: dict[str, Any]) -> Any:
    """An example of the named schema; it keeps to it, which a test sees to."""
    schema = schemas[name]
    if "enum" in schema:
        return schema["enum"][0]
    return {field: _value(name, field, told, schemas) for field, told in schema.get("properties", {}).items()}


def _value(shape: str, field: str, told: dict[str, Any], schemas: dict[str, Any]) -> Any:
    if (shape, field) in _OF_SHAPE:
        return _OF_SHAPE[shape, field]
    if _BY_NAME.get(field, field) in (None, []):
        return _BY_NAME[field]
    if within := _within(told, schemas):
        made = example_of(within, schemas)
        return [made] if told.get("type") == "array" else made
    if told.get("examples"):
        return told["examples"][0]
    return _BY_NAME[field] if field in _BY_NAME else _by_type(told, schemas)


def _within(told: dict[str, Any], schemas: dict[str, Any]) -> str:
    """The name of the shape that a field holds, or a list of which; empty for a plain value."""
    for one in (told, told.get("items", {}), *told.get("anyOf", ())):
        name = str(one.get("$ref", "")).rpartition("/")[2]
        if name and "properties" in schemas[name]:
            return name
    return ""


def _by_type(told: dict[str, Any], schemas: dict[str, Any]) -> Any:
    if "$ref" in told:
        return example_of(told["$ref"].rpartition("/")[2], schemas)
    if "anyOf" in told:
        return None
    if told.get("type") == "array":
        return [_by_type(told["items"], schemas)]
    return _BY_FORMAT.get(told.get("format", "")) or _BY_TYPE[told["type"]]
