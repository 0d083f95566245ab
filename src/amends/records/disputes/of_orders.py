"""What orders' pages tell of their disputes, and of what was written about them."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet

from amends.core.access import Side
from amends.core.disputes.reasons import REASONS, Reason, Wish
from amends.core.disputes.states import STATES, State
from amends.core.notices.routing import Audience
from amends.records.disputes.models import MERCHANTS_TURN, Dispute, Message


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeOfOrder:
    """One dispute as its order shows it. `resend` is the number of the order that resends goods for it."""

    id: UUID
    number: str
    order: str
    state: State
    reason: str
    wish: Wish
    asked: int
    currency: str
    opened_at: datetime
    due_at: datetime | None
    resend: str | None

    @property
    def open(self) -> bool:
        """Whether it holds the order."""
        return STATES[self.state].open


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageOfOrder:
    """One message of an order's own thread."""

    side: Side
    author: str
    body: str
    written_at: datetime


def disputes_of_orders(*, account_id: UUID, order_ids: Collection[UUID]) -> dict[UUID, list[DisputeOfOrder]]:
    """Each order's disputes, latest first, in one statement; an order without any has an empty list."""
    found: dict[UUID, list[DisputeOfOrder]] = defaultdict(list)
    for row in _rows(account_id).filter(order__in=order_ids).order_by("-opened_at", "-id"):
        found[row["order_id"]].append(_shown(row))
    return found


def dispute_resent_by(*, account_id: UUID, order_id: UUID) -> DisputeOfOrder | None:
    """The dispute whose goods the order resends, if it is a resend."""
    row = _rows(account_id).filter(resend_order_id=order_id).first()
    return _shown(row) if row else None


def disputes_awaiting_merchant(*, account_id: UUID, most: int) -> list[DisputeOfOrder]:
    """The account's disputes that wait for the merchant, due soonest first."""
    # Each state is read along its own index (disputes_waiting); sorting what all of them hold would take longer with
    # every dispute that waits.
    states = [_rows(account_id).filter(state=state).order_by("due_at", "id")[:most] for state in MERCHANTS_TURN]
    first, *others = states
    return [_shown(row) for row in first.union(*others, all=True).order_by("due_at", "id")[:most]]


def count_awaiting_merchant(*, account_id: UUID, most: int) -> int:
    """How many of the account's disputes wait for the merchant, counted up to `most`."""
    return Dispute.objects.filter(account_id=account_id, state__in=MERCHANTS_TURN)[:most].count()


def messages_of_order(*, account_id: UUID, order_id: UUID) -> list[MessageOfOrder]:
    """What merchant and platform wrote about the order outside of any dispute, oldest first; no internal notes."""
    rows = Message.objects.filter(account_id=account_id, order_id=order_id, dispute=None)
    return [
        MessageOfOrder(side=Side(said.side), author=said.author_name, body=said.body, written_at=said.written_at)
        for said in rows.filter(audience__contains=[Audience.MERCHANT.value]).order_by("id")
    ]


def _rows(account_id: UUID) -> QuerySet[Dispute, Any]:
    return Dispute.objects.filter(account_id=account_id).values(
        "id", "order_id", "number", "state", "reason", "wish", "asked", "currency", "opened_at", "due_at",
        order_number=F("order__number"), resend=F("resend_order__number"),
    )  # fmt: skip


def _shown(row: Mapping[str, Any]) -> DisputeOfOrder:
    return DisputeOfOrder(
        id=row["id"],
        number=row["number"],
        order=row["order_number"],
        state=State(row["state"]),
        reason=REASONS[Reason(row["reason"])].title,
        wish=Wish(row["wish"]),
        asked=row["asked"],
        currency=row["currency"],
        opened_at=row["opened_at"],
        due_at=row["due_at"],
        resend=row["resend"],
    )
