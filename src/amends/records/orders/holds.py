"""Holds and releases of orders as a feed: what the platform's own systems have to heed, in order, without gaps."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from amends.core.trail.codes import TrailCode
from amends.records.notices.models import FeedEntry
from amends.records.orders.models import HoldAcknowledgement

_CODES = (TrailCode.ORDER_HELD.value, TrailCode.ORDER_RELEASED.value)


@dataclass(frozen=True, slots=True)
class HoldShown:
    """One hold or release. `number` is its place in the feed; `dispute` the one that caused it."""

    id: UUID
    number: int
    held: bool
    account_id: UUID
    order: str
    dispute: str
    at: datetime
    acknowledged_at: datetime | None


def holds_after(number: int, *, size: int) -> list[HoldShown]:
    """Up to `size` of them after a place, with whether they were acknowledged. Two statements."""
    found = list(FeedEntry.objects.filter(number__gt=number, code__in=_CODES).order_by("number")[:size])
    rows = HoldAcknowledgement.objects.filter(event_id__in=[entry.id for entry in found])
    heeded = dict(rows.values_list("event_id", "acknowledged_at"))
    return [_shown(entry, heeded.get(entry.id)) for entry in found]


def find_hold(event_id: UUID) -> FeedEntry | None:
    """The announcement of that id, if it is a hold or a release."""
    return FeedEntry.objects.filter(id=event_id, code__in=_CODES).first()


def read_hold(event_id: UUID) -> HoldShown | None:
    """One of them."""
    entry = find_hold(event_id)
    if entry is None:
        return None
    rows = HoldAcknowledgement.objects.filter(event_id=event_id)
    return _shown(entry, rows.values_list("acknowledged_at", flat=True).first())


def _shown(entry: FeedEntry, acknowledged_at: datetime | None) -> HoldShown:
    assert entry.account_id is not None
    return HoldShown(
        id=entry.id,
        number=entry.number,
        held=entry.code == TrailCode.ORDER_HELD.value,
        account_id=entry.account_id,
        order=entry.facts["order"],
        dispute=entry.facts["number"],
        at=entry.at,
        acknowledged_at=acknowledged_at,
    )
