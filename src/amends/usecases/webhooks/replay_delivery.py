"""Send a message again: one that was taken in or left; or now, one that waits for its next try."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from amends.core.access import Actor
from amends.core.webhooks.endpoints import DeliveryState, DeliveryUnderWay, DeliveryUnseen, EndpointDisabled, owner_of
from amends.records.webhooks.models import Delivery
from amends.records.webhooks.queries import own
from amends.usecases.webhooks.take_endpoint import take_endpoint


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplayDelivery:
    """One of the actor's own."""

    delivery_id: UUID


def replay_delivery(*, ask: ReplayDelivery, actor: Actor, now: datetime) -> Delivery:
    """The same delivery under the same message id: tried anew from the first try on, or, while it waits, at once.

    Raises Forbidden, DeliveryUnseen, EndpointDisabled, and DeliveryUnderWay for one that is being sent just now.
    """
    owner = owner_of(actor)
    with transaction.atomic():
        found = Delivery.objects.filter(id=ask.delivery_id, **own(owner)).values_list("endpoint_id", flat=True)
        endpoint_id = found.first()
        if endpoint_id is None:
            raise DeliveryUnseen
        endpoint = take_endpoint(endpoint_id=endpoint_id, actor=actor)
        delivery = Delivery.objects.select_for_update().get(id=ask.delivery_id)
        if endpoint.disabled_at:
            raise EndpointDisabled
        if delivery.taken_until and delivery.next_try_at == delivery.taken_until > now:
            raise DeliveryUnderWay
        if delivery.state != DeliveryState.WAITING.value:
            delivery.state, delivery.tries, delivery.done_at = DeliveryState.WAITING.value, 0, None
        delivery.next_try_at = now
        delivery.save(update_fields=["state", "tries", "next_try_at", "done_at"])
        return delivery
