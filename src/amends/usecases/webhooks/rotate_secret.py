"""Give an endpoint a new secret; for a day the old one signs as well."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from amends.core.access import Actor
from amends.core.webhooks.endpoints import MOST_SECRETS, KeptOverCj
from amends.core.webhooks.retrying import OLD_SECRET_LIFE
from amends.records.webhooks.models import Secret
from amends.records.webhooks.secrets import active_secrets
from amends.usecases.webhooks.take_endpoint import take_endpoint


@dataclass(frozen=True, slots=True, kw_only=True)
class RotateSecret:
    """The ask. `at_once`: the old one leaked, and signs nothing from now on."""

    endpoint_id: UUID
    at_once: bool = False


def rotate_secret(*, ask: RotateSecret, actor: Actor, now: datetime) -> Secret:
    """The new secret. Raises Forbidden, EndpointUnseen, KeptOverCj."""
    with transaction.atomic():
        endpoint = take_endpoint(endpoint_id=ask.endpoint_id, actor=actor)
        if endpoint.topic:
            raise KeptOverCj(topic=endpoint.topic)
        for at, old in enumerate(active_secrets(endpoint.id, now=now), start=1):
            ends_at = now if ask.at_once or at >= MOST_SECRETS else now + OLD_SECRET_LIFE
            old.ends_at = min(old.ends_at or ends_at, ends_at)
            old.save(update_fields=["ends_at"])
        return Secret.objects.create(account_id=endpoint.account_id, endpoint=endpoint, made_at=now)
