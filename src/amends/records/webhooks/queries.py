"""Questions about endpoints and deliveries, each within one account, or (None) the platform's own."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Prefetch

from amends.core.webhooks.endpoints import DeliveryState, DeliveryUnseen, EndpointUnseen
from amends.core.webhooks.events import TEST
from amends.core.webhooks.message import Message
from amends.records.notices.models import FeedEntry
from amends.records.webhooks.models import Attempt, Delivery, Endpoint


def own(account_id: UUID | None) -> dict[str, Any]:
    """The lookup of what is an account's own, or (None) the platform's."""
    return {"account_id": account_id}


def endpoints_of(account_id: UUID | None) -> list[Endpoint]:
    """All of them, the oldest first."""
    return list(Endpoint.objects.filter(**own(account_id)).order_by("id"))


def find_endpoint(endpoint_id: UUID, *, account_id: UUID | None) -> Endpoint:
    """Raises EndpointUnseen also for another account's."""
    found = Endpoint.objects.filter(id=endpoint_id, **own(account_id)).first()
    if found is None:
        raise EndpointUnseen
    return found


def deliveries_of(
    endpoint_id: UUID,
    *,
    account_id: UUID | None,
    size: int,
    before: UUID | None = None,
    states: Sequence[DeliveryState] = (),
) -> tuple[Sequence[Delivery], UUID | None]:
    """A page of an endpoint's deliveries, latest first, each with its attempts; the id before which it goes on.

    Of all states, or of those named.
    """
    latest = Prefetch("attempts", queryset=Attempt.objects.order_by("id"))
    scope = own(account_id) | ({"state__in": sorted({state.value for state in states})} if states else {})
    found = Delivery.objects.filter(endpoint_id=endpoint_id, **scope).order_by("-id")
    rows = list((found.filter(id__lt=before) if before else found).prefetch_related(latest)[: size + 1])
    return rows[:size], rows[size - 1].id if len(rows) > size else None


def find_delivery(delivery_id: UUID, *, account_id: UUID | None) -> Delivery:
    """With its endpoint and attempts. Raises DeliveryUnseen also for another account's."""
    found = Delivery.objects.filter(id=delivery_id, **own(account_id)).select_related("endpoint")
    one = found.prefetch_related(Prefetch("attempts", queryset=Attempt.objects.order_by("id"))).first()
    if one is None:
        raise DeliveryUnseen
    return one


def messages_of(deliveries: Sequence[Delivery]) -> Mapping[UUID, Message]:
    """What each delivery tells, by its id, in one statement."""
    wanted = [one.number for one in deliveries if one.number is not None]
    entries = {entry.number: entry for entry in FeedEntry.objects.filter(number__in=wanted)}
    return {
        one.id: _test(one) if one.number is None else message_of(entries[one.number])
        for one in deliveries
        if one.number is None or one.number in entries
    }


def message_of(entry: FeedEntry) -> Message:
    """The feed entry as it is told."""
    return Message(
        id=entry.id,
        number=entry.number,
        code=entry.code,
        at=entry.at,
        account_id=entry.account_id,
        order_id=entry.order_id,
        dispute_id=entry.dispute_id,
        sequence=entry.sequence,
        facts=entry.facts,
    )


def events_after(number: int, *, account_id: UUID | None, types: Sequence[str], size: int) -> list[Message]:
    """The feed after `number`, in order: of one account, or of all for the platform."""
    scope: dict[str, Any] = {"account_id": account_id} if account_id else {}
    found = FeedEntry.objects.filter(number__gt=number, code__in=types, **scope).order_by("number")
    return [message_of(entry) for entry in found[:size]]


def any_due(*, now: datetime) -> bool:
    """Whether some delivery is to be tried by now."""
    return Delivery.objects.filter(next_try_at__lte=now).exists()


def _test(delivery: Delivery) -> Message:
    return Message(id=delivery.event_id, code=TEST, at=delivery.made_at, account_id=delivery.account_id, facts={})


def events_of_dispute(dispute_id: UUID, *, after: int, types: Sequence[str], size: int) -> list[Message]:
    """The same of one dispute."""
    found = FeedEntry.objects.filter(dispute_id=dispute_id, number__gt=after, code__in=types).order_by("number")
    return [message_of(entry) for entry in found[:size]]
