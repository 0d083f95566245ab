"""From numbered events to what is to be told to each endpoint that listens."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from amends.core.access import Side
from amends.core.webhooks.events import types_for
from amends.records.ids import new_id
from amends.records.notices.models import FeedEntry
from amends.records.webhooks.models import Delivery, Endpoint

_TOLD = {side: frozenset(types_for(side)) for side in (Side.MERCHANT, Side.PLATFORM)}


def fan_out(*, entries: Sequence[FeedEntry], now: datetime) -> int:
    """One delivery for each entry and endpoint, however often it is called; how many there were.

    Two statements for the whole batch, within the drainer's transaction.
    """
    told = [entry for entry in entries if entry.code in _TOLD[Side.PLATFORM]]
    accounts = {entry.account_id for entry in told if entry.account_id}
    if not told:
        return 0
    with transaction.atomic():
        listening = Endpoint.objects.filter(Q(account_id__in=accounts) | Q(account=None), disabled_at=None)
        endpoints = list(listening.order_by("id"))
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
            if _hears(endpoint, entry)
        ]
        Delivery.objects.bulk_create(deliveries, ignore_conflicts=True)
        return len(deliveries)


def _hears(endpoint: Endpoint, entry: FeedEntry) -> bool:
    if endpoint.events and entry.code not in endpoint.events:
        return False
    is_theirs = endpoint.account_id == entry.account_id and entry.code in _TOLD[Side.MERCHANT]
    return is_theirs or endpoint.account_id is None
