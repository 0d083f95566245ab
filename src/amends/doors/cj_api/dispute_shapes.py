"""Disputes and what may be disputed, in CJ's fields."""

from typing import Any

from django.conf import settings

from amends.core.cj_api.amounts import dollars
from amends.core.cj_api.dispute_words import FINALLY, REASON_NAMES, REASONS, RESEND, STATUSES
from amends.core.cj_api.ids import write_id
from amends.core.cj_api.moments import write_millis, write_plain
from amends.core.disputes.reasons import Reason
from amends.core.money import share
from amends.core.orders.parts import Parts
from amends.records.cj_api.disputes import ClaimedLine, DisputeSeen
from amends.records.orders.queries_page import LineShown, OrderShown

_PARTS = ((1, "Product amount"), (2, "Postage"), (3, "IOSS tax"), (4, "IOSS handling fee"))


def write_product(line: LineShown, order: OrderShown, *, open_to_dispute: bool, quantity: int | None = None) -> Any:
    """A line that may be disputed, or not; there is no catalog here, so that the SKU stands for its ids as well."""
    facts = line.facts
    return {
        "lineItemId": write_id(facts.id),
        "cjProductId": facts.sku,
        "cjVariantId": facts.sku,
        "canChoose": open_to_dispute and facts.claimable > 0,
        "price": dollars(share(facts.charged.goods, whole=facts.money_units, before=0, taken=1)),
        "quantity": facts.claimable if quantity is None else quantity,
        "cjProductName": facts.name,
        "cjImage": _picture(line.picture_url),
        "sku": facts.sku,
        "supplierName": order.supplier,
    }


def write_head(order: OrderShown) -> dict[str, str]:
    """The order's two names."""
    return {"orderId": write_id(order.facts.id), "orderNumber": order.external_number or order.facts.number}


def write_ceiling(ceiling: Parts) -> dict[str, float]:
    """The most that may come back, by its parts."""
    return {
        "maxProductPrice": dollars(ceiling.goods),
        "maxPostage": dollars(ceiling.shipping),
        "maxIossTaxAmount": dollars(ceiling.tax),
        "maxIossHandTaxAmount": dollars(ceiling.tax_handling),
        "maxAmount": dollars(ceiling.total),
    }


def write_reasons(possible: set[Reason]) -> list[dict[str, Any]]:
    """Those of our reasons that the order may be disputed for."""
    return [
        {"disputeReasonId": id_, "reasonName": name} for id_, (reason, name) in REASONS.items() if reason in possible
    ]


def write_row(dispute: DisputeSeen) -> dict[str, Any]:
    """A dispute of the list; `createDate` is a text there."""
    return {**_either(dispute), "createDate": write_plain(dispute.opened_at)}


def write_detail(dispute: DisputeSeen) -> dict[str, Any]:
    """A dispute of its own; `createDate` is a number there."""
    parts = zip(_PARTS, dispute.awarded.each, strict=True)
    return {
        **_either(dispute),
        "refundAmount": dollars(dispute.amount),
        "createDate": write_millis(dispute.opened_at),
        "refundDetails": [
            {"type": type_, "typeName": name, "amount": dollars(minor)} for (type_, name), minor in parts if minor
        ],
    }


def _either(dispute: DisputeSeen) -> dict[str, Any]:
    dealt = FINALLY.get(dispute.outcome)
    return {
        "id": dispute.number,
        "orderId": write_id(dispute.order),
        "status": STATUSES[dispute.state],
        "disputeReason": REASON_NAMES[dispute.reason],
        "replacementAmount": dollars(dispute.sent_again if dealt == RESEND else 0),
        "resendOrderCode": dispute.resend,
        "money": dollars(dispute.amount),
        "finallyDeal": dealt,
        "productList": [_claimed(line) for line in dispute.lines],
    }


def _claimed(line: ClaimedLine) -> dict[str, Any]:
    """Both editions' names at once."""
    return {
        "image": _picture(line.picture),
        "price": dollars(share(line.goods, whole=line.ordered, before=0, taken=1)),
        "lineItemId": write_id(line.id),
        "cjProductId": line.sku,
        "cjVariantId": line.sku,
        "productCode": line.sku,
        "productId": line.sku,
        "standId": line.sku,
        "productName": line.name,
        "supplierName": line.supplier,
        "quantity": line.claimed,
    }


def _picture(address: str) -> str:
    """Clients of an API have no page that an address could be relative to."""
    return settings.PUBLIC_URL + address if address.startswith("/") else address
