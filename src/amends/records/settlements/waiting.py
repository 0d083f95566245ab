"""Which legs still wait to be carried out."""

from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from amends.core.settlements.legs import LegState
from amends.records.settlements.models import Leg

_UNDONE = [LegState.PLANNED.value, LegState.CALLING.value, LegState.UNKNOWN.value, LegState.PENDING.value]


def undone_legs(dispute_id: UUID) -> list[tuple[UUID, str]]:
    """(id, method) of a dispute's legs that have come to no end, in their order."""
    legs = Leg.objects.filter(settlement__dispute_id=dispute_id, state__in=_UNDONE).order_by("number")
    return list(legs.values_list("id", "method"))


def stuck_settlements(*, before: datetime, limit: int) -> list[UUID]:
    """Disputes with a leg that had no news since `before`: their job was lost, or an outcome is still unknown.

    A leg that waits for a claim at a payment house is quiet until that claim has ended. Where one of the legs was
    called since `before`, the job that called goes on to the others; if it was lost, it is found here later.
    """
    quiet = Q(called_at__isnull=True, planned_at__lt=before) | Q(called_at__lt=before)
    called = Exists(Leg.objects.filter(settlement=OuterRef("settlement"), called_at__gte=before))
    legs = Leg.objects.filter(quiet & ~_held() & ~called, state__in=_UNDONE).order_by("settlement__dispute_id")
    return list(legs.values_list("settlement__dispute_id", flat=True).distinct()[:limit])


def waiting_for_claim(order_id: UUID) -> list[UUID]:
    """Disputes about the order, or about one that resends its goods, with a leg that waits for a claim to end."""
    about = Q(settlement__dispute__order=order_id) | Q(settlement__dispute__order__root_order=order_id)
    legs = Leg.objects.filter(about, ~Q(waits_for=""), state=LegState.PLANNED.value)
    return list(legs.order_by("settlement__dispute_id").values_list("settlement__dispute_id", flat=True).distinct())


def _held() -> Q:
    order = "settlement__dispute__order"
    held = Q(**{f"{order}__external_open__gt": 0}) | Q(**{f"{order}__root_order__external_open__gt": 0})
    return ~Q(waits_for="") & held
