"""A merchant asks about an order, and an agent answers."""

from datetime import datetime, timedelta
from uuid import UUID

from amends.records.access.models import User
from amends.records.access.queries import actor_of
from amends.records.orders.models import Order
from amends.usecases.disputes.write_message import WriteMessage, write_message

_SAID = (
    (
        "merchant@demo.example",
        30,
        "The buyer moved. Can the parcel still go to another address? 客户搬家了，能改地址吗？",
    ),
    (
        "agent@demo.example",
        26,
        "It left the warehouse already, so the address stands.\n\nIf it comes back we send it to the new one.",
    ),
)
"""Who, how many hours ago, what."""


def talk_about(*, account_id: UUID, number: str, now: datetime) -> None:
    """The conversation about the order of that number."""
    order_id = Order.objects.get(account_id=account_id, number=number).id
    for email, hours, body in _SAID:
        actor = actor_of(User.objects.get(email=email))
        assert actor
        write_message(ask=WriteMessage(body=body, order_id=order_id), actor=actor, now=now - timedelta(hours=hours))
