"""Writing what was told of an order into its rows, and reading from them what the trail keeps."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from amends.core.orders.folding import fold
from amends.core.orders.incoming import IncomingLine, IncomingOrder
from amends.core.orders.kinds import Stage
from amends.core.orders.parts import PART_NAMES, Parts
from amends.records.ids import new_id
from amends.records.orders.facts import line_parts
from amends.records.orders.models import Order, OrderLine

DESCRIBED = (
    "external_number store_name supplier buyer_name buyer_email buyer_name_folded buyer_email_folded country address "
    "shipping_method sold_for sold_for_currency placed_at"
).split()
"""The columns that `describe` writes."""

CHARGED = ["charged", "charged_known", *(f"charged_{part}" for part in PART_NAMES)]
"""The columns that `charge_order` writes."""

_TRAILED = (
    "number kind stage payment_state currency charged_known charged_goods charged_shipping charged_tax "
    "charged_tax_handling paid_outside external_number store_name supplier country shipping_method sold_for "
    "sold_for_currency placed_at paid_at dispatched_at closed_at"
).split()


def describe(order: Order, told: IncomingOrder) -> None:
    """Writes into `order` what describes it: parties, numbers, address, what it was sold for, when it was placed."""
    for name in ("external_number", "store_name", "supplier", "buyer_name", "buyer_email", "country"):
        setattr(order, name, getattr(told, name))
    order.buyer_name_folded = fold(told.buyer_name)[:200]
    order.buyer_email_folded = fold(told.buyer_email)[:254]
    order.address = {**told.address}
    order.shipping_method = told.shipping_method
    order.sold_for, order.sold_for_currency = told.sold_for, told.sold_for_currency
    order.placed_at = told.placed_at


def charge_order(order: Order, charged: Parts, *, known: bool) -> None:
    """Writes into `order` what the merchant was charged for it, part by part."""
    order.charged_known, order.charged = known, charged.total
    for part in PART_NAMES:
        setattr(order, f"charged_{part}", getattr(charged, part))


def enter_stage(order: Order, stage: Stage, told: IncomingOrder, *, now: datetime) -> None:
    """Puts `order` into `stage`, with the moments that were told; an order told of as closed is closed by `now`."""
    order.stage = stage.value
    order.dispatched_at = order.dispatched_at or told.dispatched_at
    if stage is Stage.CLOSED:
        order.closed_at = order.closed_at or told.closed_at or now


def line_row(*, account_id: UUID, order_id: UUID, position: int, told: IncomingLine, charged: Parts) -> OrderLine:
    """A new line's row. Every column is given, as `copy_rows` needs it."""
    return OrderLine(
        id=new_id(),
        account_id=account_id,
        order_id=order_id,
        position=position,
        sku=told.sku,
        sku_folded=fold(told.sku)[:120],
        name=told.name,
        picture_url=told.picture_url,
        quantity=told.quantity,
        charged_goods=charged.goods,
        charged_shipping=charged.shipping,
        charged_tax=charged.tax,
        charged_tax_handling=charged.tax_handling,
        charged=charged.total,
        refunded=0,
        reserved=0,
        claimed=0,
        resolved=0,
        closed=0,
        open_dispute_id=None,
        product=told.product.value,
        root_line_id=None,
    )


def trailed_content(order: Order, lines: Iterable[OrderLine]) -> dict[str, Any]:
    """The content without personal data, as a trail entry's body keeps it."""
    content = {name: getattr(order, name) for name in _TRAILED}
    content["lines"] = [
        {
            "id": line.id,
            "position": line.position,
            "sku": line.sku,
            "name": line.name,
            "quantity": line.quantity,
            "charged": [getattr(line_parts(line), part) for part in PART_NAMES],
        }
        for line in lines
    ]
    return content


def personal_content(order: Order) -> dict[str, str]:
    """What of the content names a person; it stands beside the trail's body and can be erased."""
    address = json.dumps(order.address, sort_keys=True, ensure_ascii=False) if order.address else ""
    return {"buyer_name": order.buyer_name, "buyer_email": order.buyer_email, "address": address}
