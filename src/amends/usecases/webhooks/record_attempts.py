"""Record what came of sending: taken in, to be tried again, or left; and what it says of the endpoint."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F

from amends.core.trail.codes import TrailCode
from amends.core.webhooks.endpoints import Closed, DeliveryState
from amends.core.webhooks.retrying import GONE, is_lost, is_taken, next_try
from amends.records.notices.announce import announce
from amends.records.webhooks.models import Attempt, Delivery, Endpoint
from amends.usecases.webhooks.close_endpoint import close_endpoint


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """One attempt: the answer's `status`, or why there is none. `lot` moves the next try (core `LOTS`)."""

    delivery_id: UUID
    at: datetime
    status: int | None
    failure: str = ""
    milliseconds: int
    excerpt: str = ""
    lot: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordAttempts:
    """Several at once: they come faster than transactions do."""

    tried: tuple[Tried, ...]


def record_attempts(*, ask: RecordAttempts, now: datetime) -> None:
    """Writes each attempt with what follows from it, also of what was left meanwhile: its call was made.

    What was removed meanwhile is passed over.
    An endpoint's rows are locked in the order of their ids, before the deliveries: whoever changes an endpoint waits.
    """
    with transaction.atomic():
        ids = [one.delivery_id for one in ask.tried]
        owners = set(Delivery.objects.filter(id__in=ids).values_list("endpoint_id", flat=True))
        found = Endpoint.objects.select_for_update(no_key=True).filter(id__in=owners).order_by("id")
        endpoints = {endpoint.id: endpoint for endpoint in found}
        sent = Delivery.objects.select_for_update().filter(id__in=ids)
        deliveries = {delivery.id: delivery for delivery in sent.order_by("id")}
        told = [one for one in ask.tried if one.delivery_id in deliveries]
        _move(told, deliveries, now=now)
        Attempt.objects.bulk_create(_attempt(one, deliveries[one.delivery_id]) for one in told)
        for endpoint in endpoints.values():
            _judge(endpoint, [one for one in told if deliveries[one.delivery_id].endpoint_id == endpoint.id], now=now)


def _move(told: list[Tried], deliveries: dict[UUID, Delivery], *, now: datetime) -> None:
    """What arrived is done, all in one statement; each that did not has a next try of its own, or none.

    What did not wait any more, because its endpoint was disabled or another call arrived, is only counted.
    """
    arrived = [one.delivery_id for one in told if is_taken(one.status)]
    Delivery.objects.filter(id__in=arrived).update(
        state=DeliveryState.DELIVERED.value, tries=F("tries") + 1, next_try_at=None, done_at=now
    )
    for one in told:
        if is_taken(one.status):
            continue
        delivery = deliveries[one.delivery_id]
        delivery.tries += 1
        if delivery.state == DeliveryState.WAITING.value:
            delivery.next_try_at = next_try(tries=delivery.tries, now=now, lot=one.lot)
            if delivery.next_try_at is None:
                delivery.state, delivery.done_at = DeliveryState.FAILED.value, now
        delivery.save(update_fields=["state", "tries", "next_try_at", "done_at"])


def _attempt(tried: Tried, delivery: Delivery) -> Attempt:
    return Attempt(
        account_id=delivery.account_id,
        delivery=delivery,
        at=tried.at,
        status=tried.status,
        failure=tried.failure[:300],
        milliseconds=tried.milliseconds,
        excerpt=tried.excerpt[:500],
    )


def _judge(endpoint: Endpoint, tried: list[Tried], *, now: datetime) -> None:
    """One that took something in is well; one that took nothing in for days, or says that it is gone, is disabled."""
    before = endpoint.failing_since
    if any(is_taken(one.status) for one in tried):
        endpoint.failing_since = None
    elif tried:
        endpoint.failing_since = before or now
    if endpoint.failing_since != before:
        endpoint.save(update_fields=["failing_since"])
    lost = [
        one
        for one in tried
        if endpoint.failing_since and is_lost(status=one.status, failing_since=endpoint.failing_since, now=now)
    ]
    if lost and not endpoint.disabled_at:
        gone = any(one.status == GONE for one in lost)
        close_endpoint(endpoint, Closed.GONE if gone else Closed.FAILING, now=now)
        announce(TrailCode.WEBHOOK_DISABLED, account_id=endpoint.account_id, now=now, url=endpoint.url)
