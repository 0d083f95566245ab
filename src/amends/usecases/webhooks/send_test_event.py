"""Send an endpoint a message that tells of nothing, to see whether it arrives."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from amends.core.access import Actor
from amends.core.webhooks.endpoints import EndpointDisabled
from amends.core.webhooks.events import TEST
from amends.records.ids import new_id
from amends.records.webhooks.models import Delivery
from amends.usecases.webhooks.take_endpoint import take_endpoint


@dataclass(frozen=True, slots=True, kw_only=True)
class SendTestEvent:
    """One of the actor's own."""

    endpoint_id: UUID


def send_test_event(*, ask: SendTestEvent, actor: Actor, now: datetime) -> Delivery:
    """The delivery, sent in a moment. Raises Forbidden, EndpointUnseen, EndpointDisabled."""
    with transaction.atomic():
        endpoint = take_endpoint(endpoint_id=ask.endpoint_id, actor=actor)
        if endpoint.disabled_at:
            raise EndpointDisabled
        return Delivery.objects.create(
            account_id=endpoint.account_id,
            endpoint=endpoint,
            event_id=new_id(),
            code=TEST,
            made_at=now,
            next_try_at=now,
        )
