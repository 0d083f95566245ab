"""The staff's queue: open disputes of every account, due soonest first. Its tabs are counted from partial indexes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from importlib.resources import files
from uuid import UUID

from django.db import connection
from django.db.models import Q

from amends.core.access import Side
from amends.core.disputes.reasons import Reason, Wish
from amends.core.disputes.states import STATES
from amends.core.orders.kinds import Kind
from amends.records.disputes.models import Dispute
from amends.records.disputes.queue_rows import QueueRow, queue_rows
from amends.records.keyset import Place

_COUNTS = files(__package__).joinpath("queue_counts.sql").read_text()

SOON = timedelta(hours=24)
"""What is due within this is due soon."""

COUNTED = 100
"""Tabs are counted up to here; so many means that many or more."""


def _awaiting(side: Side) -> list[str]:
    return [state.value for state, facts in STATES.items() if facts.open and facts.awaited is side]


WAITS_FOR_US = _awaiting(Side.STAFF)
WAITS_FOR_MERCHANT = _awaiting(Side.MERCHANT)
WAITS_FOR_SYSTEM = _awaiting(Side.SYSTEM)


class Tab(StrEnum):
    """What of the queue is looked at. `soon` leaves out what waits for a settlement: that is the book's."""

    MINE = "mine"
    UNASSIGNED = "unassigned"
    US = "us"
    MERCHANT = "merchant"
    SOON = "soon"
    ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueFilter:
    """Which disputes of a tab; None and the empty string mean no matter which."""

    reason: Reason | None = None
    wish: Wish | None = None
    kind: Kind | None = None
    currency: str = ""
    account_id: UUID | None = None

    def condition(self) -> Q:
        """The same for the database."""
        wanted = {
            "reason": self.reason and self.reason.value,
            "wish": self.wish and self.wish.value,
            "order__kind": self.kind and self.kind.value,
            "currency": self.currency,
            "account_id": self.account_id,
        }
        return Q(**{field: value for field, value in wanted.items() if value})


@dataclass(frozen=True, slots=True)
class QueuePage:
    """Rows, due soonest first; `further` is where the next page goes on, None at the end."""

    rows: tuple[QueueRow, ...]
    further: Place | None


def read_queue(
    *, tab: Tab, wanted: QueueFilter, me: UUID | None, now: datetime, size: int, beyond: Place | None = None
) -> QueuePage:
    """One page of a tab, in one statement: the first, or what is due after the row at `beyond`."""
    disputes = Dispute.objects.filter(_of_tab(tab, me=me, now=now) & wanted.condition())
    if beyond is not None:
        ties = Q(due_at__gt=beyond.at) | Q(id__gt=beyond.id)
        disputes = disputes.filter(Q(due_at__gte=beyond.at) & ties)
    found = queue_rows(disputes.order_by("due_at", "id")[: size + 1])
    rows, more = found[:size], len(found) > size
    last = rows[-1] if more else None
    return QueuePage(tuple(rows), Place(last.due_at, last.id) if last and last.due_at else None)


def count_queue(*, me: UUID | None, now: datetime) -> Mapping[Tab, int]:
    """How many disputes each tab holds, COUNTED meaning that many or more. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            _COUNTS,
            {
                "me": me,
                "us": WAITS_FOR_US,
                "merchant": WAITS_FOR_MERCHANT,
                "soon": now + SOON,
                "most": COUNTED,
            },
        )
        (counts,) = cursor.fetchall()
    return dict(zip((Tab.MINE, Tab.UNASSIGNED, Tab.US, Tab.MERCHANT, Tab.SOON, Tab.ALL), counts, strict=True))


def _of_tab(tab: Tab, *, me: UUID | None, now: datetime) -> Q:
    persons = Q(state__in=[*WAITS_FOR_US, *WAITS_FOR_MERCHANT])
    chosen = {
        Tab.MINE: Q(assignee=me),
        Tab.UNASSIGNED: Q(assignee=None),
        Tab.US: Q(state__in=WAITS_FOR_US),
        Tab.MERCHANT: Q(state__in=WAITS_FOR_MERCHANT),
        Tab.SOON: persons & Q(due_at__lte=now + SOON),
        Tab.ALL: Q(),
    }
    return Q(due_at__isnull=False) & chosen[tab]
