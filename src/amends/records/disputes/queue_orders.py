"""Orders as staff look for them, and those on which a merchant's message waits for an answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef

from amends.core.access import Side
from amends.core.orders.kinds import Kind, PaymentState, Stage
from amends.records.disputes.models import Message
from amends.records.orders.models import Order

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundOrder:
    """One order in staff's list. `charged` in minor units, None while nobody told it."""

    id: UUID
    number: str
    external_number: str
    account_id: UUID
    account: str
    kind: Kind
    stage: Stage
    payment_state: PaymentState
    held: bool
    buyer_name: str
    country: str
    placed_at: datetime
    currency: str
    charged: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingMessage:
    """A merchant's latest words on an order, outside of any dispute, that nobody answered yet."""

    id: UUID
    order_id: UUID
    order: str
    account_id: UUID
    account: str
    author: str
    body: str
    written_at: datetime


def orders_by_id(ids: Sequence[UUID]) -> list[FoundOrder]:
    """These orders, latest placed first. One statement."""
    found = Order.objects.filter(id__in=ids).select_related("account").order_by("-placed_at", "-id")
    return [_found(order) for order in found]


def orders_of_account(
    *, account_id: UUID, size: int, before: UUID | None = None
) -> tuple[list[FoundOrder], UUID | None]:
    """A page of an account's orders, latest taken in first, and where the next one goes on. One statement."""
    orders = Order.objects.filter(account_id=account_id).select_related("account").order_by("-id")
    if before is not None:
        orders = orders.filter(id__lt=before)
    found = [_found(order) for order in orders[: size + 1]]
    return found[:size], found[size - 1].id if len(found) > size else None


def order_place(order_id: UUID) -> tuple[UUID, str] | None:
    """The account of an order and its number there."""
    return Order.objects.filter(id=order_id).values_list("account_id", "number").first()


def waiting_messages(
    *, since: datetime, size: int, before: UUID | None = None
) -> tuple[list[WaitingMessage], UUID | None]:
    """Messages written after `since` that wait for an answer, latest first, one an order; and where to go on.

    An internal note is no answer. One statement over the partial index of merchants' messages on orders.
    """
    later = Message.objects.filter(order=OuterRef("order"), dispute=None, id__gt=OuterRef("id")).exclude(audience=[])
    # Ids are UUIDv7 and begin with their millisecond, so that the index of ids bounds the time too.
    first = UUID(int=(since - _EPOCH) // timedelta(milliseconds=1) << 80)
    waiting = Message.objects.filter(~Exists(later), dispute=None, side=Side.MERCHANT.value, id__gte=first)
    if before is not None:
        waiting = waiting.filter(id__lt=before)
    named = waiting.annotate(order_number=F("order__number"), account_name=F("account__name")).order_by("-id")
    found = [_waiting(message) for message in named[: size + 1]]
    return found[:size], found[size - 1].id if len(found) > size else None


def _found(order: Order) -> FoundOrder:
    return FoundOrder(
        id=order.id,
        number=order.number,
        external_number=order.external_number,
        account_id=order.account_id,
        account=order.account.name,
        kind=Kind(order.kind),
        stage=Stage(order.stage),
        payment_state=PaymentState(order.payment_state),
        held=order.open_disputes > 0,
        buyer_name=order.buyer_name,
        country=order.country,
        placed_at=order.placed_at,
        currency=order.currency,
        charged=order.charged if order.charged_known else None,
    )


def _waiting(message: Any) -> WaitingMessage:
    """`message` is a Message with what `waiting_messages` adds."""
    return WaitingMessage(
        id=message.id,
        order_id=message.order_id,
        order=message.order_number,
        account_id=message.account_id,
        account=message.account_name,
        author=message.author_name,
        body=message.body,
        written_at=message.written_at,
    )
