"""Write a message: to the other side, or as an internal note of staff; on a dispute or on an order."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from amends.core.access import Actor, Permission, Side, require
from amends.core.disputes.opening import MESSAGE_LIMIT
from amends.core.disputes.refusals import DisputeUnseen, MessageTooLong, OrderUnseen
from amends.core.notices.routing import Audience
from amends.core.refusals import Refusal
from amends.core.trail.codes import TrailCode
from amends.records.disputes.case import check_seen
from amends.records.disputes.models import Dispute, Message
from amends.records.notices.announce import announce
from amends.records.orders.models import Order

TO_BOTH = (Audience.MERCHANT, Audience.AGENTS)


class MessageEmpty(Refusal):
    """A message of no words."""

    code = "dispute.message_empty"
    sentence = "Write a few words first."
    kind = "invalid"
    field = "message"


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteMessage:
    """The ask, about a dispute (its number) or else an order (its id). `internal`: among staff, who alone write so.

    `version` is the dispute's that was seen, None for whatever it is.
    """

    body: str
    dispute: str | None = None
    order_id: UUID | None = None
    internal: bool = False
    version: int | None = None


def check_words(body: str) -> str:
    """The words without surrounding blanks. Raises MessageEmpty or MessageTooLong."""
    words = body.strip()
    if not words:
        raise MessageEmpty
    if len(words) > MESSAGE_LIMIT:
        raise MessageTooLong(limit=MESSAGE_LIMIT)
    return words


def say(*, order: Order, dispute: Dispute | None, actor: Actor, body: str, internal: bool, now: datetime) -> Message:
    """One message row, within the caller's transaction; an internal note has no audience."""
    return Message.objects.create(
        account_id=order.account_id,
        order=order,
        dispute=dispute,
        side=actor.side.value,
        author_id=actor.id,
        author_name=actor.name,
        audience=[] if internal else [audience.value for audience in TO_BOTH],
        body=body,
        written_at=now,
    )


def write_message(*, ask: WriteMessage, actor: Actor, now: datetime) -> Message:
    """Writes the message; changes no state.

    Raises DisputeUnseen, StaleCase, OrderUnseen, Forbidden, MessageEmpty and MessageTooLong.
    """
    merchant = actor.side is Side.MERCHANT
    for_merchants = merchant and not ask.internal
    require(actor, Permission.MERCHANT_MESSAGE_WRITE if for_merchants else Permission.STAFF_DISPUTE_REVIEW)
    words = check_words(ask.body)
    scope = {"account_id": actor.account_id} if merchant else {}
    with transaction.atomic():
        dispute = None
        if ask.dispute is not None:
            dispute = Dispute.objects.filter(number=ask.dispute, **scope).select_related("order").first()
            if dispute is None:
                raise DisputeUnseen(number=ask.dispute)
            check_seen(dispute, ask.version)
        found = Order.objects.filter(id__in=[ask.order_id] if ask.order_id else [], **scope)
        order = dispute.order if dispute else found.first()
        if order is None:
            raise OrderUnseen(number=str(ask.order_id))
        message = say(order=order, dispute=dispute, actor=actor, body=words, internal=ask.internal, now=now)
        if not ask.internal:
            announce(
                TrailCode.MESSAGE_FROM_MERCHANT if merchant else TrailCode.MESSAGE_FROM_STAFF,
                account_id=order.account_id,
                now=now,
                order_id=order.id,
                dispute_id=dispute.id if dispute else None,
                trail_seq=dispute.trail_seq if dispute else None,
                number=dispute.number if dispute else "",
                order=order.number,
                message=str(message.id),
            )
        return message
