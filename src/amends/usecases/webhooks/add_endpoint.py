"""Add an endpoint: from now on it is told what it subscribes to."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction

from amends.core.access import Actor
from amends.core.outbound.networks import checked_address
from amends.core.webhooks.endpoints import (
    MOST_ENDPOINTS,
    Style,
    TooManyEndpoints,
    checked_events,
    owner_of,
)
from amends.records.access.models import Account
from amends.records.webhooks.models import Endpoint, Secret
from amends.records.webhooks.queries import own


@dataclass(frozen=True, slots=True, kw_only=True)
class AddEndpoint:
    """The ask. No `events` subscribes to all, also to those that come to exist."""

    url: str
    events: tuple[str, ...] = ()
    description: str = ""


def add_endpoint(*, ask: AddEndpoint, actor: Actor, now: datetime) -> Endpoint:
    """The endpoint with its first secret. Raises Forbidden, AddressRefused, UnknownEvent, TooManyEndpoints."""
    owner = owner_of(actor)
    url = checked_address(ask.url, settings.OUTBOUND_RULES)
    events = checked_events(ask.events, side=actor.side)
    with transaction.atomic():
        if owner is not None:
            Account.objects.select_for_update(no_key=True).get(id=owner)
        if Endpoint.objects.filter(**own(owner), style=Style.STANDARD.value).count() >= MOST_ENDPOINTS:
            raise TooManyEndpoints(most=MOST_ENDPOINTS)
        endpoint = Endpoint.objects.create(
            account_id=owner,
            url=url,
            events=events,
            description=ask.description.strip(),
            made_at=now,
            made_by_name=actor.name,
        )
        Secret.objects.create(account_id=owner, endpoint=endpoint, made_at=now)
        return endpoint
