"""Which legs still wait to be carried out, and which settlements for somebody."""

from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce

from amends.core.external_claims.standing import Effect
from amends.core.settlements.legs import LegState, Method
from amends.core.settlements.replacing import MAY_BE_ELSEWHERE
from amends.records.disputes.models import Dispute
from amends.records.external_claims.models import ExternalClaim
from amends.records.settlements.models import Leg, Settlement

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


def due_reminders(*, now: datetime, limit: int) -> list[str]:
    """Disputes, by number, whose settlement was opened again and of which finance is to be told again."""
    due = Settlement.objects.filter(remind_at__lte=now).order_by("remind_at", "id")
    return list(due.values_list("dispute__number", flat=True)[:limit])


def waiting_for_claim(order_id: UUID) -> list[UUID]:
    """Disputes about the order, or about one that resends its goods, with a leg that waits for a claim to end."""
    about = Q(settlement__dispute__order=order_id) | Q(settlement__dispute__order__root_order=order_id)
    legs = Leg.objects.filter(about, ~Q(waits_for=""), state=LegState.PLANNED.value)
    return list(legs.order_by("settlement__dispute_id").values_list("settlement__dispute_id", flat=True).distinct())


def stopped_by_claims(order_id: UUID) -> list[Dispute]:
    """Disputes about the order, or about one that resends its goods, with a leg that was cut or failed.

    Not for a reason of the payment's own, such as its age: claims have no part in that.
    """
    about = Q(order=order_id) | Q(order__root_order=order_id)
    failed = Q(settlement__legs__state=LegState.FAILED.value, settlement__legs__failed_for__in=["", *MAY_BE_ELSEWHERE])
    stopped = failed | Q(settlement__taken_elsewhere__gt=0)
    return list(Dispute.objects.filter(about, stopped).select_related("order").order_by("number").distinct())


def _held() -> Q:
    order = "settlement__dispute__order"
    held = Q(**{f"{order}__external_open__gt": 0}) | Q(**{f"{order}__root_order__external_open__gt": 0})
    warning = ExternalClaim.objects.filter(
        order=Coalesce(OuterRef(f"{order}__root_order"), OuterRef(order)), effect=Effect.WARNS.value
    )
    return ~Q(waits_for="") & (held | Q(Exists(warning), method=Method.WALLET.value))
