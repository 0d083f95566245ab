"""PayPal's account with us (Transaction Search v1): at most 31 days a question, in pages; up to three hours late."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from amends.core.reconciliation.movement import Movement
from amends.gateways.payments.paypal.amounts import minor_of
from amends.gateways.payments.paypal.client import PayPalClient, PayPalRefused
from amends.gateways.payments.paypal.keys import leg_of, top_up_of
from amends.gateways.payments.paypal.moments import moment, moment_text
from amends.gateways.payments.port import OutcomeUnknown

_WINDOW = timedelta(days=31)
_MOVED = frozenset({"S", "V"})
"""Succeeded, or succeeded and reversed later by a line of its own; pending and denied ones moved nothing."""

_PAID = "T00"
"""How the codes of payments begin (Transaction event codes)."""


def movements(client: PayPalClient, *, since: datetime, until: datetime) -> Iterator[Movement]:
    """Every line from `since` until before `until`, each once. Raises OutcomeUnknown."""
    begin = since
    while begin < until:
        end = min(begin + _WINDOW, until)
        for told in _lines(client, begin, end):
            line = _movement(told.get("transaction_info") or {})
            # PayPal counts the end in, and its questions know whole seconds only.
            if line and begin <= line.at < end:
                yield line
        begin = end


def _lines(client: PayPalClient, begin: datetime, end: datetime) -> Iterator[dict[str, Any]]:
    page, pages = 1, 1
    while page <= pages:
        params = {
            "start_date": moment_text(begin),
            "end_date": moment_text(end),
            "fields": "transaction_info",
            "page_size": "500",
            "page": str(page),
        }
        try:
            told = client.ask("GET", "/v1/reporting/transactions", params=params)
        except PayPalRefused as refused:
            raise OutcomeUnknown(f"PayPal does not let us look: {refused}") from refused
        yield from told.get("transaction_details") or ()
        page, pages = page + 1, int(told.get("total_pages") or 1)


def _movement(told: dict[str, Any]) -> Movement | None:
    if told.get("transaction_status", "S") not in _MOVED or not told.get("transaction_amount"):
        return None
    amount, currency = minor_of(told["transaction_amount"])
    fee = -minor_of(told["fee_amount"])[0] if told.get("fee_amount") else 0
    mark, kind = told.get("custom_field"), str(told.get("transaction_event_code") or "")
    return Movement(
        ref=str(told["transaction_id"]),
        about=str(told.get("paypal_reference_id") or told["transaction_id"]),
        kind=kind,
        amount=amount,
        fee=fee,
        currency=currency,
        at=moment(told["transaction_initiation_date"]),
        key=leg_of(mark) or top_up_of(mark),
        payment=str(told["transaction_id"]) if kind.startswith(_PAID) and amount > 0 else "",
    )
