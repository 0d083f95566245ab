"""Take in lines of a payment house's account: each is kept once, as it was last told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F

from amends.core.reconciliation.movement import Movement
from amends.records.reconciliation.models import ProviderMovement, StatementRun

_TOLD = ("kind", "about", "payment", "amount", "fee", "currency", "at", "key")


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeInMovements:
    """The ask: lines that the provider told while `run_id` fetched them."""

    run_id: UUID
    provider: str
    lines: Sequence[Movement]


def take_in_movements(*, ask: TakeInMovements, now: datetime) -> None:
    """Keeps the new ones and corrects those told otherwise before; counts all of them for the run."""
    told = {one.ref[:120]: _columns(one) for one in ask.lines}
    with transaction.atomic():
        # First of all: two jobs of one run take its lines in one after the other.
        StatementRun.objects.select_for_update().get(id=ask.run_id)
        known = {one.ref: one for one in ProviderMovement.objects.filter(provider=ask.provider, ref__in=told)}
        new = [
            ProviderMovement(provider=ask.provider, ref=ref, heard_at=now, **columns)
            for ref, columns in told.items()
            if ref not in known
        ]
        other = [one for ref, one in known.items() if any(getattr(one, name) != told[ref][name] for name in _TOLD)]
        for one in other:
            one.changed_at = now
            for name in _TOLD:
                setattr(one, name, told[one.ref][name])
        ProviderMovement.objects.bulk_create(new)
        ProviderMovement.objects.bulk_update(other, [*_TOLD, "changed_at"])
        StatementRun.objects.filter(id=ask.run_id).update(
            lines=F("lines") + len(told), added=F("added") + len(new), changed=F("changed") + len(other)
        )


def _columns(line: Movement) -> dict[str, Any]:
    return {
        "kind": line.kind[:60],
        "about": line.about[:120],
        "payment": line.payment[:120],
        "amount": line.amount,
        "fee": line.fee,
        "currency": line.currency,
        "at": line.at,
        "key": line.key,
    }
