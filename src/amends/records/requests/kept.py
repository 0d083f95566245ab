"""A caller's key: held while its ask is worked on, and the answer kept under it."""

import json
from typing import Any
from uuid import UUID

from django.db import connection

from amends.core.access import Actor
from amends.records.requests.models import KeptAnswer


def hold_key(actor: Actor, key: str) -> bool:
    """Whether the key is free for the rest of the transaction; while a twin works on it, it is not."""
    holder = str(actor.account_id or actor.id)
    with connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [holder + key])
        (free,) = cursor.fetchone()
    return bool(free)


def kept_under(actor: Actor, key: str) -> KeptAnswer | None:
    """The answer that was kept under the key, if one was."""
    return KeptAnswer.objects.filter(**_scope(actor), key=key).first()


def keep(actor: Actor, key: str, *, fingerprint: bytes, answer: Any) -> None:
    """Keeps the first answer."""
    KeptAnswer.objects.create(**_scope(actor), key=key, fingerprint=fingerprint, answer=json.dumps(answer))


def _scope(actor: Actor) -> dict[str, UUID | None]:
    return {"account_id": actor.account_id} if actor.account_id else {"token_id": actor.id}
