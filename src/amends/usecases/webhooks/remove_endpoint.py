"""Remove an endpoint with its secrets and its log."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from amends.core.access import Actor
from amends.usecases.webhooks.take_endpoint import take_endpoint


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveEndpoint:
    """One of the actor's own."""

    endpoint_id: UUID


def remove_endpoint(*, ask: RemoveEndpoint, actor: Actor, now: datetime) -> None:
    """Nothing is sent there any more, but for what is on its way. Raises Forbidden, EndpointUnseen."""
    with transaction.atomic(durable=False):
        take_endpoint(endpoint_id=ask.endpoint_id, actor=actor).delete()
