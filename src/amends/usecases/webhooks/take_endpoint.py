"""Take out an endpoint that the actor manages."""

from uuid import UUID

from amends.core.access import Actor
from amends.core.webhooks.endpoints import EndpointUnseen, owner_of
from amends.records.webhooks.models import Endpoint
from amends.records.webhooks.queries import own


def take_endpoint(*, endpoint_id: UUID, actor: Actor) -> Endpoint:
    """Locked against other changes, not against new deliveries; within the caller's transaction.

    Raises Forbidden, EndpointUnseen.
    """
    owner = owner_of(actor)
    found = Endpoint.objects.select_for_update(no_key=True).filter(id=endpoint_id, **own(owner)).first()
    if found is None:
        raise EndpointUnseen
    return found
