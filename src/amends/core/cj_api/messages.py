"""Messages to CJ's clients: their envelope, their signature, and what each topic tells."""

import base64
import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid5

from amends.core.cj_api.amounts import dollars
from amends.core.cj_api.dispute_words import FINALLY, REASON_NAMES, STATUSES
from amends.core.cj_api.ids import write_id, write_order_code
from amends.core.cj_api.moments import write_plain
from amends.core.cj_api.statuses import Status
from amends.core.disputes.reasons import Reason
from amends.core.disputes.states import State
from amends.core.orders.kinds import Tracking
from amends.core.trail.codes import TrailCode as T
from amends.core.webhooks.events import MOVES


class Topic(StrEnum):
    """What one can have told. Nothing happens to products and stock here; `dispute` is ours alone."""

    PRODUCT = "product"
    STOCK = "stock"
    ORDER = "order"
    LOGISTICS = "logistics"
    MAKEUP = "makeup"
    PRIVATE_ORDER = "privateOrder"
    DISPUTE = "dispute"


TOLD: Mapping[Topic, frozenset[str]] = {
    Topic.ORDER: frozenset(
        {
            T.ORDER_TAKEN_IN,
            T.ORDER_UPDATED,
            T.ORDER_PAID,
            T.WAREHOUSE_STARTED,
            T.ORDER_DISPATCHED,
            T.PARCEL_DELIVERED,
            T.LINES_CLOSED,
            T.ORDER_CLOSED,
        }
    ),
    Topic.LOGISTICS: frozenset({T.ORDER_DISPATCHED, T.PARCEL_DELIVERED, T.TRACKING_ALERTED}),
    Topic.DISPUTE: frozenset(MOVES),
    Topic.PRODUCT: frozenset(),
    Topic.STOCK: frozenset(),
    Topic.MAKEUP: frozenset(),
    Topic.PRIVATE_ORDER: frozenset(),
}
"""The events that each topic tells."""

FIRST = frozenset({T.ORDER_TAKEN_IN, T.DISPUTE_OPENED})
"""Those with which something comes to be: INSERT, where all others are UPDATE. A parcel comes to be when it is sent."""

_NUMBERS = {
    Tracking.NONE: 0,
    Tracking.IN_TRANSIT: 5,
    Tracking.DELIVERED: 12,
    Tracking.ALERT: 13,
    Tracking.EXPIRED: 13,
    Tracking.RETURNED: 14,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderNews:
    """An order that changed."""

    id: UUID
    number: str
    shop_number: str
    status: Status
    method: str
    tracking_number: str
    placed_at: datetime
    changed_at: datetime
    paid_at: datetime | None
    dispatched_at: datetime | None
    delivered_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What the carrier said at a time."""

    at: datetime
    tracking: Tracking
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ParcelNews:
    """A parcel that moved; its steps, latest first."""

    order_id: UUID
    method: str
    tracking_number: str
    tracking: Tracking
    steps: Sequence[Step]


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeNews:
    """A dispute that changed; `amount` in cents, `outcome` empty until it is decided."""

    number: str
    order_id: UUID
    order_number: str
    state: State
    reason: Reason
    outcome: str
    amount: int
    opened_at: datetime
    changed_at: datetime


News = OrderNews | ParcelNews | DisputeNews


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressed:
    """What is told to a client, and the client's `open_id`. `news` is None for a test, which tells of nothing."""

    open_id: int
    news: News | None = None


def write_news(addressed: Addressed, *, message_id: UUID, code: str) -> bytes:
    """The message of the event `code`. A test is of a type of its own, which CJ has not."""
    match addressed.news:
        case OrderNews() as order:
            kind, new, params = "ORDER", code in FIRST, order_params(order)
        case ParcelNews() as parcel:
            kind, new, params = "LOGISTIC", code == T.ORDER_DISPATCHED, parcel_params(parcel)
        case DisputeNews() as dispute:
            kind, new, params = "DISPUTE", code in FIRST, dispute_params(dispute)
        case None:
            kind, new, params = "TEST", True, {}
    return write_message(message_id=message_id, kind=kind, new=new, open_id=addressed.open_id, params=params)


def write_message(
    *,
    message_id: UUID,
    kind: str,
    new: bool,
    open_id: int,
    params: Mapping[str, Any],
) -> bytes:
    """The bytes that are sent and signed. `kind` is ORDER, LOGISTIC, DISPUTE or TEST."""
    told = {
        "messageId": message_name(message_id, kind),
        "type": kind,
        "messageType": "INSERT" if new else "UPDATE",
        "openId": open_id,
        "params": params,
    }
    return json.dumps(told, separators=(",", ":"), ensure_ascii=False).encode()


def message_name(event_id: UUID, kind: str) -> str:
    """What a receiver tells repeats by: one for each event and kind, so that an event told to two topics has two."""
    return uuid5(event_id, kind).hex


def sign(body: bytes, *, open_id: int) -> str:
    """The header `sign`: base64 of HMAC-SHA256 over the body, keyed with the openId as text."""
    return base64.b64encode(hmac.digest(str(open_id).encode(), body, sha256)).decode()


def order_params(news: OrderNews) -> dict[str, Any]:
    """Of a message of type ORDER."""
    return {
        "cjOrderId": write_id(news.id),
        "orderNumber": news.shop_number or news.number,
        "orderNum": news.shop_number or news.number,
        "orderStatus": news.status.value,
        "logisticName": news.method,
        "trackNumber": news.tracking_number,
        "trackingUrl": "",
        "trackingProvider": "",
        "createDate": write_plain(news.placed_at),
        "updateDate": write_plain(news.changed_at),
        "payDate": write_plain(news.paid_at),
        "deliveryDate": write_plain(news.dispatched_at),
        "completeDate": write_plain(news.delivered_at),
        "orderItems": [],
    }


def parcel_params(news: ParcelNews) -> dict[str, Any]:
    """Of a message of type LOGISTIC; its events are a text of JSON within the JSON, as at CJ."""
    events = [
        {"status": _NUMBERS[step.tracking], "activity": step.text, "location": "", "eventTime": write_plain(step.at)}
        for step in news.steps
    ]
    return {
        "orderId": write_id(news.order_id),
        "logisticName": news.method,
        "trackingNumber": news.tracking_number,
        "trackingUrl": "",
        "trackingStatus": _NUMBERS[news.tracking],
        "logisticsTrackEvents": json.dumps(events, separators=(",", ":"), ensure_ascii=False),
    }


def dispute_params(news: DisputeNews) -> dict[str, Any]:
    """Of a message of type DISPUTE, in the words of the list of disputes."""
    return {
        "disputeId": news.number,
        "orderId": write_id(news.order_id),
        "cjOrderId": write_order_code(news.order_number, news.order_id),
        "status": STATUSES[news.state],
        "disputeReason": REASON_NAMES[news.reason],
        "finallyDeal": FINALLY.get(news.outcome),
        "money": dollars(news.amount),
        "createDate": write_plain(news.opened_at),
        "updateDate": write_plain(news.changed_at),
    }
