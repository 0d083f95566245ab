"""Signing secrets: each is drawn from its row's id and this installation's secret, so that no database holds one."""

import hashlib
import hmac
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db.models import Q

from amends.records.webhooks.models import Secret


def secret_of(id_: UUID) -> bytes:
    """32 bytes, always the same for an id while AMENDS_SECRET_KEY is."""
    return hmac.digest(settings.SECRET_KEY.encode(), b"webhook secret " + id_.bytes, hashlib.sha256)


def active_secrets(endpoint_id: UUID, *, now: datetime) -> list[Secret]:
    """Those that sign, the newest first."""
    alive = Q(ends_at=None) | Q(ends_at__gt=now)
    return list(Secret.objects.filter(alive, endpoint_id=endpoint_id).order_by("-id"))
