"""Change where an endpoint is, what it hears of, or whether it hears at all."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction

from amends.core.access import Actor
from amends.core.outbound.networks import checked_address
from amends.core.webhooks.endpoints import Closed, KeptOverCj, checked_events
from amends.records.webhooks.models import Endpoint
from amends.usecases.webhooks.close_endpoint import close_endpoint
from amends.usecases.webhooks.take_endpoint import take_endpoint


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeEndpoint:
    """The ask; None leaves as it is. `events` of no type subscribes to all."""

    endpoint_id: UUID
    url: str | None = None
    events: tuple[str, ...] | None = None
    description: str | None = None
    enabled: bool | None = None


def change_endpoint(*, ask: ChangeEndpoint, actor: Actor, now: datetime) -> Endpoint:
    """The endpoint as it is then. What happened while it was disabled is not told to it afterwards.

    Raises Forbidden, EndpointUnseen, AddressRefused, UnknownEvent, KeptOverCj.
    """
    with transaction.atomic():
        endpoint = take_endpoint(endpoint_id=ask.endpoint_id, actor=actor)
        if ask.url is not None:
            endpoint.url = checked_address(ask.url, settings.OUTBOUND_RULES)
        if ask.events is not None and endpoint.topic:
            raise KeptOverCj(topic=endpoint.topic)
        if ask.events is not None:
            endpoint.events = checked_events(ask.events, side=actor.side)
        if ask.description is not None:
            endpoint.description = ask.description.strip()
        if ask.enabled and endpoint.disabled_at:
            endpoint.disabled_at, endpoint.disabled_why, endpoint.failing_since = None, "", None
        endpoint.save(update_fields=["url", "events", "description", "disabled_at", "disabled_why", "failing_since"])
        if ask.enabled is False and not endpoint.disabled_at:
            close_endpoint(endpoint, Closed.ASKED, now=now)
        return endpoint
