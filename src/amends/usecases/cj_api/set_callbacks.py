"""Say where news of a topic is to be sent, or that it is not any more."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from amends.core.access import Actor, Permission, require
from amends.core.cj_api.messages import Topic
from amends.records.cj_api.models import CjCallback


@dataclass(frozen=True, slots=True, kw_only=True)
class SetCallbacks:
    """The ask: for each topic an address, or None to end it; topics that are not named stay as they are."""

    urls: Mapping[Topic, str | None]


def set_callbacks(*, ask: SetCallbacks, actor: Actor, now: datetime) -> None:
    """Raises Forbidden."""
    require(actor, Permission.MERCHANT_TOKEN_MANAGE)
    assert actor.account_id is not None
    with transaction.atomic():
        for topic, url in ask.urls.items():
            named: dict[str, Any] = {"account_id": actor.account_id, "topic": topic.value}
            if url is None:
                CjCallback.objects.filter(**named).delete()
            else:
                CjCallback.objects.update_or_create(**named, defaults={"url": url, "set_at": now})
