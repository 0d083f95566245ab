"""Send a message again: one that was taken in, or one that was left."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from amends.core.access import Actor
from amends.core.webhooks.endpoints import DeliveryState, DeliveryUnseen, DeliveryWaits, EndpointDisabled, owner_of
from amends.records.webhooks.models import Delivery
from amends.records.webhooks.queries import own
from amends.usecases.webhooks.take_endpoint import take_endpoint


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplayDelivery:
    """One of the actor's own."""

    delivery_id: UUID


def replay_delivery(*, ask: ReplayDelivery, actor: Actor, now: datetime) -> Delivery:
    """The same delivery, tried anew from the first try on, under the same message id.

    Raises Forbidden, DeliveryUnseen, DeliveryWaits, EndpointDisabled.
    """
    owner = owner_of(actor)
    with transaction.atomic():
        found = Delivery.objects.filter(id=ask.delivery_id, **own(owner)).values_list("endpoint_id", flat=True)
        endpoint_id = found.first()
        if endpoint_id is None:
            raise DeliveryUnseen
        endpoint = take_endpoint(endpoint_id=endpoint_id, actor=actor)
        delivery = Delivery.objects.select_for_update().get(id=ask.delivery_id)
        if delivery.state == DeliveryState.WAITING.value:
            raise DeliveryWaits
        if endpoint.disabled_at:
            raise EndpointDisabled
        delivery.state, delivery.tries, delivery.next_try_at, delivery.done_at = "waiting", 0, now, None
        delivery.save(update_fields=["state", "tries", "next_try_at", "done_at"])
        return delivery
