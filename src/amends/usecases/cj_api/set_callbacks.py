"""Say where news of a topic is to be sent, or that it is not any more."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from amends.core.access import Actor
from amends.core.cj_api.messages import Topic
from amends.core.outbound.networks import checked_address
from amends.core.webhooks.endpoints import Style, owner_of
from amends.records.webhooks.models import Endpoint


@dataclass(frozen=True, slots=True, kw_only=True)
class SetCallbacks:
    """The ask: for each topic an address, or None to end it; topics that are not named stay as they are."""

    urls: Mapping[Topic, str | None]


def set_callbacks(*, ask: SetCallbacks, actor: Actor, now: datetime) -> None:
    """Each topic has an endpoint of its own; set anew it is enabled again. Raises Forbidden, AddressRefused."""
    owner = owner_of(actor)
    checked = {topic: url and checked_address(url, settings.OUTBOUND_RULES) for topic, url in ask.urls.items()}
    with transaction.atomic():
        for topic, url in sorted(checked.items()):
            named: dict[str, Any] = {"account_id": owner, "topic": topic.value, "style": Style.CJ.value}
            if url is None:
                Endpoint.objects.filter(**named).delete()
                continue
            set_anew = {"url": url, "disabled_at": None, "disabled_why": "", "failing_since": None}
            made = {**set_anew, "made_at": now, "made_by_name": actor.name}
            Endpoint.objects.update_or_create(**named, defaults=set_anew, create_defaults=made)
