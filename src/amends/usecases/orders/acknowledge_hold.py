"""Acknowledge a hold or a release: the platform's system has acted on it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from amends.core.access import Actor
from amends.core.orders.refusals import HoldUnseen
from amends.records.orders.holds import find_hold
from amends.records.orders.models import HoldAcknowledgement
from amends.usecases.orders.order_writer import require_order_writer


@dataclass(frozen=True, slots=True, kw_only=True)
class AcknowledgeHold:
    """The ask: the announcement's id."""

    event_id: UUID


def acknowledge_hold(*, ask: AcknowledgeHold, actor: Actor, now: datetime) -> None:
    """Noted once; told again, the first time stands. Raises Forbidden, HoldUnseen."""
    require_order_writer(actor)
    with transaction.atomic():
        entry = find_hold(ask.event_id)
        if entry is None:
            raise HoldUnseen
        told = {"account_id": entry.account_id, "order_id": entry.order_id}
        HoldAcknowledgement.objects.get_or_create(
            event_id=entry.id, defaults={**told, "acknowledged_at": now, "acknowledged_by": actor.name[:200]}
        )
