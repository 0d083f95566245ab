"""A dispute as the staff's lists show it, and how its row is read."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F, OuterRef, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Coalesce, NullIf

from amends.core.access import Side
from amends.core.disputes.reasons import Reason, Wish
from amends.core.disputes.states import State
from amends.core.orders.kinds import Kind
from amends.records.disputes.models import Dispute, Message


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueRow:
    """One dispute. `asked` in minor units of `currency`, 0 for a resend.

    `merchant_wrote` tells that the merchant's words are the last that both sides can read, opening words left out.
    """

    id: UUID
    number: str
    account_id: UUID
    account: str
    order_id: UUID
    order: str
    kind: Kind
    reason: Reason
    wish: Wish
    asked: int
    currency: str
    state: State
    opened_at: datetime
    due_at: datetime | None
    escalations: int
    assignee: str
    merchant_wrote: bool


def name_of(person: str) -> Coalesce:
    """What the person at that relation is called: by name, else address, else username; null where nobody is."""
    name, address = (NullIf(f"{person}__{field}", Value("")) for field in ("name", "email"))
    return Coalesce(name, address, f"{person}__username", output_field=TextField())


def queue_rows(disputes: QuerySet[Dispute]) -> list[QueueRow]:
    """The rows of `disputes` (sorted and cut by the caller), in one statement."""
    said = Message.objects.filter(dispute=OuterRef("pk"), written_at__gt=OuterRef("opened_at")).exclude(audience=[])
    read = disputes.annotate(
        account_name=F("account__name"),
        order_number=F("order__number"),
        order_kind=F("order__kind"),
        assignee_name=name_of("assignee"),
        last_side=Subquery(said.order_by("-id").values("side")[:1]),
    )
    return [_row(dispute) for dispute in read]


def _row(dispute: Any) -> QueueRow:
    """`dispute` is a Dispute with what `queue_rows` adds."""
    return QueueRow(
        id=dispute.id,
        number=dispute.number,
        account_id=dispute.account_id,
        account=dispute.account_name,
        order_id=dispute.order_id,
        order=dispute.order_number,
        kind=Kind(dispute.order_kind),
        reason=Reason(dispute.reason),
        wish=Wish(dispute.wish),
        asked=dispute.asked,
        currency=dispute.currency,
        state=State(dispute.state),
        opened_at=dispute.opened_at,
        due_at=dispute.due_at,
        escalations=dispute.escalations,
        assignee=dispute.assignee_name or "",
        merchant_wrote=dispute.last_side == Side.MERCHANT.value,
    )
