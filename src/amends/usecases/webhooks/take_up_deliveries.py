"""Take up deliveries that are due, for whoever sends them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from amends.core.cj_api.messages import Addressed
from amends.core.webhooks.endpoints import Style
from amends.core.webhooks.message import Message
from amends.records.cj_api.news import address_news
from amends.records.webhooks.models import Delivery, Secret
from amends.records.webhooks.queries import messages_of
from amends.records.webhooks.secrets import secret_of
from amends.records.webhooks.taking import take_due


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeUp:
    """The ask: at most so many, and of one endpoint at most so many together with the `busy` it has already.

    An endpoint that fails gets one at a time. What is not told after `patience` is due again: its sender died.
    """

    most: int
    most_each: int
    busy: Mapping[UUID, int]
    patience: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """One message to send. `secrets` sign it, the newest first; in CJ's style `addressed` is what is said."""

    delivery_id: UUID
    endpoint_id: UUID
    account_id: UUID | None
    url: str
    style: Style
    message: Message
    secrets: tuple[bytes, ...]
    addressed: Addressed | None


def take_up_deliveries(*, ask: TakeUp, now: datetime) -> list[Parcel]:
    """Those that are due longest; what another sender took meanwhile is not taken twice."""
    with transaction.atomic():
        until = now + ask.patience
        taken = take_due(most=ask.most, most_each=ask.most_each, busy=ask.busy, now=now, until=until)
        messages, secrets = messages_of(taken), _secrets({one.endpoint_id for one in taken}, now)
        known = [(one, messages[one.id]) for one in taken if one.id in messages]
        addressed = address_news([(one, message) for one, message in known if one.endpoint.topic])
    return [_parcel(one, message, secrets[one.endpoint_id], addressed.get(one.id)) for one, message in known]


def _secrets(endpoints: set[UUID], now: datetime) -> Mapping[UUID, tuple[bytes, ...]]:
    alive = Q(ends_at=None) | Q(ends_at__gt=now)
    found: dict[UUID, tuple[bytes, ...]] = dict.fromkeys(endpoints, ())
    for secret in Secret.objects.filter(alive, endpoint_id__in=endpoints).order_by("-id"):
        found[secret.endpoint_id] += (secret_of(secret.id),)
    return found


def _parcel(delivery: Delivery, message: Message, secrets: tuple[bytes, ...], addressed: Addressed | None) -> Parcel:
    endpoint = delivery.endpoint
    return Parcel(
        delivery_id=delivery.id,
        endpoint_id=endpoint.id,
        account_id=endpoint.account_id,
        url=endpoint.url,
        style=Style(endpoint.style),
        message=message,
        secrets=secrets,
        addressed=addressed,
    )
