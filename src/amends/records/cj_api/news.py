"""What messages to CJ's clients tell: disputes as the event left them, orders and parcels as they stand when sent."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from amends.core.cj_api.messages import Addressed, DisputeNews, News, OrderNews, ParcelNews, Step, Topic
from amends.core.disputes.reasons import Reason
from amends.core.disputes.states import State
from amends.core.orders.kinds import Tracking
from amends.core.webhooks.message import Message
from amends.records.cj_api.models import CjMember
from amends.records.cj_api.orders import OrderSeen, orders_by_id
from amends.records.disputes.models import Dispute
from amends.records.orders.models import Shipment
from amends.records.webhooks.models import Delivery

Told = tuple[Delivery, Message]


def address_news(told: Sequence[Told]) -> dict[UUID, Addressed]:
    """By delivery; without those whose account is no member, or whose order, parcel or dispute is not there.

    At most four statements, none for nothing.
    """
    if not told:
        return {}
    members = CjMember.objects.filter(account_id__in={one.account_id for one, _ in told})
    open_ids = dict(members.values_list("account_id", "open_id"))
    news = _orders(_about(told, Topic.ORDER)) | _parcels(_about(told, Topic.LOGISTICS))
    news |= _disputes(_about(told, Topic.DISPUTE))
    return {
        one.id: Addressed(open_id=open_ids[one.account_id], news=news.get(one.id))
        for one, message in told
        if one.account_id in open_ids and (one.id in news or message.number is None)
    }


def _about(told: Sequence[Told], topic: Topic) -> list[Told]:
    return [pair for pair in told if pair[0].endpoint.topic == topic.value and pair[1].number is not None]


def _orders(told: Sequence[Told]) -> dict[UUID, News]:
    orders = orders_by_id(_ids(told)) if told else {}
    return {one.id: _order(orders[m.order_id], m) for one, m in told if m.order_id in orders}


def _order(order: OrderSeen, message: Message) -> OrderNews:
    return OrderNews(
        id=order.id,
        number=order.number,
        shop_number=order.external_number,
        status=order.status,
        method=order.shipping_method,
        tracking_number=order.tracking_number,
        placed_at=order.placed_at,
        changed_at=message.at,
        paid_at=order.paid_at,
        dispatched_at=order.dispatched_at,
        delivered_at=order.delivered_at,
    )


def _parcels(told: Sequence[Told]) -> dict[UUID, News]:
    """The latest parcel of each order."""
    if not told:
        return {}
    shipments = Shipment.objects.filter(order_id__in=_ids(told)).order_by("dispatched_at", "id")
    latest = {one.order_id: one for one in shipments}
    return {one.id: _parcel(latest[m.order_id], m) for one, m in told if m.order_id in latest}


def _parcel(parcel: Shipment, message: Message) -> ParcelNews:
    tracking, sent = Tracking(parcel.tracking), Step(at=parcel.dispatched_at, tracking=Tracking.IN_TRANSIT, text="Sent")
    said = Step(at=parcel.delivered_at or message.at, tracking=tracking, text=_WORDS.get(tracking, ""))
    return ParcelNews(
        order_id=parcel.order_id,
        method=parcel.method,
        tracking_number=parcel.tracking_number,
        tracking=tracking,
        steps=[said, sent] if said.text else [sent],
    )


def _disputes(told: Sequence[Told]) -> dict[UUID, News]:
    if not told:
        return {}
    ids = [message.dispute_id for _, message in told if message.dispute_id]
    rows = Dispute.objects.filter(id__in=ids).select_related("order", "decision")
    disputes: Mapping[UUID | None, Dispute] = {row.id: row for row in rows}
    return {one.id: _dispute(disputes[m.dispute_id], m) for one, m in told if m.dispute_id in disputes}


def _dispute(dispute: Dispute, message: Message) -> DisputeNews:
    """In the state in which the event left it, and with the decision only if that was made by then."""
    decision = getattr(dispute, "decision", None)
    if decision and decision.decided_at > message.at:
        decision = None
    return DisputeNews(
        number=dispute.number,
        order_id=dispute.order_id,
        order_number=dispute.order.number,
        state=State(message.facts.get("state", dispute.state)),
        reason=Reason(dispute.reason),
        outcome=decision.outcome if decision else "",
        amount=decision.amount if decision else 0,
        opened_at=dispute.opened_at,
        changed_at=message.at,
    )


def _ids(told: Sequence[Told]) -> set[UUID]:
    return {message.order_id for _, message in told if message.order_id}


_WORDS = {
    Tracking.DELIVERED: "Delivered",
    Tracking.ALERT: "Alert",
    Tracking.EXPIRED: "Expired",
    Tracking.RETURNED: "Returned",
}
"""What the carrier said last, where that is more than that it is on its way."""
