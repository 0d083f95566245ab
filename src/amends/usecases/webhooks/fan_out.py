"""From numbered events to what is to be told to each endpoint that listens."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from amends.core.access import Side
from amends.core.cj_api.amounts import USD
from amends.core.cj_api.messages import TOLD, Topic
from amends.core.webhooks.events import types_for
from amends.records.ids import new_id
from amends.records.notices.models import FeedEntry
from amends.records.orders.models import Order
from amends.records.webhooks.models import Delivery, Endpoint

_TOLD = {side: frozenset(types_for(side)) for side in (Side.MERCHANT, Side.PLATFORM)}


def fan_out(*, entries: Sequence[FeedEntry], now: datetime) -> int:
    """One delivery for each entry and endpoint, however often it is called; how many there were.

    Two statements for the whole batch, within the drainer's transaction; one more where a client of CJ's listens.
    """
    told = [entry for entry in entries if entry.code in _TOLD[Side.PLATFORM]]
    accounts = {entry.account_id for entry in told if entry.account_id}
    if not told:
        return 0
    with transaction.atomic():
        listening = Endpoint.objects.filter(Q(account_id__in=accounts) | Q(account=None), disabled_at=None)
        endpoints = list(listening.order_by("id"))
        dollars = _in_dollars(told) if any(endpoint.topic for endpoint in endpoints) else frozenset()
        deliveries = [
            Delivery(
                id=new_id(),
                account_id=endpoint.account_id,
                endpoint=endpoint,
                event_id=entry.id,
                number=entry.number,
                code=entry.code,
                made_at=now,
                next_try_at=now,
            )
            for entry in told
            for endpoint in endpoints
            if (_hears_topic(endpoint, entry, dollars) if endpoint.topic else _hears(endpoint, entry))
        ]
        Delivery.objects.bulk_create(deliveries, ignore_conflicts=True)
        return len(deliveries)


def _in_dollars(entries: Sequence[FeedEntry]) -> frozenset[UUID]:
    """The orders that exist over CJ's API, which knows no other currency."""
    ids = {entry.order_id for entry in entries if entry.order_id}
    return frozenset(Order.objects.filter(id__in=ids, currency=USD).values_list("id", flat=True))


def _hears_topic(endpoint: Endpoint, entry: FeedEntry, dollars: frozenset[UUID]) -> bool:
    heard = entry.code in TOLD[Topic(endpoint.topic)] and entry.order_id in dollars
    return heard and endpoint.account_id == entry.account_id


def _hears(endpoint: Endpoint, entry: FeedEntry) -> bool:
    if endpoint.events and entry.code not in endpoint.events:
        return False
    is_theirs = endpoint.account_id == entry.account_id and entry.code in _TOLD[Side.MERCHANT]
    return is_theirs or endpoint.account_id is None
