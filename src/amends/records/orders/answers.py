"""An order in JSON's own values. Amounts are whole minor units of its currency, times ISO 8601 in UTC."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from amends.core.access import Actor, Permission
from amends.core.orders.claimable import why_not_disputable, why_not_open
from amends.core.orders.kinds import Stage
from amends.core.orders.parts import Parts
from amends.core.orders.stages import steps_open
from amends.core.standing.measures import Measure
from amends.records.orders.queries_list import OrderRow
from amends.records.orders.queries_page import LineShown, OrderShown, ParcelShown, PaymentShown

OPEN_DISPUTE = "open_dispute"


def order_row_answer(row: OrderRow, *, account_id: UUID, actor: Actor, measure: Measure | None) -> dict[str, Any]:
    """An order in short, and what `actor` may do about it now. `measure` counts against the account."""
    disputable = why_not_open(row, claimable=row.claimable, measure=measure) is None
    actions = _actions(actor, row.stage, disputable=disputable, started=row.started, held=row.held)
    return {
        "id": str(row.id),
        "account": str(account_id),
        "number": row.number,
        "external_number": row.external_number,
        "kind": row.kind.value,
        "stage": row.stage.value,
        "payment_state": row.payment_state.value,
        "tracking": row.tracking.value,
        "held": row.held,
        "currency": row.currency,
        "charged": row.charged,
        "placed_at": _at(row.placed_at),
        "store_name": row.store_name,
        "buyer_name": row.buyer_name,
        "country": row.country,
        "is_resend": row.is_resend,
        "lines": row.lines,
        "allowed_actions": [{"action": action, "until": None} for action in actions],
    }


def order_answer(
    order: OrderShown, *, actor: Actor, held_by: Mapping[UUID, str], closes_at: datetime | None
) -> dict[str, Any]:
    """The whole order, and what `actor` may do about it now.

    `held_by` are the open disputes' numbers by their ids; `closes_at` is until when a dispute can be opened.
    """
    facts = order.facts
    return {
        "id": str(facts.id),
        "account": str(facts.account_id),
        "number": facts.number,
        "external_number": order.external_number,
        "kind": facts.kind.value,
        "stage": facts.stage.value,
        "payment_state": facts.payment_state.value,
        "tracking": facts.tracking.value,
        "alert": facts.alert.value if facts.alert else None,
        "held_by": list(held_by.values()),
        "currency": facts.currency,
        "charged": parts_answer(order.charged) if order.charged else None,
        "refunded": order.refunded,
        "reserved": order.reserved,
        "sold_for": order.sold_for,
        "sold_for_currency": order.sold_for_currency or None,
        "store_name": order.store_name,
        "supplier": order.supplier,
        "buyer_name": order.buyer_name,
        "buyer_email": facts.buyer_email,
        "country": order.country,
        "address": dict(order.address),
        "shipping_method": order.shipping_method,
        "placed_at": _at(order.placed_at),
        "paid_at": _at(order.paid_at),
        "warehouse_started_at": _at(facts.warehouse_started_at),
        "dispatched_at": _at(order.dispatched_at),
        "delivered_at": _at(facts.delivered_at),
        "closed_at": _at(order.closed_at),
        "origin": order.origin,
        "lines": [line_answer(line, held_by) for line in order.lines],
        "payments": [_payment(one) for one in order.payments],
        "parcels": [_parcel(one) for one in order.parcels],
        "allowed_actions": _allowed(order, actor, held=bool(held_by), closes_at=closes_at),
    }


def line_answer(line: LineShown, held_by: Mapping[UUID, str]) -> dict[str, Any]:
    """A line; `claimable` units can be disputed now and bring back at most `ceiling`. `held_by` as for its order."""
    facts = line.facts
    return {
        "line_id": str(facts.id),
        "sku": facts.sku,
        "name": facts.name,
        "picture_url": line.picture_url,
        "product": facts.product.value,
        "quantity": facts.quantity,
        "claimable": facts.claimable,
        "ceiling": parts_answer(facts.ceiling(facts.claimable)),
        "charged": line.own_charge,
        "refunded": line.refunded,
        "in_dispute": held_by[line.in_dispute] if line.in_dispute else None,
    }


def parts_answer(parts: Parts) -> dict[str, int]:
    """An amount with its parts."""
    return parts.as_dict()


def _allowed(order: OrderShown, actor: Actor, *, held: bool, closes_at: datetime | None) -> list[dict[str, Any]]:
    facts = order.facts
    disputable = why_not_disputable(facts, order.line_facts) is None
    started = facts.warehouse_started_at is not None
    actions = _actions(actor, facts.stage, disputable=disputable, started=started, held=held)
    return [{"action": one, "until": _at(closes_at) if one == OPEN_DISPUTE else None} for one in actions]


def _actions(actor: Actor, stage: Stage, *, disputable: bool, started: bool, held: bool) -> list[str]:
    found = [OPEN_DISPUTE] if disputable and actor.may(Permission.MERCHANT_DISPUTE_OPEN) else []
    if actor.may(Permission.PLATFORM_ORDER_WRITE):
        found += [step.value for step in steps_open(stage, started=started, held=held)]
    return found


def _payment(one: PaymentShown) -> dict[str, Any]:
    told = {"provider": one.provider, "provider_ref": one.provider_ref, "amount": one.amount}
    return told | {"refunded": one.refunded, "currency": one.currency, "paid_at": _at(one.paid_at)}


def _parcel(one: ParcelShown) -> dict[str, Any]:
    return {
        "method": one.method,
        "tracking_number": one.tracking_number,
        "tracking": one.tracking.value,
        "dispatched_at": _at(one.dispatched_at),
        "delivered_at": _at(one.delivered_at),
        "events": [{"at": _at(step.at), "tracking": step.tracking.value, "text": step.text} for step in one.steps],
    }


def _at(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
