"""Writing what was told of an order into its rows, and reading from them what the trail keeps."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from amends.core.canonical import canonical_json
from amends.core.orders.folding import fold
from amends.core.orders.incoming import IncomingLine, IncomingOrder
from amends.core.orders.kinds import Stage
from amends.core.orders.parts import PART_NAMES, Parts
from amends.records.ids import new_id
from amends.records.orders.facts import line_parts

_TRAILED = (
    "number kind stage payment_state currency charged_known charged_goods charged_shipping charged_tax "
    "charged_tax_handling paid_outside external_number store_name supplier country shipping_method sold_for "
    "sold_for_currency placed_at paid_at dispatched_at closed_at"
).split()


def described(told: IncomingOrder) -> dict[str, Any]:
    """The columns that describe an order: parties, numbers, address, what it was sold for, when it was placed."""
    return {
        "external_number": told.external_number,
        "store_name": told.store_name,
        "supplier": told.supplier,
        "buyer_name": told.buyer_name,
        "buyer_email": told.buyer_email,
        "buyer_name_folded": fold(told.buyer_name)[:200],
        "buyer_email_folded": fold(told.buyer_email)[:254],
        "country": told.country,
        "address": {**told.address},
        "shipping_method": told.shipping_method,
        "sold_for": told.sold_for,
        "sold_for_currency": told.sold_for_currency,
        "placed_at": told.placed_at,
    }


def charges(charged: Parts, *, known: bool) -> dict[str, Any]:
    """The columns of what the merchant was charged for an order, part by part."""
    parts = {f"charged_{part}": getattr(charged, part) for part in PART_NAMES}
    return {"charged_known": known, "charged": charged.total, **parts}


def enter_stage(order: Any, stage: Stage, told: IncomingOrder, *, now: datetime) -> None:
    """Puts `order` into `stage`, with the moments that were told; an order told of as closed is closed by `now`.

    `order` has the columns of Order.
    """
    order.stage = stage.value
    order.dispatched_at = order.dispatched_at or told.dispatched_at
    if stage is Stage.CLOSED:
        order.closed_at = order.closed_at or told.closed_at or now


def line_columns(
    *, account_id: UUID, order_id: UUID, position: int, told: IncomingLine, charged: Parts
) -> dict[str, Any]:
    """The columns of a new line's row; the others have their defaults."""
    return {
        "id": new_id(),
        "account_id": account_id,
        "order_id": order_id,
        "position": position,
        "sku": told.sku,
        "sku_folded": fold(told.sku)[:120],
        "name": told.name,
        "picture_url": told.picture_url,
        "quantity": told.quantity,
        "charged_goods": charged.goods,
        "charged_shipping": charged.shipping,
        "charged_tax": charged.tax,
        "charged_tax_handling": charged.tax_handling,
        "charged": charged.total,
        "product": told.product.value,
    }


def trailed_content(order: Any, lines: Iterable[Any]) -> dict[str, Any]:
    """The content without personal data, as a trail entry's body keeps it.

    `order` and `lines` have the columns of Order and OrderLine.
    """
    content = {name: getattr(order, name) for name in _TRAILED}
    content["lines"] = [
        {
            "id": line.id,
            "position": line.position,
            "sku": line.sku,
            "name": line.name,
            "quantity": line.quantity,
            "charged": line_parts(line).each,
        }
        for line in lines
    ]
    return content


def personal_content(order: Any) -> dict[str, str]:
    """What of the content names a person; it stands beside the trail's body and can be erased."""
    address = canonical_json(order.address).decode() if order.address else ""
    return {"buyer_name": order.buyer_name, "buyer_email": order.buyer_email, "address": address}
