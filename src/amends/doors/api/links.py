"""What the document says of going on: which answers give the numbers and ids that the next operation asks for."""

from collections.abc import Mapping
from typing import Any

Links = dict[str, dict[str, Any]]


def _to(*operations: str, body: Mapping[str, Any] | None = None, **parameters: str) -> Links:
    """Links to operations by their ids; each parameter is a pointer into the answer's body."""
    told: dict[str, Any] = {"parameters": {name: f"$response.body#/{at}" for name, at in parameters.items()}}
    if body:
        told["requestBody"] = body
    return {operation: {"operationId": operation, **told} for operation in operations}


_CANCELLATION = {
    "order": "$response.body#/order",
    "lines": [{"line_id": "$response.body#/lines/0/line_id", "quantity": 1}],
    "reason": "order_cancellation",
    "wish": "refund_wallet",
}
_ROUND = {"round": "$response.body#/offers/0/round"}
_READ = ("read_dispute", "read_finding", "list_dispute_events")
_MERCHANTS = ("write_message", "withdraw_dispute")
_STAFFS = ("request_evidence", "approve_dispute", "reject_dispute")
_ASKED = {"amount": "$response.body#/asked"}
_PARCEL = {"tracking_number": "$response.body#/parcels/0/tracking_number"}
_READ_ORDER = ("read_order", "list_claimable_lines")
_STEPS = ("note_warehouse_started", "note_dispatch", "close_order")
_ENDPOINT = (
    *("read_endpoint", "change_endpoint", "remove_endpoint", "read_secrets", "rotate_secret", "send_test_event"),
    "list_deliveries",
)

LINKS: dict[str, Links] = {
    "take_in_order": _to(*_READ_ORDER, *_STEPS, number="number", account="account"),
    "note_dispatch": _to("note_delivery", "note_tracking", body=_PARCEL, number="number", account="account")
    | _to("note_return", number="number", account="account"),
    "list_accounts": _to("list_orders", account="accounts/0/id"),
    "list_orders": _to(*_READ_ORDER, number="orders/0/number", account="orders/0/account"),
    "list_claimable_lines": _to("open_dispute", body=_CANCELLATION) | _to("preview_dispute", body=_CANCELLATION),
    "list_disputes": _to("read_dispute", number="disputes/0/number"),
    "open_dispute": _to(*_READ, *_MERCHANTS, *_STAFFS, number="number")
    | _to("offer_settlement", body=_ASKED, number="number"),
    "request_evidence": _to("submit_evidence", number="number"),
    "offer_settlement": _to("agree_to_offer", "accept_offer", "decline_offer", body=_ROUND, number="number"),
    "list_holds": _to("acknowledge_hold", hold_id="holds/0/id"),
    "list_policy_versions": _to("read_policy_version", number="versions/0/number"),
    "add_endpoint": _to(*_ENDPOINT, endpoint_id="id"),
    "send_test_event": _to("read_delivery", "replay_delivery", delivery_id="id"),
}
"""By the operation that answers."""
